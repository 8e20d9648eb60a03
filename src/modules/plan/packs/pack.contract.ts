import { z } from 'zod'
import { POST_KINDS } from '#kernel/capacity'
import { BODY_KINDS, SEAT_KINDS, SEAT_ROLES } from '#modules/org/bodies/body.contract'
import { schoolDay, STAGES } from '#modules/org/units/unit.contract'
import { announcedKind, kebab, recordKind, snake } from './kind.contract.ts'

export const STRENGTHS = ['must', 'normally', 'encouraged', 'statement'] as const
export type Strength = (typeof STRENGTHS)[number]
export const STRENGTH_NAMES: Readonly<Record<Strength, string>> = {
  must: '必须', normally: '原则上', encouraged: '鼓励', statement: '要求',
}

/**
 * `count`, `coverage`, `delivery`, `phase` and `prohibition` are computed from records, `structure` and `target` from bodies and
 * seats; `content` stands in the form of its kind of record.
 */
export const FORMS = ['count', 'coverage', 'structure', 'target', 'delivery', 'phase', 'prohibition', 'content'] as const

export const PERIODS = ['academic-year', 'semester', 'half-year', 'calendar-year'] as const
export type PeriodKind = (typeof PERIODS)[number]

/** `guardian`: owed by families, told by whoever knows them; only ever counted for a class, never for a family. */
export const BEARER_KINDS = ['post', 'holder', 'appointment', 'unit', 'team', 'body', 'guardian'] as const

/** The key of a value that the region or the school sets (本地参数). */
export const local = z.strictObject({ local: kebab })

const postKinds = z.array(z.enum(POST_KINDS)).min(1)
const stages = z.array(z.enum(STAGES)).min(1)
const said = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })

/** Who owes (责任主体). Without `posts` the bearer is the unit or body itself. */
export const bearer = z.strictObject({
  kind: z.enum(BEARER_KINDS),
  posts: postKinds.optional(),
  /** Whose kind of unit owes, where no posts say so: every school (also without this), or the bureau for the whole region. */
  at: z.enum(['school', 'bureau']).optional(),
  /** For `body`: each registered body of these kinds owes; a record counts for the bodies that it is about. */
  bodies: z.array(z.enum(BODY_KINDS)).min(1).optional(),
  /** The text's own word for who owes, where kind and posts would not say it: 「区住建局会同教育部门」. */
  name: said.optional(),
  /** Stages of the units that owe; without it every unit. The bureau's own posts belong to no stage. */
  stages: stages.optional(),
  /** Only who holds none of these: 其他学科教师 are subject teachers who lead no class. */
  notHolding: postKinds.optional(),
  /** Local value that decides `kind` where the text leaves it open. */
  local: kebab.optional(),
})

/** Whom it is owed to (对象). `of` says whose subjects: the class of the post, or the whole unit. */
export const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.enum(['student', 'class', 'new-student', 'key-student', 'left-behind-student']),
    of: z.enum(['class', 'unit']),
  }),
])

/** A record counts when each of its named fields holds one of the values; `local` replaces `in` once it is set. */
export const condition = z.strictObject({
  field: snake,
  in: z.array(z.union([snake, z.boolean()])).min(1),
  local: kebab.optional(),
})
export type Condition = z.infer<typeof condition>

/** Days from the first or last school day of the period; negative is before. Both ends of a window belong to it. */
export const windowEdge = z.strictObject({ anchor: z.enum(['start', 'end']), days: z.int() })
export const relativeWindow = z.strictObject({ from: windowEdge, to: windowEdge })
/** `MM-DD`; 29 February stands for the last day of February. */
const dayOfYear = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/, '应为「05-15」样的月日')
/** The same days of every year: September to October. A window that ends before it begins runs into the next year. */
const yearlyWindow = z.strictObject({ yearly: z.strictObject({ from: dayOfYear, to: dayOfYear }) })
/** Monday to Sunday of the week that holds a day of every year: the week of 15 May. */
const weekWindow = z.strictObject({ weekOf: dayOfYear })
/** Days of every year, each a window of its own: 4 May and 1 June. `around`: days allowed before and after. */
const daysWindow = z.strictObject({ days: z.array(dayOfYear).min(1), around: z.int().nonnegative().max(30) })
export const window = z.union([relativeWindow, yearlyWindow, weekWindow, daysWindow])
export type RelativeWindow = z.infer<typeof relativeWindow>
export type Window = z.infer<typeof window>

