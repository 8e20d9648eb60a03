import { z } from 'zod'
import { route } from '#kernel/route'
import { dutyLine, figure, standing } from './coverage.contract.ts'

/** One thing that must be there: 「总协调员」 0 of 1 名. */
const part = z.object({
  label: z.string(),
  measure: z.enum(['个', '名', '类', '所']),
  holds: z.boolean(),
  have: z.int(),
  need: z.int(),
})

/** Who owes it: the unit itself, or a body that it keeps. */
export const structureRow = z.object({
  bearerId: z.uuid(),
  name: z.string(),
  figure,
  standing,
  parts: z.array(part),
  /** 「缺：总协调员 1 名；成员还差 2 名」 */
  lack: z.string().nullable(),
  /** For a share of schools or bodies: those that lack one. */
  lacking: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type StructureRow = z.infer<typeof structureRow>

export const readStructures = route({
  method: 'GET', path: '/api/coverage/structures/:unitId', verb: 'coverage.school-figures',
  summary: 'What must be there in a school, or for the bureau in the region: what is, and what is lacking',
  params: z.object({ unitId: z.uuid() }),
  query: z.object({ matter: z.string().max(100).optional() }),
  answer: z.object({
    asOf: z.iso.datetime(),
    unit: z.object({ id: z.uuid(), name: z.string() }),
    /** A duty of registered bodies without any is listed with a note and no rows. */
    duties: z.array(dutyLine.extend({ rows: z.array(structureRow) })),
  }),
})
