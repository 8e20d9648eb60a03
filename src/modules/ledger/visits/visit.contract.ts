import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { recordField } from '#modules/plan/packs/kind.contract'
import {
  RECORD_STATES, happenedOn, recordCan, recordParams, recordVersion, savedRecord, sayActor, withdrawal,
} from '../records/record.contract.ts'

/** The kind in the packs whose form, reading and family's view are written here. */
export const HOME_VISIT = 'home_visit'

const child = z.object({ studentId: z.uuid(), name: z.string(), className: z.string().nullable() })
const option = z.object({ key: z.string(), zh: z.string() })

/** What a person fills in. Options are keys of the kind's definition on the day; words belong to every child of the visit. */
export const visitDraft = z.object({
  happenedOn,
  mode: z.string(),
  /** The child, and brothers or sisters who were met in the same visit. */
  studentIds: z.array(z.uuid()).min(1, '请选择学生').max(8, '一次家访最多 8 名兄弟姐妹'),
  topics: z.array(z.string()).max(20).default([]),
  guidance: z.array(z.string()).max(20).default([]),
  note: z.string().trim().max(2_000).default(''),
  promise: z.string().trim().max(2_000).optional(),
  /** Posts of colleagues who came along. */
  companions: z.array(z.uuid()).max(10, '一次家访最多 10 名同行人员').default([]),
})
export type VisitDraft = z.output<typeof visitDraft>

/** `again` says that a second visit of the same day and way did take place. */
export const visitEntry = visitDraft.extend({ again: z.boolean().default(false) })
export type VisitEntry = z.output<typeof visitEntry>

/** `version` is the one that the person saw. */
export const visitCorrection = visitDraft.extend({ version: z.int().positive() })
export type VisitCorrection = z.output<typeof visitCorrection>

const visited = {
  recordId: z.uuid(),
  state: z.enum(RECORD_STATES),
  happenedOn,
  mode: option,
  by: z.array(sayActor),
}

export const visitedChild = z.object({
  studentId: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
  topics: z.array(option),
  guidance: z.array(option),
  note: z.string(),
  promise: z.string().nullable(),
  /** The latest word of each guardian who said one. */
  answers: z.array(z.enum(['true', 'not-true'])),
})
export type VisitedChild = z.infer<typeof visitedChild>

export const staffVisit = z.object({
  view: z.literal('staff'),
  ...visited,
  version: z.int(),
  /** Drawn and assigned by the program. */
  random: z.boolean(),
  children: z.array(visitedChild),
  /** Brothers and sisters of the same visit in classes of others: name and class only. */
  siblings: z.array(child),
  companions: z.array(z.uuid()),
  history: z.array(recordVersion),
  can: recordCan,
})
export type StaffVisit = z.infer<typeof staffVisit>

/** What a family sees: that a visit took place, when, how, by whom. Never what was noted. */
export const familyVisit = z.object({
  view: z.literal('family'),
  ...visited,
  children: z.array(z.object({ studentId: z.uuid(), name: z.string(), myAnswer: z.enum(['true', 'not-true']).nullable() })),
  can: z.object({ confirm: z.boolean() }),
})
export type FamilyVisit = z.infer<typeof familyVisit>

/** A visit in a child's list; `note` and `promise` are null for a guardian. */
export const visitLine = z.object({ ...visited, note: z.string().nullable(), promise: z.string().nullable() })
export type VisitLine = z.infer<typeof visitLine>

const colleague = z.object({ postId: z.uuid(), post: z.string(), name: z.string() })

/** Everything that the quick form offers, in one answer. */
export const visitPreparation = z.object({
  student: child,
  siblings: z.array(child),
  colleagues: z.array(colleague),
  /** Fields of the kind that a person fills in, with their options and limits. */
  fields: z.array(recordField),
  today: happenedOn,
})
export type VisitPreparation = z.infer<typeof visitPreparation>

export const prepareVisit = route({
  method: 'GET', path: '/api/visits/preparation', verb: 'visit.record',
  summary: 'What the form of a home visit to one child offers: siblings, colleagues, options.',
  query: z.object({ studentId: z.uuid() }), answer: visitPreparation,
})

