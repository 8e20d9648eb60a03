import { z } from 'zod'
import { route } from '#kernel/route'
import { schoolDay } from '#modules/org/units/unit.contract'
import { LEVELS } from '#modules/plan/packs/pack.contract'
import { dutyLine, dutyView, MISS_CODES, periodView, standing } from './coverage.contract.ts'

const asOf = z.iso.datetime()

/** One duty of the acting capacity; of a duty that is counted by class, one line a class. */
export const myDuty = dutyLine.extend({
  remaining: z.int(),
  /** Null of what has no last day. */
  due: schoolDay.nullable(),
  /** 「7月10日前」「长期」 */
  dueLabel: z.string().nullable(),
  /** The cell; null where nothing is counted. */
  bearerId: z.uuid().nullable(),
  groupId: z.uuid().nullable(),
  classId: z.uuid().nullable(),
  className: z.string().nullable(),
  /** True when `…/mine/remaining?duty=` lists children. */
  hasList: z.boolean(),
})
export type MyDuty = z.infer<typeof myDuty>

export const readMine = route({
  method: 'GET', path: '/api/coverage/mine', verb: 'coverage.mine', summary: 'The duties of this capacity: what is done and what is due',
  answer: z.object({
    asOf,
    today: schoolDay,
    /** The figure of the first page: 「已访 12 / 38」; null where this capacity owes nothing that is counted. */
    leading: z.object({ duty: z.string(), headline: z.string(), detail: z.string() }).nullable(),
    duties: z.array(myDuty),
  }),
})

export const remainingChild = z.object({
  studentId: z.uuid(),
  name: z.string(),
  neighbourhood: z.string().nullable(),
  /** First day in the class when the child came after the period began. */
  arrived: schoolDay.nullable(),
  /** 「新转入」 */
  arrivalNote: z.string().nullable(),
  /** The last time before this period: 「上学年 10月」, or 「上学期 10月」 where the period is a semester. */
  lastTime: z.string().nullable(),
  done: z.int(),
  due: schoolDay,
  standing,
})
export type RemainingChild = z.infer<typeof remainingChild>

export const listRemaining = route({
  method: 'GET', path: '/api/coverage/mine/remaining', verb: 'coverage.remaining',
  summary: 'Children of the class to whom a duty is still owed, by neighbourhood and name',
  query: z.object({
    duty: z.string().max(200),
    /** Where the capacity covers more than one class. */
    classId: z.uuid().optional(),
  }),
  answer: z.object({
    asOf,
    duty: dutyView,
    period: periodView,
    class: z.object({ id: z.uuid(), name: z.string() }),
    required: z.int(),
    done: z.int(),
    children: z.array(remainingChild),
  }),
})

/** A duty for which a record counts, or does not and why. */
const judged = z.object({
  duty: z.string(),
  sentence: z.string(),
  matter: z.string(),
  /** 「入户家访」, for 「已计入 2 项责任：区·入户家访，省·家访」. */
  short: z.string(),
  level: z.enum(LEVELS),
  /** 省 · 市 · 盟 · 区 */
  levelLabel: z.string(),
})

export const explainRecord = route({
  method: 'GET', path: '/api/records/:recordId/coverage', verb: 'coverage.explain',
  summary: 'For which duties a record counts, and for which not and why',
  params: z.object({ recordId: z.uuid() }),
  answer: z.object({
    asOf,
    counted: z.array(judged.extend({ period: z.string(), times: z.int() })),
    notCounted: z.array(judged.extend({ code: z.enum(MISS_CODES), reason: z.string() })),
  }),
})
