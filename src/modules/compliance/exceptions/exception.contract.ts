import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { schoolDay } from '#modules/org/units/unit.contract'

/** 例外 is allowed by 原则上 and granted; 无法完成 is a shortage of planning (people, time, place), never somebody's fault. */
export const EXCEPTION_KINDS = ['exception', 'hindrance'] as const
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number]
export const EXCEPTION_KIND_NAMES: Readonly<Record<ExceptionKind, string>> = { exception: '例外', hindrance: '无法完成' }

export const EXCEPTION_STATES = ['asked', 'approved', 'refused', 'ended'] as const
export type ExceptionState = (typeof EXCEPTION_STATES)[number]
export const EXCEPTION_STATE_NAMES: Readonly<Record<ExceptionState, string>> = {
  asked: '待审批', approved: '已同意', refused: '未同意', ended: '已结束',
}

export const REASONS = ['staff', 'vacancy', 'time', 'place', 'distance', 'information', 'calendar', 'other'] as const
export type Reason = (typeof REASONS)[number]
export const REASON_NAMES: Readonly<Record<Reason, string>> = {
  staff: '人手不足', vacancy: '岗位空缺', time: '时间安排冲突', place: '场地或条件不具备', distance: '路途过远或长期在外',
  information: '名单或信息未到位', calendar: '校历或上级安排变动', other: '其他',
}

/** One cell: who owes which duty in which period, for which class. */
const cell = { duty: z.string().max(200), period: z.string().max(40), bearerId: z.uuid(), groupId: z.uuid() }

export const exceptionAsk = z.strictObject({
  kind: z.enum(EXCEPTION_KINDS), ...cell, reason: z.enum(REASONS),
  note: z.string().trim().min(2, '请写明原因').max(200, '原因最多 200 字'),
  /** Last day on which it holds. */
  endsOn: schoolDay,
})
export type ExceptionAsk = z.infer<typeof exceptionAsk>

/** What a capacity may ask for one cell. `known`: it was asked or granted already. */
export const asking = z.object({ kinds: z.array(z.enum(EXCEPTION_KINDS)), latest: schoolDay.nullable(), known: z.boolean() })
export type Asking = z.infer<typeof asking>

export const exceptionView = z.object({
  id: z.uuid(), kind: z.enum(EXCEPTION_KINDS), kindLabel: z.string(), ...cell,
  state: z.enum(EXCEPTION_STATES), stateLabel: z.string(),
  unitId: z.uuid(), unitName: z.string(), sentence: z.string(), bearerLabel: z.string(), periodLabel: z.string(),
  /** The last day on which it holds; null of what lasts as long as its period. */
  until: schoolDay.nullable(),
  /** Granted, and changes how its cell stands today. */
  holds: z.boolean(),
  /** What the cell counts now; null when nobody owes it any more. */
  figure: z.object({ required: z.int(), done: z.int() }).nullable(),
  reason: z.enum(REASONS), reasonLabel: z.string(), note: z.string(), endsOn: schoolDay,
  askedAt: z.iso.datetime(),
  /** Null for the bureau, which reads the school. */
  askedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(), decidedBy: z.string().nullable(),
  can: z.object({ approve: z.boolean(), refuse: z.boolean(), end: z.boolean() }),
})
export type ExceptionView = z.infer<typeof exceptionView>

export const askException = route({
  method: 'POST', path: '/api/coverage/exceptions', verb: 'exception.ask',
  summary: 'Asks for an exception from a duty that holds in principle, or says what stands in the way of one',
  body: exceptionAsk, answer: z.object({ id: z.uuid() }),
})

const params = z.object({ id: z.uuid() })
export const decideException = route({
  method: 'POST', path: '/api/coverage/exceptions/:id/decision', verb: 'exception.decide',
  summary: 'Grants or refuses what was asked', params, body: z.strictObject({ approve: z.boolean() }), answer: z.object({ id: z.uuid() }),
})
export const endException = route({
  method: 'POST', path: '/api/coverage/exceptions/:id/end', verb: 'exception.end',
  summary: 'Ends an exception or a hindrance before its last day', params, answer: z.object({ id: z.uuid() }),
})
export const listExceptions = route({
  method: 'GET', path: '/api/coverage/exceptions', verb: 'exception.list',
  summary: 'Exceptions and hindrances of the own school or of the jurisdiction, with what each reason adds up to',
  answer: z.object({
    exceptions: z.array(exceptionView),
    /** What is confirmed and still lacking today, by reason: 计划不足. */
    shortages: z.array(z.object({ reason: z.enum(REASONS), reasonLabel: z.string(), schools: z.int(), cells: z.int() })),
  }),
})

export const countWaiting = route({
  method: 'GET', path: '/api/coverage/exceptions/waiting', verb: 'exception.decide',
  summary: 'How many wait for a decision of this capacity', answer: z.object({ waiting: z.int() }),
})

export const notInPrinciple = () => new Refusal({
  code: 'not-in-principle', status: 422, say: '只有写着“原则上”的责任可以申请例外。确实做不到的，请登记“无法完成”并写明原因。',
})
export const nothingOpen = () => new Refusal({
  code: 'nothing-open', status: 422, say: '这项责任在这个时段已经完成，或者当前单位没有这项责任，不需要登记。请刷新页面后再看。',
})
export const badEnd = () => new Refusal({
  code: 'bad-end', status: 422, say: '截止日期应在今天到这个时段结束之间，最长一年。', fields: { endsOn: '请改为时段内的日期，最长一年' },
})
export const alreadyAsked = () => new Refusal({
  code: 'already-asked', status: 409, say: '这项责任已经登记过，正在等待审批或仍然有效。请先看已有的登记。',
})
export const decidedByOthers = () => new Refusal({
  code: 'decided-by-others', status: 403, say: '自己提出的、或落在自己身上的登记由上一级审批：例外由教育局同意，无法完成由校长或教育局确认。',
})
export const namesAChild = () => new Refusal({
  code: 'names-a-child', status: 422, say: '原因中写有学生姓名。请只写安排上的原因，不写学生。', fields: { note: '请去掉学生姓名' },
})
export const notOpenAnyMore = () => new Refusal({
  code: 'not-open-any-more', status: 409, say: '这条登记已经办理过了。请刷新页面看最新情况。',
})