export const recordVisit = route({
  method: 'POST', path: '/api/visits', verb: 'visit.record',
  summary: 'Record a home visit to a child and its siblings.',
  body: visitEntry, answer: savedRecord,
})

/** Of one visit in a list: saved now or by an earlier sending, or refused as it would be by itself. */
export const visitOutcome = z.discriminatedUnion('outcome', [
  z.object({ key: z.string(), outcome: z.literal('saved'), saved: savedRecord }),
  z.object({
    key: z.string(), outcome: z.literal('refused'),
    refusal: z.object({ code: z.string(), status: z.int(), say: z.string(), fields: z.record(z.string(), z.string()) }),
  }),
])
export type VisitOutcome = z.infer<typeof visitOutcome>

/** `key` is what a single sending carries as `idempotency-key`: the same visit under it is saved once, whichever way it comes. */
const keyedVisit = visitEntry.extend({ key: z.string().min(1).max(200) })
export type KeyedVisit = z.output<typeof keyedVisit>

export const recordVisits = route({
  method: 'POST', path: '/api/visits/batch', verb: 'visit.record',
  summary: 'Record home visits that were kept while there was no network: each is saved once or refused by itself, in the order sent.',
  body: z.object({ visits: z.array(keyedVisit).min(1).max(50, '一次最多提交 50 条家访') }),
  answer: z.object({ outcomes: z.array(visitOutcome) }),
})

export const correctVisit = route({
  method: 'POST', path: '/api/visits/:recordId/corrections', verb: 'visit.correct',
  summary: 'Correct a home visit: a new version holds, the old ones stay.',
  params: recordParams, body: visitCorrection, answer: savedRecord,
})

export const withdrawVisit = route({
  method: 'POST', path: '/api/visits/:recordId/withdrawal', verb: 'visit.withdraw',
  summary: 'Withdraw a home visit that did not take place.',
  params: recordParams, body: withdrawal, answer: savedRecord,
})

export const readVisit = route({
  method: 'GET', path: '/api/visits/:recordId', verb: 'visit.read',
  summary: 'One home visit: for staff with its words, for a guardian that it took place.',
  params: recordParams, answer: z.discriminatedUnion('view', [staffVisit, familyVisit]),
})

export const listStudentVisits = route({
  method: 'GET', path: '/api/students/:studentId/visits', verb: 'visit.read',
  summary: 'Home visits to one child, newest first.',
  params: z.object({ studentId: z.uuid() }), answer: z.object({ visits: z.array(visitLine) }),
})

export const listFamilyVisits = route({
  method: 'GET', path: '/api/family/visits', verb: 'visit.family',
  summary: 'Home visits to the own children, newest first, with the own answers.',
  answer: z.object({ visits: z.array(familyVisit) }),
})

export const openPromise = z.object({
  recordId: z.uuid(), studentId: z.uuid(), name: z.string(), promise: z.string(), happenedOn,
})
export type OpenPromise = z.infer<typeof openPromise>

export const listPromises = route({
  method: 'GET', path: '/api/promises', verb: 'visit.promises',
  summary: 'What was promised in own visits of the last 30 days and not yet followed by another visit, newest first.',
  answer: z.object({ promises: z.array(openPromise) }),
})

export const notYourChild = () => new Refusal({
  code: 'not-found', status: 404, say: '没有找到该学生，或者当前身份无权为其记家访。请从本人的学生名单里重新选择。',
})

export const notInClassThen = () => new Refusal({
  code: 'not-in-class-then', status: 422, fields: { happenedOn: '当天该生不在你的班级' },
  say: '这一天该生还不在你所带（任教）的班级或学校。请检查日期和学生。',
})

export const outsideAssignment = () => new Refusal({
  code: 'outside-assignment', status: 422, fields: { happenedOn: '不在指派的日期内' },
  say: '这一天不在随机家访指派的日期内。请检查日期，或者请教育局科室重新指派。',
})
