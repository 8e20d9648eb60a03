import { z } from 'zod'
import { route } from '#kernel/route'
import { recordField, snake } from '#modules/plan/packs/kind.contract'
import {
  RECORD_STATES, fieldValues, happenedOn, recordCan, recordParams, recordVersion, savedRecord, sayActor, withdrawal,
} from '../records/record.contract.ts'

/** Records about whole classes, whose form, list and page follow from the kind's definition alone. */
export const plainDraft = z.object({
  happenedOn,
  classIds: z.array(z.uuid()).min(1, '请选择班级').max(100, '一次最多 100 个班级'),
  fields: fieldValues,
})
export type PlainDraft = z.output<typeof plainDraft>

export const plainEntry = plainDraft.extend({ kind: snake, again: z.boolean().default(false) })
export type PlainEntry = z.output<typeof plainEntry>
export const plainCorrection = plainDraft.extend({ version: z.int().positive() })
export type PlainCorrection = z.output<typeof plainCorrection>

const classRef = z.object({ classId: z.uuid(), name: z.string() })

/** A kind that this capacity may record, for the form. */
export const plainKind = z.object({
  kind: z.string(), zh: z.string(), fields: z.array(recordField), classes: z.array(classRef),
})

export type PlainKind = z.infer<typeof plainKind>

export const plainRecord = z.object({
  recordId: z.uuid(), kind: z.string(), zh: z.string(), version: z.int(), state: z.enum(RECORD_STATES), happenedOn,
  classes: z.array(classRef), fields: fieldValues, definition: z.array(recordField),
  by: z.array(sayActor), history: z.array(recordVersion), can: recordCan,
})
export type PlainRecord = z.infer<typeof plainRecord>

/** One line of the list: classes and how many children, never a name. */
export const recordLine = z.object({
  recordId: z.uuid(), kind: z.string(), zh: z.string(), state: z.enum(RECORD_STATES), happenedOn,
  classNames: z.array(z.string()), children: z.int(), by: z.array(sayActor),
  /** The first text about the record itself, for example the topic of a meeting. */
  topic: z.string().nullable(),
})
export type RecordLine = z.infer<typeof recordLine>

export const listPlainKinds = route({
  method: 'GET', path: '/api/records/kinds', verb: 'record.plain',
  summary: 'Kinds of records about classes that hold today, with their fields and the classes that may be named.',
  answer: z.object({ kinds: z.array(plainKind), today: happenedOn }),
})

export const recordPlain = route({
  method: 'POST', path: '/api/records', verb: 'record.plain',
  summary: 'Record a meeting or an activity of one or more classes.',
  body: plainEntry, answer: savedRecord,
})

export const correctPlain = route({
  method: 'POST', path: '/api/records/:recordId/corrections', verb: 'record.correct',
  summary: 'Correct a record about classes: a new version holds, the old ones stay.',
  params: recordParams, body: plainCorrection, answer: savedRecord,
})

export const withdrawPlain = route({
  method: 'POST', path: '/api/records/:recordId/withdrawal', verb: 'record.withdraw',
  summary: 'Withdraw a record about classes.',
  params: recordParams, body: withdrawal, answer: savedRecord,
})

export const readPlain = route({
  method: 'GET', path: '/api/records/:recordId', verb: 'record.read',
  summary: 'One record about classes.',
  params: recordParams, answer: plainRecord,
})

export const listRecords = route({
  method: 'GET', path: '/api/records', verb: 'record.list',
  summary: 'Records of the own classes or school, newest first, without names of children.',
  query: z.object({
    kind: snake.optional(), classId: z.uuid().optional(),
    /** `next` of the page before. */
    after: z.string().regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  answer: z.object({ records: z.array(recordLine), next: z.string().nullable() }),
})
