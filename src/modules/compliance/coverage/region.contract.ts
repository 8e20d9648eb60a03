import { z } from 'zod'
import { route } from '#kernel/route'
import { schoolDay, stage } from '#modules/org/units/unit.contract'
import { dutyLine, figure, periodView, relieved, standing } from './coverage.contract.ts'

const asOf = z.iso.datetime()
const standingYear = z.object({ academicYear: z.int(), label: z.string() })

/** The bureau's matters, each with the count of every duty in it. */
export const listMatters = route({
  method: 'GET', path: '/api/coverage/matters', verb: 'coverage.region', summary: 'Matters of the adopted packs with their figures',
  answer: z.object({
    asOf,
    year: standingYear,
    matters: z.array(z.object({
      key: z.string(),
      name: z.string(),
      /** Leads: what the matter is judged by. Null where nothing is counted yet. */
      binding: z.string().nullable(),
      duties: z.array(dutyLine),
      /** How many have something overdue, lack the holder of a post that owes, or wait until a local value is set. */
      schools: z.object({ overdue: z.int(), vacant: z.int(), waiting: z.int() }),
    })),
  }),
})

export const matterQuery = z.object({
  /** Academic year; the present one without it. */
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  stage: stage.optional(),
  street: z.string().max(100).optional(),
})

const matterParams = z.object({ matter: z.string().max(100) })

/** How a duty stands to another of the same matter: 「严于省级要求：……」. */
const relationView = z.object({ to: z.string(), relation: z.string(), label: z.string() })

export const matterDuty = dutyLine.extend({
  binding: z.boolean(),
  /** The bureau itself owes it, in one cell. */
  ofBureau: z.boolean(),
  clauses: z.array(z.object({ id: z.string(), summary: z.string() })),
  decision: z.string().nullable(),
  relations: z.array(relationView),
})
export type MatterDuty = z.infer<typeof matterDuty>

export const matterRow = z.object({
  unitId: z.uuid(),
  name: z.string(),
  street: z.string().nullable(),
  stages: z.array(stage),
  classes: z.int(),
  vacantPosts: z.int(),
  /** In the order of `duties`. `bearers` owe (classes or persons), `bearersMet` of them are done; figure null: does not concern the unit. */
  cells: z.array(z.object({
    duty: z.string(),
    figure: figure.nullable(),
    bearers: z.int(),
    bearersMet: z.int(),
    relieved,
    standing,
  })),
})
export type MatterRow = z.infer<typeof matterRow>

export const readMatter = route({
  method: 'GET', path: '/api/coverage/matters/:matter', verb: 'coverage.region',
  summary: 'One matter: its duties, the binding one first, and the figures of every school',
  params: matterParams,
  query: matterQuery,
  answer: z.object({
    asOf,
    matter: z.object({ key: z.string(), name: z.string() }),
    year: standingYear,
    years: z.array(standingYear),
    stages: z.array(z.object({ key: stage, name: z.string() })),
    streets: z.array(z.string()),
    duties: z.array(matterDuty),
    rows: z.array(matterRow),
    packs: z.array(z.object({ doc: z.string(), number: z.string(), title: z.string(), hash: z.string() })),
    /** Null with a sentence in `calendarMissing` while the year is not published. */
    calendar: z.object({ academicYear: z.int(), start: schoolDay, end: schoolDay }).nullable(),
    calendarMissing: z.string().nullable(),
  }),
})

export const exportMatter = route({
  method: 'GET', path: '/api/coverage/matters/:matter/export', verb: 'coverage.region',
  summary: 'The figures of a matter as a workbook with as-of date and pack versions',
  params: matterParams,
  query: matterQuery,
  answer: 'file',
})

/** One class or post of a school. Counts only. */
export const bearerRow = z.object({
  bearerId: z.uuid(),
  /** The class in which it is owed, else the unit or the body itself. */
  groupId: z.uuid(),
  classId: z.uuid().nullable(),
  /** 「三(2)班」 or 「校长」, never a child's name. */
  label: z.string(),
  /** Who owes now; null while the post is vacant or the class itself owes. */
  holder: z.string().nullable(),
  period: periodView,
  figure,
  standing,
})
export type BearerRow = z.infer<typeof bearerRow>

export const readSchool = route({
  method: 'GET', path: '/api/coverage/schools/:schoolId', verb: 'coverage.school-figures',
  summary: 'Figures of a school by duty, class and post; no child',
  params: z.object({ schoolId: z.uuid() }),
  query: z.object({ matter: z.string().max(100).optional(), year: matterQuery.shape.year }),
  answer: z.object({
    asOf,
    school: z.object({ id: z.uuid(), name: z.string(), street: z.string().nullable(), stages: z.array(stage) }),
    matters: z.array(z.object({ key: z.string(), name: z.string() })),
    duties: z.array(dutyLine.extend({ rows: z.array(bearerRow) })),
  }),
})
