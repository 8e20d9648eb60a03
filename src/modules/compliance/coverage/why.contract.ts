import { z } from 'zod'
import { route } from '#kernel/route'
import { schoolDay } from '#modules/org/units/unit.contract'
import { asking } from '../exceptions/exception.contract.ts'
import { dutyView, figure, MISS_CODES, periodView, standing } from './coverage.contract.ts'
import { bearerRow } from './region.contract.ts'
import { structureRow } from './structure.contract.ts'

/** A record behind a figure. `children` of the class are named to whoever may see its list, to nobody else. */
const weighed = z.object({
  recordId: z.uuid(),
  happenedOn: schoolDay,
  /** 「家访」 */
  kind: z.string(),
  /** Who acted: 「三(2)班班主任 王老师甲」; for the bureau the post alone. */
  who: z.array(z.string()),
  children: z.array(z.string()),
  /** Which page opens it for this reader; null where the record itself is not theirs to read. */
  opens: z.enum(['visit', 'record']).nullable(),
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
    /** 「三(2)班」「校长」「全校」, and who holds the post now, for the own school. */
    bearer: bearerRow.pick({ label: true, holder: true }).extend({ unitName: z.string() }),
    duty: dutyView,
    period: periodView,
    figure,
    remaining: z.int(),
    /** 「7月10日前」「长期」 */
    dueLabel: z.string(),
    standing,
    /** The newest first, at most as many as `limit`. */
    counted: z.array(weighed),
    /** Of the same kind, near the period, by or for the same bearer. */
    notCounted: z.array(weighed.extend({ code: z.enum(MISS_CODES), reason: z.string() })),
    limit: z.int(),
    /** Of a structure or a target: what is there and what is lacking; null of what is counted by records. */
    structure: structureRow.pick({ parts: true, lack: true, lacking: true }).nullable(),
    ask: asking,
  }),
})
