import { z } from 'zod'
import type { SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { event } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import { route } from '#kernel/route'
import { classView } from '../classes/class.contract.ts'
import { guardianView } from '../guardians/guardian.contract.ts'
import { schoolDay } from '../units/unit.contract.ts'

/**
 * A child and where it sits now. After leaving, `schoolId` stays (that school keeps the file) and `classId` is null.
 */
export const student = z.object({
  id: z.uuid(),
  name: z.string(),
  gender: z.enum(['male', 'female', 'unknown']),
  schoolId: z.uuid().nullable(),
  classId: z.uuid().nullable(),
  neighbourhood: z.string().nullable(),
})
export type Student = z.infer<typeof student>

/** A child in the list of its class. `since` is the first day in this class. */
export const classStudent = student.extend({ since: schoolDay })
export type ClassStudent = z.infer<typeof classStudent>

/** A brother or sister in the same school, as far as a colleague of another class may know: name and class. */
export const sibling = z.object({ id: z.uuid(), name: z.string(), classId: z.uuid(), className: z.string() })
export type Sibling = z.infer<typeof sibling>

const studentParams = z.object({ studentId: z.uuid() })

export const listStudents = route({
  method: 'GET', path: '/api/classes/:classId/students', verb: 'roster.read', summary: 'Children of a class today',
  params: z.object({ classId: z.uuid() }),
  answer: z.object({ class: classView, students: z.array(classStudent) }),
})

export const readStudent = route({
  method: 'GET', path: '/api/students/:studentId', verb: 'student.read', summary: 'Head of the page of a child',
  params: studentParams,
  answer: student.extend({
    schoolName: z.string().nullable(),
    className: z.string().nullable(),
    /** Whom a guardian calls; null while the post is vacant or the child sits in no class. */
    headTeacher: z.string().nullable(),
    guardians: z.array(guardianView),
    can: z.object({ seeLooks: z.boolean() }),
  }),
})

export const listSiblings = route({
  method: 'GET', path: '/api/students/:studentId/siblings', verb: 'sibling.list',
  summary: 'Children of the same school who share a guardian today',
  params: studentParams,
  answer: z.object({ siblings: z.array(sibling) }),
})

/** Who opened the record of a child, when, and for what. */
export const look = z.object({ at: z.iso.datetime(), by: z.string(), what: z.string() })
export type Look = z.infer<typeof look>

export const listLooks = route({
  method: 'GET', path: '/api/students/:studentId/looks', verb: 'look.list', summary: 'Who opened the record of the own child',
  params: studentParams,
  answer: z.object({ looks: z.array(look) }),
})

export interface Place { readonly schoolId: Uuid; readonly classId: Uuid }

/** A child sits elsewhere from `on`: arrived (no `from`), moved, or left (no `to`; then `on` is the first day without class). */
export interface Placed {
  readonly studentId: Uuid
  readonly from?: Place
  readonly to?: Place
  readonly on: SchoolDate
  /** Nothing has been written about the child: it is new, or is taken back. */
  readonly bare?: true
}

/** Announced in a scope that holds every school where rows of these children lie. */
export const studentsPlaced = event<{ readonly placed: readonly Placed[] }>('org.students-placed')

export const placedInFuture = () => new Refusal({
  code: 'placed-in-future', status: 422, say: '学籍变动的日期在今天之后，没有保存。请在变动当天或之后办理。',
})
export const placedTooEarly = () => new Refusal({
  code: 'placed-too-early', status: 422, say: '学籍变动的日期不晚于学生进入现在班级的日期，没有保存。请核对日期。',
})
export const alreadyThere = () => new Refusal({
  code: 'already-there', status: 409, say: '学生已经在这个班级。请选择另一个班级。',
})
export const notEnrolled = () => new Refusal({
  code: 'not-enrolled', status: 409, say: '学生现在不在任何班级，不能办理转出或离校。请先办理入学。',
})
export const classClosed = () => new Refusal({
  code: 'class-closed', status: 422, say: '该班级在这一天并不存在。请核对日期，或者选择另一个班级。',
})
