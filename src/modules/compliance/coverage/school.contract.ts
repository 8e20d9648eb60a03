import { z } from 'zod'
import { POST_KINDS } from '#kernel/capacity'
import { route } from '#kernel/route'
import { schoolDay } from '#modules/org/units/unit.contract'
import { dutyLine } from './coverage.contract.ts'
import { bearerRow } from './region.contract.ts'

const asOf = z.iso.datetime()

/** The principal's first page. */
export const readSchoolHome = route({
  method: 'GET', path: '/api/coverage/school-home', verb: 'coverage.school',
  summary: 'Coverage of the own school by class and post, what is due in four weeks, vacant posts',
  answer: z.object({
    asOf,
    school: z.object({ id: z.uuid(), name: z.string() }),
    /** In the order of the documents; those of the duties. */
    matters: z.array(z.object({ key: z.string(), name: z.string() })),
    duties: z.array(dutyLine.extend({ rows: z.array(bearerRow) })),
    /** Sorted by due day. */
    dueSoon: z.array(z.object({ duty: z.string(), sentence: z.string(), due: schoolDay, remaining: z.int(), bearers: z.int() })),
    vacancies: z.array(z.object({ postId: z.uuid(), kind: z.enum(POST_KINDS), label: z.string(), since: schoolDay })),
  }),
})

export const readClass = route({
  method: 'GET', path: '/api/coverage/classes/:classId', verb: 'coverage.class',
  summary: 'Counts of one class by duty',
  params: z.object({ classId: z.uuid() }),
  answer: z.object({
    asOf,
    class: z.object({ id: z.uuid(), name: z.string(), schoolId: z.uuid(), students: z.int().nullable() }),
    duties: z.array(dutyLine.extend({ rows: z.array(bearerRow) })),
    can: z.object({ listChildren: z.boolean() }),
  }),
})