/** Named stretches of days that the region fixes itself (重点时段). */
export const dateSpan = z.strictObject({ name: z.string().min(1), from: schoolDay, to: schoolDay })
  .refine((span) => span.from <= span.to, { path: ['to'], message: '结束不得早于开始' })
export type DateSpan = z.infer<typeof dateSpan>

export const isDates = (value: Window | readonly DateSpan[]): value is readonly DateSpan[] => Array.isArray(value)

/** Exactly one of `period` (again and again), `by` (once), `phase` (once, in a phase of the pack) and `standing` (from a day on). */
export const when = z.strictObject({
  period: z.union([z.enum(PERIODS), local]).optional(),
  by: z.union([schoolDay, local]).optional(),
  phase: kebab.optional(),
  standing: z.literal(true).optional(),
  /** First day of `by` and `standing`; without it the date of the document. */
  from: schoolDay.optional(),
  window: z.union([window, local]).optional(),
  /** Only the semester in which the appointment begins (新接班的班主任). */
  firstSemesterOfAppointment: z.literal(true).optional(),
})

/** One rule for the seats of a body: `number` of them held by these kinds in this role, or `kinds` different kinds of the list. */
export const seatRule = z.strictObject({
  role: z.enum(SEAT_ROLES).optional(),
  of: z.array(z.enum(SEAT_KINDS)).min(1).optional(),
  relation: z.enum(['at-least', 'exactly']).optional(),
  number: z.union([z.int().positive(), local]).optional(),
  kinds: z.int().positive().optional(),
})
export type SeatRule = z.infer<typeof seatRule>

/**
 * What must be there (结构). For `structure` the bodies of the kind that the bearing unit keeps (of a bearing body: itself, without
 * `body`), with these seats. For `target` the share of `of` that have such a body, or how many such bodies or seats there are.
 */
export const structure = z.strictObject({
  body: z.enum(BODY_KINDS).optional(),
  /** The text's own word for what must be there, where the kind of body would not say it: 「医校协同机制」. */
  name: said.optional(),
  /** Which of several of a kind, for mechanisms, appointed persons and the like. */
  topic: kebab.optional(),
  /** One for each class or grade of the school instead of one for the school. */
  each: z.enum(['class', 'grade']).optional(),
  seats: z.array(seatRule).optional(),
  /** For a share: of the schools, or of the bodies of a kind (each with a body of its own below it). */
  of: z.union([z.literal('school'), z.enum(BODY_KINDS)]).optional(),
})
export type Structure = z.infer<typeof structure>

export const COUNTED_UNITS = ['times', 'percent', 'things', 'persons'] as const

/**
 * One countable duty (责任). `count`: at least, exactly or at most `number` records per subject (or in all, when the
 * subject is `none`). `coverage`: `number` percent of the subjects reached. Other forms are kept as data with a sentence.
 */
export const duty = z.strictObject({
  id: kebab,
  matter: kebab,
  /** Sections of this document, for example `4.2.8/j`. */
  clauses: z.array(z.string()).min(1),
  form: z.enum(FORMS),
  bearer,
  subject,
  /** The record that does it; missing for `structure` and `target`. */
  action: z.strictObject({ kind: snake, where: z.array(condition) }).optional(),
  structure: structure.optional(),
  relation: z.enum(['at-least', 'exactly', 'at-most', 'all']),
  /** Missing only where the text is a statement or the form does not count. 0 only for at most. */
  number: z.union([z.int().nonnegative(), local]).optional(),
  unit: z.enum(COUNTED_UNITS).optional(),
  when,
  strength: z.union([z.enum(STRENGTHS), local]),
  /** Shown to the officer where the text was ambiguous. */
  decision: z.string().min(1).optional(),
  /** Only in versions that were loaded by releases up to 0.2: why it cannot be recorded yet (尚不能记录); never red, without a figure. */
  waiting: z.string().min(1).optional(),
  /** The whole sentence, where the parts would not make a good one. */
  saying: said.optional(),
})
export type Duty = z.infer<typeof duty>

