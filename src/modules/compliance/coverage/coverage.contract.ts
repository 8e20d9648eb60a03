import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { event } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import { schoolDay } from '#modules/org/units/unit.contract'
import { LEVELS, STRENGTHS } from '#modules/plan/packs/pack.contract'

/** How a duty stands for a bearer. Derived at reading from required, done and today; only `overdue` and `vacant` may be red. */
export const DUTY_STATES = [
  'not-yet-due', 'on-track', 'due-soon', 'overdue', 'met', 'met-late', 'excepted', 'cannot-be-met', 'vacant',
  'not-applicable', 'offered', 'needs-local-value', 'cannot-be-recorded',
] as const
export type DutyState = (typeof DUTY_STATES)[number]

export const DUTY_STATE_NAMES: Readonly<Record<DutyState, string>> = {
  'not-yet-due': '未到期', 'on-track': '进行中', 'due-soon': '即将到期', overdue: '已逾期', met: '已完成', 'met-late': '逾期完成',
  excepted: '例外', 'cannot-be-met': '无法完成', vacant: '空岗', 'not-applicable': '不适用', offered: '鼓励开展',
  'needs-local-value': '待本地确定', 'cannot-be-recorded': '尚不能记录',
}

/** The state with its Chinese name. `note` says why, or what is missing, in a sentence. */
export const standing = z.object({
  state: z.enum(DUTY_STATES),
  label: z.string(),
  red: z.boolean(),
  note: z.string().nullable(),
})
export type Standing = z.infer<typeof standing>

/** Two counts and the instant at which they held. */
export const figure = z.object({ required: z.int(), done: z.int(), asOf: z.iso.datetime() })
export type Figure = z.infer<typeof figure>

/** What the counts count: children (名), times (次), classes that are reached (个班), rules that hold and what is aimed at (项). */
export const COUNT_UNITS = ['名', '次', '个班', '项'] as const

export const periodView = z.object({
  key: z.string(),
  /** 「2026–2027学年」「2026–2027学年第一学期」 */
  label: z.string(),
  start: schoolDay,
  end: schoolDay,
  /** Last school day on which it can be done in time. */
  due: schoolDay,
})
export type PeriodView = z.infer<typeof periodView>

/** A duty as it is shown wherever it appears. */
export const dutyView = z.object({
  /** `<doc>#<id>` */
  key: z.string(),
  doc: z.string(),
  /** 文号 */
  number: z.string(),
  level: z.enum(LEVELS),
  /** 省 · 市 · 盟 · 区 */
  levelLabel: z.string(),
  matter: z.string(),
  sentence: z.string(),
  strength: z.enum(STRENGTHS).nullable(),
  strengthLabel: z.string(),
  unit: z.enum(COUNT_UNITS),
})
export type DutyView = z.infer<typeof dutyView>

/** For how many cells an exception was granted, or is confirmed that they cannot be met; they stay in `required`. */
export const relieved = z.object({ excepted: z.int(), hindered: z.int() })
export type Relieved = z.infer<typeof relieved>

/** A duty with its present count. `figure` is null where nothing is counted; `standing` says why. */
export const dutyLine = dutyView.extend({
  period: periodView.nullable(),
  figure: figure.nullable(),
  relieved,
  standing,
})
export type DutyLine = z.infer<typeof dutyLine>

/** Why a record does not count for a duty. `other`: it counts, for another bearer, class or period. */
export const MISS_CODES = [
  'condition', 'class', 'body', 'newcomers', 'undesignated', 'stage', 'period', 'window', 'appointment', 'withdrawn', 'needs-local-value', 'not-bearer',
  'other',
] as const
export type MissCode = (typeof MISS_CODES)[number]

/** Cells of a duty and period moved in these units: their roll-ups are stale. */
export interface CellsMove {
  readonly duty: string
  readonly period: string
  readonly unitIds: readonly Uuid[]
  /** Classes whose cells of a closed period must be counted with a view of the whole jurisdiction. */
  readonly late: readonly Uuid[]
}

/** All that one act moved. `at` is its moment. */
export interface CellsMoved { readonly moves: readonly CellsMove[]; readonly at: string }
export const cellsMoved = event<CellsMoved>('compliance.cells-moved')

export const noSuchMatter = () => new Refusal({
  code: 'no-such-matter', status: 404, say: '没有找到这个事项。请回到事项列表，从已采用的文件中选择。',
})

export const noSuchDuty = () => new Refusal({
  code: 'no-such-duty', status: 404, say: '当前身份没有这项责任，或者文件版本已经更换。请刷新页面后重新选择。',
})
