import { z } from 'zod'
import { POST_KINDS } from '#kernel/capacity'
import { schoolDay, STAGES, type Stage } from '#modules/org/units/unit.contract'
import { announcedKind, kebab, recordKind, snake } from './kind.contract.ts'

export const STAGE_NAMES: Readonly<Record<Stage, { zh: string; en: string }>> = {
  kindergarten: { zh: '幼儿园', en: 'kindergarten' },
  primary: { zh: '小学', en: 'primary school' },
  junior: { zh: '初中', en: 'junior secondary school' },
  senior: { zh: '普通高中', en: 'senior secondary school' },
  vocational: { zh: '中等职业学校', en: 'secondary vocational school' },
}

export const STRENGTHS = ['must', 'normally', 'encouraged', 'statement'] as const
export type Strength = (typeof STRENGTHS)[number]
export const STRENGTH_NAMES: Readonly<Record<Strength, string>> = {
  must: '必须', normally: '原则上', encouraged: '鼓励', statement: '要求（无数量）',
}

export const FORMS = ['count', 'coverage', 'structure', 'target', 'delivery', 'phase', 'prohibition', 'content'] as const

export const PERIODS = ['academic-year', 'semester', 'half-year', 'calendar-year'] as const
export type PeriodKind = (typeof PERIODS)[number]

export const BEARER_KINDS = ['post', 'holder', 'appointment', 'unit', 'team', 'body'] as const

/** The key of a value that the region or the school sets (本地参数). */
export const local = z.strictObject({ local: kebab })

const postKinds = z.array(z.enum(POST_KINDS)).min(1)
const stages = z.array(z.enum(STAGES)).min(1)

/** Who owes (责任主体). Without `posts` the bearer is the unit or body itself. */
export const bearer = z.strictObject({
  kind: z.enum(BEARER_KINDS),
  posts: postKinds.optional(),
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
    kind: z.enum(['student', 'class', 'new-student', 'key-student']),
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
export const window = z.strictObject({ from: windowEdge, to: windowEdge })
export type Window = z.infer<typeof window>

/** Named stretches of days that the region fixes itself (重点时段). */
export const dateSpan = z.strictObject({ name: z.string().min(1), from: schoolDay, to: schoolDay })
  .refine((span) => span.from <= span.to, { path: ['to'], message: '结束不得早于开始' })
export type DateSpan = z.infer<typeof dateSpan>

export const isDates = (value: Window | readonly DateSpan[]): value is readonly DateSpan[] => Array.isArray(value)

export const when = z.strictObject({
  period: z.enum(PERIODS),
  window: z.union([window, local]).optional(),
  /** Only the semester in which the appointment begins (新接班的班主任). */
  firstSemesterOfAppointment: z.literal(true).optional(),
})

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
  action: z.strictObject({ kind: snake, where: z.array(condition) }),
  relation: z.enum(['at-least', 'exactly', 'at-most', 'all']),
  /** Missing only where the text is a statement or the form does not count. */
  number: z.union([z.int().positive(), local]).optional(),
  unit: z.enum(['times', 'percent']).optional(),
  when,
  strength: z.union([z.enum(STRENGTHS), local]),
  /** Shown to the officer where the text was ambiguous. */
  decision: z.string().min(1).optional(),
  /** Why it cannot be recorded yet (尚不能记录); such a duty is never red and has no figure. */
  waiting: z.string().min(1).optional(),
  /** The whole sentence, for duties that do not count. */
  saying: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).optional(),
})
export type Duty = z.infer<typeof duty>

/** A duty whose local values are all known: what the engine computes with. */
export type ResolvedDuty = Omit<Duty, 'bearer' | 'action' | 'number' | 'when' | 'strength'> & {
  readonly bearer: Omit<Duty['bearer'], 'local'>
  readonly action: { readonly kind: string; readonly where: readonly Omit<Condition, 'local'>[] }
  readonly number?: number
  readonly when: Omit<Duty['when'], 'window'> & { readonly window?: Window | readonly DateSpan[] }
  readonly strength: Strength
}

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

/** One requirement of the document as a paraphrase (摘要), never the original sentence. */
export const clause = z.strictObject({
  id: z.string().regex(/^[0-9]+(\.[0-9]+)*\/[a-z]+$/, '应为「4.2.8/j」样的条款号'),
  kind: z.enum(CLAUSE_KINDS),
  actor: z.string().min(1),
  counterpart: z.string().min(1),
  summary: z.string().min(1),
  en: z.string().min(1),
  strength: z.enum(STRENGTHS).optional(),
  /** Duties that carry the clause, or `register`: it comes along and waits for a later part of the program. */
  carrier: z.union([z.literal('register'), z.array(kebab).min(1)]),
})
export type Clause = z.infer<typeof clause>

export const matter = z.strictObject({ key: kebab, zh: z.string().min(1), en: z.string().min(1) })
export type Matter = z.infer<typeof matter>

export const pack = z.strictObject({
  doc: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** 文号 */
  number: z.string().min(1),
  title: z.string().min(1),
  issuer: z.string().min(1),
  level: z.enum(['province', 'city', 'district']),
  region: z.string().min(1),
  /** Missing where the published copy bears no date. */
  date: schoolDay.optional(),
  clauses: z.array(clause).min(1),
  matters: z.array(matter).min(1),
  duties: z.array(duty),
  kinds: z.array(recordKind),
  announcedKinds: z.array(announcedKind),
  localValues: z.array(localValue),
})
export type Pack = z.infer<typeof pack>

/** Everything that is wrong with the shape of a pack. */
export type PackError = z.ZodError<Pack>

/** The names that a duty's sentence needs. */
export type Lexicon = Pick<Pack, 'kinds' | 'announcedKinds' | 'localValues'>

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
