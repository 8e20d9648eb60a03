import type { AnswerOf } from '#kernel/route'
import type { MyDuty, readMine } from '../../mine.contract.ts'

type Mine = Pick<AnswerOf<typeof readMine>, 'leading' | 'duties'>

/** A duty of one class; the same duty of another class is another line. */
export const lineKey = (duty: Pick<MyDuty, 'key' | 'classId'>): string => `${duty.key} ${duty.classId ?? ''}`

/** The duty that the page is about, once for each class in which it is owed, and the others in the order of the answer. */
export function splitDuties({ leading, duties }: Mine): { leading: MyDuty[]; others: MyDuty[] } {
  const leads = (duty: MyDuty) => duty.key === leading?.duty && duty.figure !== null
  return { leading: duties.filter(leads), others: duties.filter((duty) => !leads(duty) && duty.standing.state !== 'not-applicable') }
}

/** 「还有 26 名，7月10日前」 */
export const noteOf = ({ remaining, unit, dueLabel, standing }: MyDuty): string =>
  remaining > 0 ? [`还有 ${remaining} ${unit}`, dueLabel].filter(Boolean).join('，') : standing.label

/** Where the button leads: to the names that are still owed, or to the choice of a child. */
export const listAddress = (duty: MyDuty) =>
  ['/remaining', { search: { duty: duty.key, ...(duty.classId ? { class: duty.classId } : {}) } }] as const
