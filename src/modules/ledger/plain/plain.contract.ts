import { z } from 'zod'
import { ROLE_NAMES, type PostKind } from '#kernel/capacity'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { recordField, snake } from '#modules/plan/packs/kind.contract'
import {
  RECORD_STATES, fieldValues, happenedOn, recordCan, recordParams, recordVersion, savedRecord, sayActor, withdrawal,
} from '../records/record.contract.ts'

const ids = (most: number, say: string) => z.array(z.uuid()).max(most, say).default([])

/**
 * A record whose form, list and page follow from the kind's definition alone. Of the four lists a kind uses those of its
 * subject: `classIds`, `studentIds`, `bodyIds`, or for the subject `unit` both `unitIds` (without any: the own unit) and `bodyIds`.
 */
export const plainDraft = z.object({
  happenedOn,
  classIds: ids(100, '一次最多 100 个班级'),
  studentIds: ids(100, '一次最多 100 名学生'),
  unitIds: ids(500, '一次最多 500 个单位'),
  bodyIds: ids(200, '一次最多 200 个机构或队伍'),
  /** Posts of colleagues who took part. */
  companions: ids(300, '一次最多 300 名参加人员'),
  fields: fieldValues,
})
export type PlainDraft = z.output<typeof plainDraft>

export const plainEntry = plainDraft.extend({ kind: snake, again: z.boolean().default(false) })
export type PlainEntry = z.output<typeof plainEntry>
export const plainCorrection = plainDraft.extend({ version: z.int().positive() })
export type PlainCorrection = z.output<typeof plainCorrection>

export const SUBJECTS = ['student', 'class', 'unit', 'body'] as const

/** A kind that this capacity may record today. */
export const plainKind = z.object({
  kind: z.string(), zh: z.string(),
  /** Heading under which it is offered: what the own post owes first, then by what it is about. */
  group: z.string(),
})
export type PlainKind = z.infer<typeof plainKind>

/** Something that may be chosen; `note` tells namesakes apart. */
const choice = z.object({ id: z.uuid(), name: z.string(), note: z.string().nullable() })
export type Choice = z.infer<typeof choice>

/** What a document says of the contents of such a record. */
const contentRule = z.object({ form: z.enum(['content', 'prohibition']), text: z.string(), doc: z.string(), number: z.string(), clause: z.string() })
export type ContentRule = z.infer<typeof contentRule>

/** What the form of one kind needs. Children are not in it: their lists are read class by class, and each reading is audited. */
export const plainPreparation = z.object({
  kind: z.string(), zh: z.string(), subject: z.enum(SUBJECTS), today: happenedOn, fields: z.array(recordField),
  classes: z.array(choice), units: z.array(choice), bodies: z.array(choice),
  /** Posts of colleagues, where the kind names who took part. */
  colleagues: z.array(choice).nullable(),
  rules: z.array(contentRule),
})
export type PlainPreparation = z.infer<typeof plainPreparation>

const named = z.object({ id: z.uuid(), name: z.string() })

export const plainRecord = z.object({
  recordId: z.uuid(), kind: z.string(), zh: z.string(), version: z.int(), state: z.enum(RECORD_STATES), happenedOn,
  subject: z.enum(SUBJECTS),
  classes: z.array(named), students: z.array(named), units: z.array(named), bodies: z.array(named),
  fields: fieldValues, definition: z.array(recordField), companions: z.array(z.uuid()),
  by: z.array(sayActor), history: z.array(recordVersion), can: recordCan,
})
export type PlainRecord = z.infer<typeof plainRecord>

/** One line of the list: classes, units, bodies and how many children, never a child's name. */
export const recordLine = z.object({
  recordId: z.uuid(), kind: z.string(), zh: z.string(), state: z.enum(RECORD_STATES), happenedOn,
  /** Names of classes, bodies and of units other than the own. */
  about: z.array(z.string()), children: z.int(), by: z.array(sayActor),
  /** The first text about the record itself, for example the topic of a meeting. */
  topic: z.string().nullable(),
})
export type RecordLine = z.infer<typeof recordLine>

