import type { Right } from '../rights.contract.ts'

export interface VerbLine {
  readonly verb: string
  readonly does: string
  readonly holders: readonly { readonly role: string; readonly roleName: string; readonly reachName: string }[]
}

/** Rows by what they allow, in the order of the table; with a role only what that role may do. */
export function verbLines(rows: readonly Right[], role: string): VerbLine[] {
  const verbs = [...new Set(rows.map(({ verb }) => verb))]
  return verbs.flatMap((verb) => {
    const holders = rows.filter((row) => row.verb === verb && (role === '' || row.role === role))
    return holders[0] ? [{ verb, does: holders[0].does, holders }] : []
  })
}

/** Roles that occur, in the order in which they first appear. */
export const rolesOf = (rows: readonly Right[]): { value: string; label: string }[] =>
  [...new Map(rows.map(({ role, roleName }) => [role, { value: role, label: roleName }])).values()]
