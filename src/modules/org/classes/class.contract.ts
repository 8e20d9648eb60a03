import { z } from 'zod'
import type { SchoolDate } from '#kernel/dates'
import { event } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import { route } from '#kernel/route'
import { stage } from '../units/unit.contract.ts'

/** A class as it is called today. `grade` is null before the first and after the last year of its stage. */
export const classView = z.object({
  id: z.uuid(),
  schoolId: z.uuid(),
  stage,
  entryYear: z.int(),
  number: z.int(),
  grade: z.int().nullable(),
  name: z.string(),
})
export type ClassView = z.infer<typeof classView>

/** Classes with their posts exist from a day on, or never did after all. Who sits in them is told by `studentsPlaced`. */
export const classesChanged = event<{ readonly classIds: readonly Uuid[]; readonly on: SchoolDate }>('org.classes-changed')

export const listClasses = route({
  method: 'GET', path: '/api/schools/:schoolId/classes', verb: 'class.list', summary: 'Classes of a school that exist today',
  params: z.object({ schoolId: z.uuid() }),
  answer: z.object({ classes: z.array(classView) }),
})