/** What a guardian may know: that it took place, when, and by whom. */
const familyRecord = z.object({
  recordId: z.uuid(), zh: z.string(), happenedOn, studentIds: z.array(z.uuid()), by: z.array(sayActor),
})
export type FamilyRecord = z.infer<typeof familyRecord>

export const listPlainKinds = route({
  method: 'GET', path: '/api/records/kinds', verb: 'record.plain',
  summary: 'Kinds that the capacity may record today, those of the own duties first.',
  answer: z.object({ kinds: z.array(plainKind), today: happenedOn }),
})

export const preparePlain = route({
  method: 'GET', path: '/api/records/kinds/:kind', verb: 'record.plain',
  summary: 'What the form of one kind needs: fields, what may be named, and what the documents say of its contents.',
  params: z.object({ kind: snake }), answer: plainPreparation,
})

export const recordPlain = route({
  method: 'POST', path: '/api/records', verb: 'record.plain',
  summary: 'Record something about classes, children, units or bodies.',
  body: plainEntry, answer: savedRecord,
})

export const correctPlain = route({
  method: 'POST', path: '/api/records/:recordId/corrections', verb: 'record.correct',
  summary: 'Correct such a record: a new version holds, the old ones stay.',
  params: recordParams, body: plainCorrection, answer: savedRecord,
})

export const withdrawPlain = route({
  method: 'POST', path: '/api/records/:recordId/withdrawal', verb: 'record.withdraw',
  summary: 'Withdraw such a record.',
  params: recordParams, body: withdrawal, answer: savedRecord,
})

export const readPlain = route({
  method: 'GET', path: '/api/records/:recordId', verb: 'record.read',
  summary: 'One such record; children by name only where the capacity sees their class.',
  params: recordParams, answer: plainRecord,
})

export const listRecords = route({
  method: 'GET', path: '/api/records', verb: 'record.list',
  summary: 'Records of the own classes or unit, newest first, without names of children.',
  query: z.object({
    kind: snake.optional(), classId: z.uuid().optional(),
    /** `next` of the page before. */
    after: z.string().regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  answer: z.object({
    records: z.array(recordLine), next: z.string().nullable(),
    /** Every kind that holds today, for narrowing the list. */
    kinds: z.array(z.object({ kind: z.string(), zh: z.string() })),
  }),
})

export const exportRecords = route({
  method: 'GET', path: '/api/records/export', verb: 'record.list',
  summary: 'The records of one kind as an .xlsx, a column for each field of its definition, without names of children.',
  query: z.object({ kind: snake }), answer: 'file',
})

export const listFamilyRecords = route({
  method: 'GET', path: '/api/family/records', verb: 'record.family',
  summary: 'Talks and the like about the own children, newest first: that they took place, not what was said.',
  answer: z.object({ records: z.array(familyRecord) }),
})

export const notForThisPost = (zh: string, by: readonly PostKind[]) => new Refusal({
  code: 'not-for-this-post', status: 403, say: `${zh}由${by.map((kind) => ROLE_NAMES[kind]).join('、')}记录。请切换到相应的身份，或者请他们记录。`,
})

export const chooseSubjects = (list: 'classIds' | 'studentIds' | 'bodyIds', say: string) =>
  new Refusal({ code: 'no-subject', status: 422, say: `${say}，再保存。`, fields: { [list]: say } })

export const wrongSubjects = (lists: readonly string[]) => new Refusal({
  code: 'wrong-subjects', status: 422, say: '这种记录不以所选的对象为对象。请刷新页面后重新选择。',
  fields: Object.fromEntries(lists.map((list) => [list, '请重新选择'])),
})

export const tooManyRecords = (most: number) => new Refusal({
  code: 'too-many-records', status: 422, say: `这类记录超过 ${most} 条，一次导不出来。请改用覆盖页面的导出，或者联系管理员。`,
})
