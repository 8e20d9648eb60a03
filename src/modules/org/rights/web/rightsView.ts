import type { Right } from '../rights.contract.ts'

export interface VerbLine {
  readonly verb: string
  readonly does: string
  /** Who reaches how far: roles of one reach together. */
  readonly reaches: readonly { readonly reachName: string; readonly roleNames: readonly string[] }[]
}

/** Rights by what they allow, in the order of the table; with a role only what that role may do. */
export function verbLines(rights: readonly Right[], role: string): VerbLine[] {
  const shown = rights.filter((right) => role === '' || right.role === role)
  return [...new Set(shown.map(({ verb }) => verb))].map((verb) => {
    const ofVerb = shown.filter((right) => right.verb === verb)
    const reaches = [...new Set(ofVerb.map(({ reachName }) => reachName))].map((reachName) => ({
      reachName, roleNames: ofVerb.filter((right) => right.reachName === reachName).map(({ roleName }) => roleName),
    }))
    return { verb, does: ofVerb[0]!.does, reaches }
  })
}

/** Roles that occur, in the order in which they first appear. */
export const rolesOf = (rights: readonly Right[]): { value: string; label: string }[] =>
  [...new Map(rights.map(({ role, roleName }) => [role, { value: role, label: roleName }])).values()]
