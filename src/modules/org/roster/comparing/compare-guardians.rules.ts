import type { Uuid } from '#kernel/ids'
import type { Mark } from './compare.rules.ts'
import type { MarkedRow, SchoolChild, SchoolGuardian } from './compare-match.rules.ts'
import { ANY_GUARDIAN, isCalling } from '../reading/value.rules.ts'

/**
 * Who the guardians of the rows are: one person for several children only where name and telephone agree and are a person's own.
 * Whoever is one person has one account and sees all the children, so that in doubt there are two.
 */

/** A person whom the school knows, or one to be made; the same key is the same person. */
export type WhichPerson = { readonly known: Uuid } | { readonly made: string }

export type GuardianStep =
  | { readonly kind: 'new'; readonly at: number; readonly person: WhichPerson }
  | { readonly kind: 'changed'; readonly at: number; readonly guardian: SchoolGuardian; readonly phone: boolean; readonly relation: boolean }

type Found = readonly { readonly guardian: SchoolGuardian | undefined }[]

/** The child's own guardians by name; where two have one name, by telephone first, then by what they are to the child. */
function ownOf(row: MarkedRow, child: SchoolChild): Found {
  const free = new Set(child.guardians)
  const take = (fits: (guardian: SchoolGuardian) => boolean) => {
    const found = [...free].find(fits)
    if (found !== undefined) free.delete(found)
    return found
  }
  const { guardians } = row.row
  const found: (SchoolGuardian | undefined)[] = guardians.map(() => undefined)
  const calls = (one: SchoolGuardian, at: number) => one.phone !== null && one.phone === row.phones[at]
  const is = (one: SchoolGuardian, at: number) => one.relation === guardians[at]!.relation
  for (const fits of [(one: SchoolGuardian, at: number) => calls(one, at) && is(one, at), calls, is, () => true]) {
    guardians.forEach(({ name }, at) => { found[at] ??= take((one) => one.name === name && fits(one, at)) })
  }
  return found.map((guardian) => ({ guardian }))
}

export interface Guardians {
  /** What the row says anew of the guardians of this child, or of a child that is new. */
  stepsOf(row: MarkedRow, child: SchoolChild | null): readonly GuardianStep[]
  /** Whom the row names no more; none where it names no guardian at all. */
  goneOf(row: MarkedRow, child: SchoolChild): readonly SchoolGuardian[]
}

const keyOf = (name: string, phone: Mark) => `${name}|${phone}`

interface Told {
  readonly children: readonly SchoolChild[]
  readonly rows: readonly MarkedRow[]
  /** The rows whose child is known; a new telephone of a mother there names her beside a sister who is new. */
  readonly sure: readonly { readonly row: MarkedRow; readonly child: SchoolChild }[]
}

/** Father, mother and grandparents behind one telephone; with more names it is that of an office, a teacher or a village. */
const NAMES_OF_A_PHONE = 4
/** More children of one school than a family has: a telephone that was filled in for many. */
const CHILDREN_OF_A_PERSON = 5

/** Of each name with its telephone whether it is one person for all children who have it. */
function findPersonal({ children, rows }: Told): (name: string, phone: Mark) => boolean {
  const names = new Map<Mark, Set<string>>()
  const [inSchool, inRows] = [new Map<string, number>(), new Map<string, number>()]
  const note = (counts: Map<string, number>, name: string, phone: Mark | null | undefined) => {
    if (phone == null) return
    const known = names.get(phone)
    if (known === undefined) names.set(phone, new Set([name]))
    else known.add(name)
    counts.set(keyOf(name, phone), (counts.get(keyOf(name, phone)) ?? 0) + 1)
  }
  for (const { guardians } of children) for (const { name, phone } of guardians) note(inSchool, name, phone)
  for (const { row, phones } of rows) row.guardians.forEach(({ name }, at) => note(inRows, name, phones[at]))
  return (name, phone) => !isCalling(name) && (names.get(phone)?.size ?? 0) <= NAMES_OF_A_PHONE
    && [inSchool, inRows].every((counts) => (counts.get(keyOf(name, phone)) ?? 0) <= CHILDREN_OF_A_PERSON)
}

export function resolveGuardians(told: Told): Guardians {
  const isPersonal = findPersonal(told)
  const persons = new Map<string, Uuid>()
  const remember = ({ name, personId }: SchoolGuardian, phone: Mark | null | undefined) => {
    if (phone != null && isPersonal(name, phone) && !persons.has(keyOf(name, phone))) persons.set(keyOf(name, phone), personId)
  }
  for (const child of told.children) for (const guardian of child.guardians) remember(guardian, guardian.phone)
  for (const { row, child } of told.sure) {
    ownOf(row, child).forEach(({ guardian }, at) => { if (guardian !== undefined) remember(guardian, row.phones[at]) })
  }
  return {
    stepsOf: (row, child) => {
      const own = child === null ? undefined : ownOf(row, child)
      return row.row.guardians.flatMap((_, at) => stepOf(row, at, { guardian: own?.[at]?.guardian, persons, isPersonal }))
    },
    goneOf: (row, child) => {
      if (row.row.guardians.length === 0) return []
      const kept = new Set(ownOf(row, child).map(({ guardian }) => guardian?.id))
      return child.guardians.filter(({ id }) => !kept.has(id))
    },
  }
}

interface Known {
  readonly guardian: SchoolGuardian | undefined
  readonly persons: ReadonlyMap<string, Uuid>
  readonly isPersonal: (name: string, phone: Mark) => boolean
}

function stepOf(row: MarkedRow, at: number, { guardian, persons, isPersonal }: Known): GuardianStep[] {
  const { name, relation } = row.row.guardians[at]!
  const mark = row.phones[at] ?? null
  if (guardian === undefined) {
    // Two of one name and telephone beside one child are two: nobody is its father and its grandfather.
    const own = mark === null || row.row.guardians.some((one, before) => before < at && one.name === name && row.phones[before] === mark)
    const known = own ? undefined : persons.get(keyOf(name, mark))
    const made = own || !isPersonal(name, mark) ? `${row.row.sheet}|${row.row.row}|${at}` : keyOf(name, mark)
    return [{ kind: 'new', at, person: known === undefined ? { made } : { known } }]
  }
  const phone = mark !== null && mark !== guardian.phone
  const renamed = relation !== ANY_GUARDIAN && relation !== guardian.relation
  return phone || renamed ? [{ kind: 'changed', at, guardian, phone, relation: renamed }] : []
}
