import { z } from 'zod'
import { event } from '#kernel/event'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { schoolDay } from '#modules/org/units/unit.contract'
import { calendar, newCalendar } from '../calendar/calendar.contract.ts'
import { recordKind } from '../packs/kind.contract.ts'
import { activity, clause, DUTY_RELATIONS, FORMS, localValue, matter, pack, phase, setting, STRENGTHS } from '../packs/pack.contract.ts'

/** Packs, calendars or local values of the jurisdiction changed: figures made with the older ones need a new generation. */
export const planChanged = event<{ what: 'pack' | 'calendar' | 'local-value'; key: string }>('plan.changed')

const header = pack.pick({ doc: true, number: true, title: true, issuer: true, level: true, region: true, date: true })

export const packSummary = header.extend({
  hash: z.string(),
  validFrom: schoolDay,
  clauses: z.int(),
  duties: z.int(),
  /** Duties that wait for a local value. */
  needLocalValue: z.int(),
})
export type PackSummary = z.infer<typeof packSummary>

/**
 * `counted`: has figures. `needs-local-value`: `missing` says which. `form`: stands in the form of its kind of record, or is a statement
 * without a number. `waiting`: 尚不能记录, `waiting` says why.
 */
export const dutyView = z.object({
  doc: z.string(),
  id: z.string(),
  matter: z.string(),
  form: z.enum(FORMS),
  zh: z.string(),
  en: z.string(),
  /** Missing while the region has not decided it. */
  strength: z.enum(STRENGTHS).optional(),
  state: z.enum(['counted', 'needs-local-value', 'form', 'waiting']),
  clauses: z.array(z.string()),
  decision: z.string().optional(),
  waiting: z.string().optional(),
  missing: z.array(z.object({ key: z.string(), question: z.string(), setBy: z.enum(['region', 'school']) })),
})
export type DutyView = z.infer<typeof dutyView>

export const localValueView = z.object({
  doc: z.string(),
  declared: localValue,
  /** `needed`: a duty does not count before it is set. `adjustable`: the text's own `reading` holds until somebody sets another. */
  need: z.enum(['needed', 'adjustable']),
  reading: setting.optional(),
  /** What holds for the asking unit: the school's own, the region's, or the reading of the text. */
  value: setting.optional(),
  source: z.enum(['school', 'region', 'default', 'none']),
  setAt: z.iso.datetime().optional(),
  /** What the text says, as a paraphrase. */
  clauses: z.array(z.object({ id: z.string(), summary: z.string() })),
  /** The duties that read it; `waits`: has no figure before it is set. */
  duties: z.array(z.object({ id: z.string(), zh: z.string(), waits: z.boolean() })),
  /** What others of the same level chose, the most frequent first: other schools of the region, or other regions. */
  choices: z.array(z.object({ value: setting, count: z.int().positive() })),
})
export type LocalValueView = z.infer<typeof localValueView>

export const listPacks = route({
  method: 'GET', path: '/api/plan/packs', verb: 'plan.read',
  summary: 'Packs that hold in the jurisdiction today',
  answer: z.object({ packs: z.array(packSummary) }),
})

export const showPack = route({
  method: 'GET', path: '/api/plan/packs/:doc', verb: 'plan.read',
  summary: 'One adopted pack: its clauses (摘要), duties, phases and activities',
  params: z.object({ doc: z.string() }),
  answer: z.object({
    pack: packSummary, clauses: z.array(clause), matters: z.array(matter), duties: z.array(dutyView), phases: z.array(phase),
    activities: z.array(activity), kinds: z.array(recordKind.pick({ key: true, zh: true })),
  }),
})

export const showDuty = route({
  method: 'GET', path: '/api/plan/duties/:doc/:dutyId', verb: 'plan.read',
  summary: 'One duty with its clauses and how it stands to the other duties of its matter',
  params: z.object({ doc: z.string(), dutyId: z.string() }),
  answer: z.object({
    duty: dutyView, pack: packSummary, clauses: z.array(clause),
    others: z.array(z.object({ duty: dutyView, relation: z.enum(DUTY_RELATIONS).optional() })),
  }),
})

export const listMatters = route({
  method: 'GET', path: '/api/plan/matters', verb: 'plan.read',
  summary: 'Matters (事项) over all adopted packs, each led by the duties that bind',
  answer: z.object({
    matters: z.array(z.object({
      matter, duties: z.array(dutyView), binding: z.array(z.object({ doc: z.string(), id: z.string() })),
    })),
  }),
})

export const showCalendar = route({
  method: 'GET', path: '/api/plan/calendar', verb: 'plan.read',
  summary: 'The school calendar of an academic year; without a year the current one',
  query: z.object({ academicYear: z.coerce.number().int().min(2000).max(2100).optional() }),
  answer: z.object({
    academicYear: z.int(),
    calendar: calendar.optional(),
    /** 「2027–2028学年校历尚未发布」 */
    missing: z.string().optional(),
    /** The week of today, when today lies in a semester of this year. */
    today: z.object({ semester: z.union([z.literal(1), z.literal(2)]), week: z.int() }).optional(),
  }),
})

export const publishCalendarRoute = route({
  method: 'POST', path: '/api/plan/calendars', verb: 'calendar.publish',
  summary: 'Publishes a version of a school calendar',
  body: z.strictObject({
    calendar: newCalendar,
    /** `version` of the draft that was edited: what another published meanwhile is not lost unseen. */
    replaces: z.uuid().nullable(),
  }),
  answer: z.object({ id: z.uuid() }),
})

export const listLocalValues = route({
  method: 'GET', path: '/api/plan/local-values', verb: 'plan.read',
  summary: 'What the adopted texts leave to the region or the school, what was decided, and what others at the same level chose',
  answer: z.object({ values: z.array(localValueView) }),
})

export const setLocalValueRoute = route({
  method: 'POST', path: '/api/plan/local-values', verb: 'local-value.set',
  summary: 'Decides a value that a text leaves open: the bureau for the region, the principal for the school',
  body: z.strictObject({ doc: z.string(), key: z.string(), value: setting }),
  answer: z.object({ id: z.uuid() }),
})

export const packNotAdopted = () =>
  new Refusal({ code: 'pack-not-adopted', status: 404, say: '本区没有采用该文件。请从“政策文件”中选择。' })

export const packUnknown = (doc: string) =>
  new Refusal({ code: 'pack-unknown', status: 409, say: `系统中没有政策包“${doc}”的这个版本。请先装入政策包，再采用。` })

export const calendarReplaced = () => new Refusal({
  code: 'calendar-replaced', status: 409, say: '这个学年的校历在您修改期间已由他人发布了新的版本，没有保存。请重新打开后在新版本上修改。',
})

export const localValueUnknown = () =>
  new Refusal({ code: 'local-value-unknown', status: 404, say: '采用的文件中没有这个本地参数。请刷新页面后再选。' })

export const localValueNotYours = (setBy: 'region' | 'school') => new Refusal({
  code: 'local-value-not-yours', status: 403,
  say: setBy === 'region' ? '这个参数由教育局确定，学校不能修改。请向教育局提出。' : '这个参数由各学校自定，请由校长在本校填写。',
})

export const localValueUnfit = (fault: string) =>
  new Refusal({ code: 'local-value-unfit', status: 422, say: `填写的内容不合要求：${fault}请修改后再保存。`, fields: { value: fault } })
