import type { Uuid } from '#kernel/ids'
import type { Mark } from './compare.rules.ts'
import type { MarkedRow, SchoolChild, SchoolGuardian } from './compare-match.rules.ts'

/** Who the guardians of the rows are: one person for several children only where name and telephone agree. */

/** A person whom the school knows, or one to be made; the same key is the same person. */
export type WhichPerson = { readonly known: Uuid } | { readonly made: string }

export type GuardianStep =
  | { readonly kind: 'new'; readonly at: number; readonly person: WhichPerson }
  | { readonly kind: 'changed'; readonly at: number; readonly guardian: SchoolGuardian; readonly phone: boolean; readonly relation: boolean }

/** 「监护人」 stands where the workbook does not say, and takes no better word away. */
const UNSAID = '监护人'

type Found = readonly { readonly guardian: SchoolGuardian | undefined }[]

/** The child's own guardians by name, by telephone first where two have one name. */
function ownOf(row: MarkedRow, child: SchoolChild): Found {
  const free = new Set(child.guardians)
  const take = (fits: (guardian: SchoolGuardian) => boolean) => {
    const found = [...free].find(fits)
    if (found !== undefined) free.delete(found)
    return found
  }
  const exact = row.row.guardians.map(({ name }, at) => take((one) => one.name === name && one.phone !== null && one.phone === row.phones[at]))
  return row.row.guardians.map(({ name }, at) => ({ guardian: exact[at] ?? take((one) => one.name === name) }))
}

export interface Guardians {
  /** What the row says anew of the guardians of this child, or of a child that is new. */
  stepsOf(row: MarkedRow, child: SchoolChild | null): readonly GuardianStep[]
  /** Whom the row names no more; none where it names no guardian at all. */
  goneOf(row: MarkedRow, child: SchoolChild): readonly SchoolGuardian[]
}

const keyOf = (name: string, phone: Mark) => `${name}|${phone}`

/** `sure`: the rows whose child is known; a new telephone of a mother there names her beside a sister who is new. */
export function resolveGuardians(children: readonly SchoolChild[], sure: readonly { readonly row: MarkedRow; readonly child: SchoolChild }[]): Guardians {
  const persons = new Map<string, Uuid>()
  for (const child of children) {
    for (const { name, phone, personId } of child.guardians) if (phone !== null && !persons.has(keyOf(name, phone))) persons.set(keyOf(name, phone), personId)
  }
  for (const { row, child } of sure) {
    ownOf(row, child).forEach(({ guardian }, at) => {
      const phone = row.phones[at]
      if (guardian !== undefined && phone != null && !persons.has(keyOf(guardian.name, phone))) persons.set(keyOf(guardian.name, phone), guardian.personId)
    })
  }
  return {
    stepsOf: (row, child) => {
      const own = child === null ? undefined : ownOf(row, child)
      return row.row.guardians.flatMap((_, at) => stepOf(row, at, { guardian: own?.[at]?.guardian, persons }))
    },
    goneOf: (row, child) => {
      if (row.row.guardians.length === 0) return []
      const kept = new Set(ownOf(row, child).map(({ guardian }) => guardian?.id))
      return child.guardians.filter(({ id }) => !kept.has(id))
    },
  }
}

function stepOf(row: MarkedRow, at: number, { guardian, persons }: { guardian: SchoolGuardian | undefined; persons: ReadonlyMap<string, Uuid> }): GuardianStep[] {
  const { name, relation } = row.row.guardians[at]!
  const mark = row.phones[at] ?? null
  if (guardian === undefined) {
    const known = mark === null ? undefined : persons.get(keyOf(name, mark))
    const made = mark === null ? `${row.row.sheet}|${row.row.row}|${at}` : keyOf(name, mark)
    return [{ kind: 'new', at, person: known === undefined ? { made } : { known } }]
  }
  const phone = mark !== null && mark !== guardian.phone
  const renamed = relation !== UNSAID && relation !== guardian.relation
  return phone || renamed ? [{ kind: 'changed', at, guardian, phone, relation: renamed }] : []
}
