import { z } from 'zod'
import { POST_KINDS, type PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { event } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import { route } from '#kernel/route'
import { schoolDay } from '../units/unit.contract.ts'

const postKind = z.enum(POST_KINDS)

/** A post that its holder held on a certain day. */
export interface HeldPost {
  readonly postId: Uuid
  readonly kind: PostKind
  readonly unitId: Uuid
  readonly classId: Uuid | null
}

/** A post without holder today (空岗). */
export const vacantPost = z.object({
  postId: z.uuid(),
  kind: postKind,
  unitId: z.uuid(),
  unitName: z.string(),
  classId: z.uuid().nullable(),
  /** 「三(2)班 · 班主任」 */
  label: z.string(),
  /** The first day without holder. */
  vacantSince: schoolDay,
})
export type VacantPost = z.infer<typeof vacantPost>

/** Somebody of the same unit who may be named as a companion. */
export const colleague = z.object({
  personId: z.uuid(),
  name: z.string(),
  posts: z.array(z.object({
    postId: z.uuid(), kind: postKind, unitId: z.uuid(), classId: z.uuid().nullable(),
    /** 「三(2)班 · 语文」 */
    label: z.string(),
  })),
})
export type Colleague = z.infer<typeof colleague>

export const listVacancies = route({
  method: 'GET', path: '/api/vacancies', verb: 'vacancy.list', summary: 'Posts without holder today',
  query: z.object({ unitId: z.uuid().optional() }),
  answer: z.object({ posts: z.array(vacantPost) }),
})

export const listColleagues = route({
  method: 'GET', path: '/api/colleagues', verb: 'colleague.list', summary: 'Staff of the own unit with their posts',
  answer: z.object({ colleagues: z.array(colleague) }),
})

export interface AppointmentFacts {
  readonly appointmentId: Uuid
  readonly postId: Uuid
  readonly personId: Uuid
  /** First day of an appointment, last day of an ended one. */
  readonly on: SchoolDate
}
/** Announced whenever appointments begin or end. */
export const appointmentsChanged = event<{ readonly changed: readonly AppointmentFacts[] }>('org.appointments-changed')

export const postTaken = () => new Refusal({
  code: 'post-taken', status: 409, say: '该岗位现在有人任职。请先确认由谁接替，并写明前任的离任，再办理任职。',
})
export const postClosed = () => new Refusal({
  code: 'post-closed', status: 422, say: '该岗位在任职开始之日并不存在。请核对日期，或者选择另一个岗位。',
})
export const endsBeforeStart = () => new Refusal({
  code: 'ends-before-start', status: 422, say: '结束日期早于开始日期，没有保存。请核对日期后再提交。',
})
