import { daysBetween } from '#kernel/dates'
import type { DutyLine, DutyState } from '../../coverage.contract.ts'
import type { BearerRow } from '../../region.contract.ts'

/** A duty of a school with its cells. */
export type SchoolDuty = DutyLine & { readonly rows: readonly BearerRow[] }

export const ofClasses = ({ rows }: SchoolDuty) => rows.length > 0 && rows.every(({ classId }) => classId !== null)

/** Owed by the school itself or by bodies that it keeps: no row stands for a person. */
export const ofThemselves = ({ rows }: SchoolDuty) => rows.length > 0 && rows.every(({ bearerId, groupId }) => bearerId === groupId)

/** Duties that are owed class by class stand side by side in one table; every other has rows of its own. */
export interface SchoolSplit {
  /** At most two: the one that most classes owe, and the one of another level beside it. */
  readonly classDuties: readonly SchoolDuty[]
  readonly others: readonly SchoolDuty[]
}

export function splitDuties(duties: readonly SchoolDuty[]): SchoolSplit {
  const candidates = duties.filter(ofClasses).sort((a, b) => b.rows.length - a.rows.length)
  const [lead] = candidates
  const beside = candidates.find((duty) => duty.level !== lead?.level && duty.matter === lead?.matter)
  const classDuties = duties.filter((duty) => duty === lead || duty === beside)
  return { classDuties, others: duties.filter((duty) => !classDuties.includes(duty)) }
}

export interface ClassLine {
  readonly classId: string
  readonly label: string
  readonly holder: string | null
  /** One per duty of the table; undefined where it does not concern the class. */
  readonly cells: readonly (BearerRow | undefined)[]
}

/** One line per class, in the order in which the classes first appear. */
export function classLines(duties: readonly SchoolDuty[]): ClassLine[] {
  const classes = new Map<string, BearerRow>()
  for (const row of duties.flatMap(({ rows }) => rows)) if (row.classId !== null && !classes.has(row.classId)) classes.set(row.classId, row)
  return [...classes].map(([classId, { label, holder }]) => ({
    classId, label, holder, cells: duties.map(({ rows }) => rows.find((row) => row.classId === classId)),
  }))
}

/** 「空岗 1，已逾期 3」 of the classes, empty where none stands so. */
export function sumClasses(lines: readonly ClassLine[]): string {
  const count = (state: DutyState) => lines.filter(({ cells }) => cells.some((cell) => cell?.standing.state === state)).length
  const [vacant, overdue] = [count('vacant'), count('overdue')]
  return [...(vacant > 0 ? [`空岗 ${vacant} 个班`] : []), ...(overdue > 0 ? [`已逾期 ${overdue} 个班`] : [])].join('，')
}

export interface PostGroup {
  readonly label: string
  readonly bearers: number
  readonly met: number
  readonly vacant: number
  readonly overdue: number
  readonly required: number
  readonly done: number
}

/** Holders and posts by their kind: a bureau reads how many have done their part, not who has not. */
export function postGroups(rows: readonly BearerRow[]): PostGroup[] {
  const groups = new Map<string, PostGroup>()
  for (const { label, figure, standing } of rows) {
    const held = groups.get(label) ?? { label, bearers: 0, met: 0, vacant: 0, overdue: 0, required: 0, done: 0 }
    groups.set(label, {
      label,
      bearers: held.bearers + 1,
      met: held.met + (standing.state === 'met' || standing.state === 'met-late' ? 1 : 0),
      vacant: held.vacant + (standing.state === 'vacant' ? 1 : 0),
      overdue: held.overdue + (standing.state === 'overdue' ? 1 : 0),
      required: held.required + figure.required,
      done: held.done + Math.min(figure.done, figure.required),
    })
  }
  return [...groups.values()]
}

/** 「今天」「明天」「还有 12 天」「已过 3 天」 */
export function sayDaysLeft(due: string, today: string): string {
  const days = daysBetween(today, due)
  if (days === 0) return '今天'
  if (days === 1) return '明天'
  return days < 0 ? `已过 ${-days} 天` : `还有 ${days} 天`
}

/** 「2026–2027学年」: the longest period among the duties names the page. */
export const yearOf = (duties: readonly DutyLine[]): string | undefined => {
  const periods = duties.flatMap(({ period }) => period ?? [])
  return (periods.find(({ key }) => /^\d{4}$/.test(key)) ?? periods[0])?.label
}
