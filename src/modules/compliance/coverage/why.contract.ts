import { z } from 'zod'
import { route } from '#kernel/route'
import { schoolDay } from '#modules/org/units/unit.contract'
import { dutyView, figure, MISS_CODES, periodView, standing } from './coverage.contract.ts'

/** A record behind a figure. `children` are named to whoever may see the list of that class, to nobody else. */
const weighed = z.object({
  recordId: z.uuid(),
  happenedOn: schoolDay,
  /** 「家访」 */
  kind: z.string(),
  /** Who acted: 「三(2)班班主任 王老师甲」; for the bureau the post alone. */
  who: z.array(z.string()),
  children: z.array(z.string()),
})

export const whyFigure = route({
  method: 'GET', path: '/api/coverage/why', verb: 'coverage.why',
  summary: 'Why the figure of one duty of one bearer is what it is: the records that counted, and those that did not and why',
  query: z.object({
    duty: z.string().max(200), period: z.string().max(40),
    bearer: z.uuid(),
    /** The class in which it is owed, else the unit or body itself. */
    group: z.uuid(),
  }),
  answer: z.object({
    asOf: z.iso.datetime(),
    duty: dutyView,
    period: periodView,
    figure,
    remaining: z.int(),
    due: schoolDay.nullable(),
    /** 「7月10日前」「长期」 */
    dueLabel: z.string(),
    standing,
    /** The newest first, at most as many as `limit`. */
    counted: z.array(weighed),
    /** Of the same kind, near the period, by or for the same bearer. */
    notCounted: z.array(weighed.extend({ code: z.enum(MISS_CODES), reason: z.string() })),
    limit: z.int(),
  }),
})
