import { byUrgency, isCounted, urgencyOf, vacantOr, worstOf, type Worst } from './matterOrder.ts'
import type { SchoolDuty } from './schoolView.ts'

/** The duties of a school in one matter that somebody can be late with. */
export interface HomeGroup {
  readonly key: string
  readonly name: string
  /** The most pressing first. */
  readonly duties: readonly SchoolDuty[]
  readonly worst: Worst
  /** How many duties are done, so many of `duties`. */
  readonly met: number
}

export interface HomeGroups {
  /** The most pressing first. */
  readonly groups: readonly HomeGroup[]
  readonly waiting: readonly SchoolDuty[]
  readonly offers: readonly SchoolDuty[]
  readonly statements: readonly SchoolDuty[]
  /** Nobody owes them at present, or they cannot be recorded. */
  readonly idle: readonly SchoolDuty[]
}

type Place = 'matter' | Exclude<keyof HomeGroups, 'groups'>

function placeOf(duty: SchoolDuty): Place {
  if (duty.standing.state === 'needs-local-value') return 'waiting'
  if (duty.strength === 'encouraged') return 'offers'
  if (duty.strength === 'statement') return 'statements'
  return isCounted(duty) ? 'matter' : 'idle'
}

const vacantIn = (duties: readonly SchoolDuty[]): number =>
  new Set(duties.flatMap(({ rows }) => rows.filter(({ standing }) => standing.state === 'vacant').map(({ bearerId }) => bearerId))).size

export function groupHome(matters: readonly { readonly key: string; readonly name: string }[], duties: readonly SchoolDuty[]): HomeGroups {
  const at = (place: Place) => duties.filter((duty) => placeOf(duty) === place)
  const owed = at('matter')
  const groups = matters.flatMap(({ key, name }) => {
    const mine = owed.filter((duty) => duty.matter === key)
    const worst = worstOf(mine)
    if (worst === undefined) return []
    const duties = [...mine].sort((a, b) => urgencyOf(a.standing.state) - urgencyOf(b.standing.state))
    const met = mine.filter(({ standing: { state } }) => state === 'met' || state === 'met-late').length
    return [{ key, name, duties, worst: vacantOr(worst, vacantIn(mine)), met }]
  })
  return { groups: byUrgency(groups), waiting: at('waiting'), offers: at('offers'), statements: at('statements'), idle: at('idle') }
}
