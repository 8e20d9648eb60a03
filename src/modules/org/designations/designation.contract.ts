import { z } from 'zod'
import type { SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { event } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import { route } from '#kernel/route'
import { schoolDay } from '../units/unit.contract.ts'

/** What is true of some children for a while: `key` 重点学生, `left_behind` 留守儿童. */
const DESIGNATION_KINDS = ['key', 'left_behind'] as const
export type DesignationKind = (typeof DESIGNATION_KINDS)[number]
export const DESIGNATION_NAMES: Readonly<Record<DesignationKind, string>> = { key: '重点学生', left_behind: '留守儿童' }

export const designation = z.object({
  id: z.uuid(),
  studentId: z.uuid(),
  kind: z.enum(DESIGNATION_KINDS),
  validFrom: schoolDay,
  validTo: schoolDay.nullable(),
})
export type Designation = z.infer<typeof designation>

const ofStudent = z.object({ studentId: z.uuid() })

export const listDesignations = route({
  method: 'GET', path: '/api/students/:studentId/designations', verb: 'designation.read', summary: 'What a child is designated as, past and present',
  params: ofStudent,
  answer: z.object({ designations: z.array(designation), can: z.object({ designate: z.boolean() }) }),
})

export const listClassDesignations = route({
  method: 'GET', path: '/api/classes/:classId/designations', verb: 'designation.read', summary: 'Children of a class who are designated today',
  params: z.object({ classId: z.uuid() }),
  answer: z.object({ className: z.string(), designations: z.array(designation.extend({ studentName: z.string() })) }),
})

export const designate = route({
  method: 'POST', path: '/api/students/:studentId/designations', verb: 'designation.set', summary: 'Mark a child from a day on',
  params: ofStudent,
  body: designation.pick({ kind: true, validFrom: true }),
  answer: designation,
})

export const endDesignation = route({
  method: 'POST', path: '/api/students/:studentId/designations/:designationId/ending', verb: 'designation.set', summary: 'Last day of a mark',
  params: ofStudent.extend({ designationId: z.uuid() }),
  body: z.object({ validTo: schoolDay }),
  answer: designation,
})

/** A child is designated from `on`, or no longer from the day after. `classId` is null for one who has left. */
export const designationsChanged = event<{
  readonly changed: readonly { readonly studentId: Uuid; readonly classId: Uuid | null; readonly schoolId: Uuid; readonly on: SchoolDate }[]
}>('designations-changed')

export const alreadyDesignated = () => new Refusal({
  code: 'already-designated', status: 409, say: '这名学生已经有这项认定，没有重复登记。请刷新页面查看。',
})
export const designatedInFuture = () => new Refusal({
  code: 'designated-in-future', status: 422, say: '认定的日期在今天之后，没有保存。请在认定当天或之后登记。',
})
export const designatedElsewhere = (lastDay: SchoolDate) => new Refusal({
  code: 'designated-elsewhere', status: 422, say: `学生在${lastDay}及以前就读于其他学校，那时的认定由原学校负责，没有保存。请改为转入本校以后的日期。`,
})

export const designationEnded = () => new Refusal({
  code: 'designation-ended', status: 409, say: '这项认定已经结束，没有再次结束。请刷新页面查看。',
})
export const designationEndsTooEarly = () => new Refusal({
  code: 'designation-ends-too-early', status: 422, say: '结束日期早于认定日期，没有保存。请核对日期后再提交。',
})
