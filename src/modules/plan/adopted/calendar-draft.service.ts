import type { AnswerOf } from '#kernel/route'
import { listUnits } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import type { Calendar, Place } from '../calendar/calendar.contract.ts'
import { compareCalendars, movedPeriods, placesOf } from '../calendar/compare.rules.ts'
import { STAGE_NAMES } from '#modules/org/units/unit.contract'
import type { ResolvedDuty } from '../packs/pack.contract.ts'
import type { MovedDuties, previewCalendar as previewRoute, showCalendarDraft as draftRoute } from './calendar-draft.contract.ts'
import { viewDuty, type Plan, type PlanDuty } from './plan.rules.ts'
import { planOf } from './plan-reading.service.ts'
import { findCalendarId } from './plan.store.ts'

/** What the officer edits: the version that holds, and the schools that may have days of their own. */
export async function readCalendarDraft(act: Act, academicYear: number): Promise<AnswerOf<typeof draftRoute>> {
  // Before the calendar itself: a version that is too old is refused, one that is too new would hide what was published in between.
  const version = await findCalendarId(act.tx, act.regionId, academicYear) ?? null
  const plan = await planOf(act)
  const calendar = plan.calendars.find((one) => one.academicYear === academicYear)
  return { version, schools: await schoolsOf(act), ...(calendar ? { calendar } : {}) }
}

async function schoolsOf(act: Act) {
  const units = await listUnits(act)
  return units.filter(({ kind }) => kind === 'school').map(({ id, name }) => ({ id, name }))
}

/** The differences of a draft from the version that holds. Nothing is written. */
export async function compareDraft(act: Act, draft: Calendar): Promise<AnswerOf<typeof previewRoute>> {
  const plan = await planOf(act)
  const names = new Map((await schoolsOf(act)).map(({ id, name }) => [id, name]))
  const before = plan.calendars.find((one) => one.academicYear === draft.academicYear)
  const say = (place: Place) => sayPlace(place, names)
  return {
    first: before === undefined,
    changes: before === undefined ? [] : compareCalendars(before, draft).map((one) => ({ ...one, place: say(one.place) })),
    moved: movedDutiesOf(plan, draft, say),
  }
}

function sayPlace({ stage, grade, schoolId }: Place, names: ReadonlyMap<string, string>): string {
  const parts = [schoolId === undefined ? '' : names.get(schoolId) ?? '已撤并的学校', stage ? STAGE_NAMES[stage].zh : '', grade === undefined ? '' : `${grade} 年级`]
  return parts.filter((part) => part !== '').join(' ') || '全部学校'
}

/** Only what is counted by terms and academic years moves with a calendar. */
const movesAtAll = ({ when: { period } }: ResolvedDuty) => period === 'semester' || period === 'academic-year'

function movedDutiesOf(plan: Plan, draft: Calendar, say: (place: Place) => string): MovedDuties[] {
  const calendars = { before: plan.calendars, after: [...plan.calendars.filter((one) => one.academicYear !== draft.academicYear), draft] }
  const places = [{}, ...placesOf([...plan.calendars.filter((one) => one.academicYear === draft.academicYear), draft])]
  const groups = new Map<string, MovedDuties>()
  for (const one of plan.duties) {
    if (one.resolved === undefined || !one.recordable || !movesAtAll(one.resolved)) continue
    for (const { place, before, after } of movesOf(one, { calendars, places })) {
      const found = { place: say(place), ...(before && { before: short(before) }), ...(after && { after: short(after) }) }
      const key = JSON.stringify(found)
      const duty = { doc: one.doc, id: one.id, zh: viewDuty(plan, one).zh }
      groups.set(key, { ...found, duties: [...groups.get(key)?.duties ?? [], duty] })
    }
  }
  return [...groups.values()]
}

const short = ({ start, due }: { readonly start: string; readonly due: string }) => ({ start, due })

interface Compared {
  readonly calendars: { readonly before: readonly Calendar[]; readonly after: readonly Calendar[] }
  readonly places: readonly Place[]
}

/** The moves of everybody, and those of a particular place that are not the same. */
function movesOf({ resolved }: PlanDuty, { calendars, places }: Compared) {
  if (resolved === undefined) return []
  const { when, bearer: { stages } } = resolved
  const concerned = places.filter(({ stage }) => stage === undefined || stages === undefined || stages.includes(stage))
  const general = movedPeriods(when, calendars, {})
  const same = new Set(general.map(({ before, after }) => JSON.stringify([before, after])))
  const particular = concerned.slice(1).flatMap((place) => movedPeriods(when, calendars, place))
  return [...general, ...particular.filter(({ before, after }) => !same.has(JSON.stringify([before, after])))]
}
