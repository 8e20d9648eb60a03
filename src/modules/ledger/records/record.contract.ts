import { z } from 'zod'
import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { event } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import { schoolDay } from '#modules/org/units/unit.contract'

/** One value of a record's field: an option, several options, a flag, a text or a date, a count. */
export const fieldValue = z.union([z.string(), z.array(z.string()), z.boolean(), z.number()])
export type FieldValue = z.infer<typeof fieldValue>
export const fieldValues = z.record(z.string(), fieldValue)
export type FieldValues = Readonly<Record<string, FieldValue>>

export const RECORD_STATES = ['recorded', 'corrected', 'withdrawn'] as const
export type RecordState = (typeof RECORD_STATES)[number]

/** Who did the work, and holding which post on the day. `classId` is null for a post of the whole unit. */
export interface RecordActor {
  readonly personId: Uuid
  readonly postId: Uuid
  readonly postKind: PostKind
  readonly unitId: Uuid
  readonly classId: Uuid | null
}

/**
 * For whom it was done: a child, or (with `studentId` null) a class, a unit or a body. `subjectId` is the id of any of them.
 * `schoolId` and `classId` say where the child sits now, `classThen` where it sat on the day. Units and bodies have no class;
 * the `schoolId` of a body is the unit that keeps it.
 */
export interface RecordSubject {
  readonly subjectId: Uuid
  readonly studentId: Uuid | null
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
  readonly classThen: Uuid | null
  readonly fields: FieldValues
}

/** One version of a record as others may know it: ids, dates, options, flags and counts, never a text. */
export interface RecordFacts {
  readonly recordId: Uuid
  readonly version: number
  readonly kind: string
  readonly unitId: Uuid
  readonly happenedOn: SchoolDate
  readonly fields: FieldValues
  readonly withdrawn: boolean
  readonly actors: readonly RecordActor[]
  readonly subjects: readonly RecordSubject[]
}

/** A version that was written; `previous` is the one that held before. */
export interface SavedFacts { readonly record: RecordFacts; readonly previous: RecordFacts | null }

/** Announced inside the transaction when records are made, corrected or withdrawn. */
export const recordsSaved = event<{ readonly saved: readonly SavedFacts[] }>('records-saved')

/** Who acted, for the screen: 「三(2)班班主任 王老师」. */
export const sayActor = z.object({ postId: z.uuid(), personId: z.uuid(), post: z.string(), name: z.string() })
export type SayActor = z.infer<typeof sayActor>

export const recordVersion = z.object({
  version: z.int(), recordedAt: z.iso.datetime(), by: z.string(), withdrawn: z.boolean(), reason: z.string().nullable(),
})
/** How a record came to be what it is, oldest first. */
export type RecordVersion = z.infer<typeof recordVersion>

export const recordCan = z.object({ correct: z.boolean(), withdraw: z.boolean() })
export type RecordCan = z.infer<typeof recordCan>

/** What every saving answers; ask `/api/records/:recordId/coverage` next. */
export const savedRecord = z.object({ recordId: z.uuid(), version: z.int(), state: z.enum(RECORD_STATES) })
export type SavedRecord = z.infer<typeof savedRecord>

export const recordParams = z.object({ recordId: z.uuid() })
export const withdrawal = z.object({
  /** The version that the person saw. */
  version: z.int().positive(),
  reason: z.string().trim().min(2, '请写明撤回原因').max(200, '撤回原因最多 200 字'),
})
export type Withdrawal = z.infer<typeof withdrawal>

export const happenedOn = schoolDay

export const inFuture = () =>
  new Refusal({ code: 'in-future', status: 422, say: '日期还没有到，不能提前记录。请改为实际发生的日期。', fields: { happenedOn: '日期不能晚于今天' } })

export const periodClosed = (lastDay: SchoolDate) => new Refusal({
  code: 'period-closed', status: 422, fields: { happenedOn: '该学年已锁定' },
  say: `这一天所在的学年已在 ${lastDay} 之后锁定，不能再记录、更正或撤回。确有需要请联系学校负责人说明原因。`,
})

export const postNotHeld = (day: SchoolDate) => new Refusal({
  code: 'post-not-held', status: 422, fields: { happenedOn: '当天不在任' },
  say: `${day} 当天你还没有担任（或已不再担任）这一岗位。请检查日期，或者切换到当天所任岗位的身份。`,
})

export const kindNotHeld = (day: SchoolDate) => new Refusal({
  code: 'kind-not-held', status: 422, fields: { happenedOn: '当天没有这种记录' },
  say: `${day} 当天本地还没有启用这种记录。请检查日期，或者联系教育局确认已采用的政策包。`,
})

export const wrongFields = (fields: Record<string, string>) =>
  new Refusal({ code: 'wrong-fields', status: 422, say: '有内容填写不对，请按每一项的提示修改后再提交。', fields })

export const recordWithdrawn = () =>
  new Refusal({ code: 'record-withdrawn', status: 409, say: '这条记录已经撤回，不能再改。如确有其事，请重新记一条。' })

export const companionUnknown = () => new Refusal({
  code: 'companion-unknown', status: 422, fields: { companions: '有人当天不在岗' },
  say: '同行或参加人员里有人当天没有担任所选岗位。请重新选择。',
})

export const staleVersion = () =>
  new Refusal({ code: 'stale-version', status: 409, say: '这条记录已在别处更正过，这次没有保存。请先看最新内容，再决定是否更正。' })

export const notYours = () => new Refusal({
  code: 'not-your-record', status: 403, say: '只有当时的记录人（仍任原岗位）或学校负责人可以更正、撤回这条记录。请联系他们处理。',
})

export const onlyRecorderMovesDay = () => new Refusal({
  code: 'only-recorder-moves-day', status: 403, fields: { happenedOn: '只能由记录人更改' },
  say: '日期和参加人只能由记录人本人更正。记录人已经离任的，请撤回这条记录并写明原因，由在任人员重新记录。',
})

/** `fields.recordId` names the record that is already there. */
export const alreadyRecorded = (recordId: Uuid) => new Refusal({
  code: 'already-recorded', status: 409, fields: { recordId },
  say: '同一天、同一对象已经记过同样的一条。请打开已有的记录查看；如果确实有两次，请选择“仍要再记一条”。',
})