/** When, with everything decided. `once`: from `from` on, with or without a last day `due`; the record may also come later. */
export interface ResolvedWhen {
  readonly period: PeriodKind | 'once'
  readonly window?: Window | readonly DateSpan[]
  readonly firstSemesterOfAppointment?: true
  readonly from?: string
  readonly due?: string
}

export type ResolvedSeatRule = Omit<SeatRule, 'number'> & { readonly number?: number }
export type ResolvedStructure = Omit<Structure, 'seats'> & { readonly seats?: readonly ResolvedSeatRule[] }

/** A duty whose local values are all known: what the engine computes with. */
export type ResolvedDuty = Omit<Duty, 'bearer' | 'action' | 'structure' | 'number' | 'when' | 'strength'> & {
  readonly bearer: Omit<Duty['bearer'], 'local'>
  readonly action?: { readonly kind: string; readonly where: readonly Omit<Condition, 'local'>[] } | undefined
  readonly structure?: ResolvedStructure | undefined
  readonly number?: number
  readonly when: ResolvedWhen
  readonly strength: Strength
}

/** Whose document it is; a league (盟) is a prefecture and says so. */
export const LEVELS = ['province', 'city', 'league', 'district'] as const
export const LEVEL_NAMES: Readonly<Record<(typeof LEVELS)[number], string>> = { province: '省', city: '市', league: '盟', district: '区' }

/** How one duty stands to another: whoever fulfils the stricter one has fulfilled the looser one too. */
export const DUTY_RELATIONS = ['equal', 'stricter', 'looser', 'different-unit', 'not-comparable'] as const
export type DutyRelation = (typeof DUTY_RELATIONS)[number]

export const DUTY_RELATION_NAMES: Readonly<Record<DutyRelation, string>> = {
  equal: '相同', stricter: '更严', looser: '更宽', 'different-unit': '单位不同', 'not-comparable': '不可比较',
}

const shared = {
  key: kebab,
  /** The text's own words for what is open, for use inside a sentence: 开学初. */
  label: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  /** The question to the office that decides. */
  zh: z.string().min(1),
  en: z.string().min(1),
  setBy: z.enum(['region', 'school']),
  clauses: z.array(z.string()).min(1),
}
const choice = z.strictObject({ key: z.string().min(1), zh: z.string().min(1), en: z.string().min(1) })

