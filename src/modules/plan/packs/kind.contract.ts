import { z } from 'zod'
import { POST_KINDS } from '#kernel/capacity'
import { schoolDay } from '#modules/org/units/unit.contract'

/** Names inside data: `home_visit`, `in_home`. */
export const snake = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, '应为小写字母、数字与下划线')

/** Names of duties, matters and local values: stable over versions. */
export const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '应为小写字母、数字与连字符')

export const fieldOption = z.strictObject({ key: snake, zh: z.string().min(1), en: z.string().min(1) })

/** The verb before the noun in a sentence: 召开家长会, “hold a parent meeting”. Chinese 家访 needs none. */
const verb = z.strictObject({ zh: z.string(), en: z.string().min(1) })

export const recordField = z.strictObject({
  key: snake,
  zh: z.string().min(1),
  en: z.string().min(1),
  /** `enum` holds one option, `enums` any number of them. */
  type: z.enum(['enum', 'enums', 'flag', 'text', 'count', 'date']),
  options: z.array(fieldOption).min(1).optional(),
  required: z.boolean(),
  /** What tells of a child lives in that child's row, so that siblings and erasure stay separate. */
  about: z.enum(['record', 'subject']),
  /** Longest text in characters, or largest count. */
  max: z.int().positive().optional(),
  /** `program`: no form offers it; only an assignment made in the program fills it. */
  setBy: z.enum(['recorder', 'program']),
})
export type RecordField = z.infer<typeof recordField>

/** A kind of work that can be recorded (记录类型): dated data, and its form, list and export follow from it. */
export const recordKind = z.strictObject({
  key: snake,
  zh: z.string().min(1),
  en: z.string().min(1),
  verb,
  /** First day on which this definition holds; a later one with the same key replaces it from its own day. */
  from: schoolDay,
  /** `unit`: the own school or bureau, or for the bureau any school. `body`: a registered body (站点、部门、队伍…). */
  subject: z.enum(['student', 'class', 'unit', 'body']),
  /** Who may record it, where not everybody who records for classes: such as only the bureau. */
  by: z.array(z.enum(POST_KINDS)).min(1).optional(),
  /** Whether colleagues who took part are named; it counts for each of them. */
  companions: z.boolean().optional(),
  fields: z.array(recordField),
  /** Usual time of one record in minutes, travel apart. `estimated` is shown as 估算. */
  minutes: z.strictObject({ work: z.int().nonnegative(), travel: z.int().nonnegative(), estimated: z.boolean() }),
})
export type RecordKind = z.infer<typeof recordKind>

/** A kind that the program could not record (尚不能记录), named in versions that were loaded by releases up to 0.2. */
export const announcedKind = z.strictObject({ key: snake, zh: z.string().min(1), en: z.string().min(1), verb })