/** A value that the text leaves to the region or the school. A default stands only where the text or a decision gives one. */
export const localValue = z.discriminatedUnion('type', [
  z.strictObject({ ...shared, type: z.literal('int'), min: z.int(), max: z.int(), default: z.int().optional() }),
  z.strictObject({ ...shared, type: z.literal('enum'), options: z.array(choice).min(2), default: z.string().optional() }),
  z.strictObject({
    ...shared, type: z.literal('enums'), options: z.array(choice).min(2), default: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({ ...shared, type: z.literal('window'), default: window.optional() }),
  z.strictObject({ ...shared, type: z.literal('date'), default: schoolDay.optional() }),
  z.strictObject({ ...shared, type: z.literal('dates'), default: z.array(dateSpan).min(1).optional() }),
])
export type LocalValue = z.infer<typeof localValue>

/** What was set for one key; its shape is that of the declaration's `type`. */
export const setting = z.union([z.int(), z.string(), z.array(z.string()).min(1), window, z.array(dateSpan).min(1)])
export type Setting = z.infer<typeof setting>

export const CLAUSE_KINDS = [
  'duty-recurring', 'duty-once', 'structure', 'target', 'content-rule', 'workflow', 'activity', 'guidance', 'service',
  'ledger', 'evaluation',
] as const
export type ClauseKind = (typeof CLAUSE_KINDS)[number]

/** Parts of the program that will carry what no duty, activity or record carries yet. */
export const AWAITED = ['cases', 'care', 'booking', 'learning', 'messages', 'evaluation', 'reports', 'library'] as const

/**
 * What carries a clause: duties, an activity of the catalogue, a kind of record whose fields keep it (台账), its own words as
 * guidance (only for clauses of the kind guidance), or a part of the program that is still to come.
 */
export const carrier = z.union([
  z.array(kebab).min(1),
  z.literal('guidance'),
  // Versions that were loaded by releases up to 0.2 say so of everything that no duty carries; they stay as they are.
  z.literal('register'),
  z.strictObject({ activity: kebab }),
  z.strictObject({ record: snake }),
  z.strictObject({ awaits: z.enum(AWAITED) }),
])
export type Carrier = z.infer<typeof carrier>

/** One requirement of the document as a paraphrase (摘要), never the original sentence. */
export const clause = z.strictObject({
  id: z.string().regex(/^[0-9A-Z]+(\.[0-9]+)*\/[a-z]+$/, '应为「4.2.8/j」样的条款号'),
  kind: z.enum(CLAUSE_KINDS),
  actor: z.string().min(1),
  counterpart: z.string().min(1),
  summary: z.string().min(1),
  en: z.string().min(1),
  strength: z.enum(STRENGTHS).optional(),
  carrier,
  /** How an ambiguity of a clause that no duty carries was read. */
  decision: z.string().min(1).optional(),
})
export type Clause = z.infer<typeof clause>

export const matter = z.strictObject({ key: kebab, zh: z.string().min(1), en: z.string().min(1) })
export type Matter = z.infer<typeof matter>

/** A dated stage of the document's own schedule (阶段). */
export const phase = z.strictObject({
  key: kebab, zh: z.string().min(1), en: z.string().min(1), from: schoolDay, to: schoolDay, clauses: z.array(z.string()).min(1),
}).refine((one) => one.from <= one.to, { path: ['to'], message: '结束不得早于开始' })
export type Phase = z.infer<typeof phase>

/** A named activity of the document (活动): in the calendar when it has a time of the year, in the catalogue otherwise. */
export const activity = z.strictObject({
  key: kebab, zh: z.string().min(1), en: z.string().min(1), clauses: z.array(z.string()).min(1),
  yearly: z.strictObject({ from: dayOfYear, to: dayOfYear }).optional(),
  /** Kind of record in which it is written down. */
  kind: snake,
})
export type Activity = z.infer<typeof activity>

export const pack = z.strictObject({
  doc: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** 文号 */
  number: z.string().min(1),
  title: z.string().min(1),
  issuer: z.string().min(1),
  level: z.enum(LEVELS),
  region: z.string().min(1),
  /** Missing where the published copy bears no date. */
  date: schoolDay.optional(),
  clauses: z.array(clause).min(1),
  matters: z.array(matter).min(1),
  duties: z.array(duty),
  kinds: z.array(recordKind),
  announcedKinds: z.array(announcedKind).default([]),
  localValues: z.array(localValue),
  phases: z.array(phase).default([]),
  activities: z.array(activity).default([]),
})
export type Pack = z.infer<typeof pack>

/** Everything that is wrong with the shape of a pack. */
export type PackError = z.ZodError<Pack>

/** The names that a duty's sentence needs. */
export type Lexicon = Pick<Pack, 'matters' | 'kinds' | 'announcedKinds' | 'localValues' | 'phases'>

/** A pack as it stands in the database: immutable, named by the SHA-256 of its canonical JSON. */
export interface PackVersion {
  readonly doc: string
  readonly hash: string
  readonly pack: Pack
}

/** One mistake in a pack, for the person who wrote it. `line` counts from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly zh: string
  readonly en: string
}
