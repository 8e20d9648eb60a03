import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Calendar } from '../calendar/calendar.contract.ts'
import { isRecordable, resolve, type Settings } from '../duties/resolve.rules.ts'
import { sayDuty } from '../duties/say.rules.ts'
import type { RecordKind } from '../packs/kind.contract.ts'
import type { Duty, Matter, PackVersion, ResolvedDuty, Setting, Strength } from '../packs/pack.contract.ts'
import type { DutyView } from './plan.contract.ts'

/** A duty of an adopted pack with the local values of one unit (or of the region). Either `resolved` or `missing`. */
export interface PlanDuty {
  readonly doc: string
  readonly id: string
  readonly matter: string
  readonly duty: Duty
  readonly resolved?: ResolvedDuty
  /** Keys of local values that nobody has set. */
  readonly missing?: readonly string[]
  /** False: 尚不能记录; it has no figure and no cells. */
  readonly recordable: boolean
}

/** Local values by document and key, for the region (`''`) and for each school that decided its own. */
export type SettingsByUnit = ReadonlyMap<Uuid | '', Readonly<Record<string, Settings>>>

/** What holds in a jurisdiction on a day: immutable, shared by everybody who asks. */
export interface Plan {
  readonly regionId: number
  readonly date: SchoolDate
  /** Changes with every adopted version, calendar and local value: figures carry it. */
  readonly version: string
  readonly packs: readonly (PackVersion & { readonly validFrom: SchoolDate })[]
  readonly packVersions: readonly { readonly doc: string; readonly hash: string }[]
  readonly matters: readonly Matter[]
  readonly kinds: readonly RecordKind[]
  /** One per published academic year, in order. */
  readonly calendars: readonly Calendar[]
  /** Duties with the region's values. */
  readonly duties: readonly PlanDuty[]
  /** Duties with the values of one unit where it has its own. */
  dutiesOf(unitId: Uuid): readonly PlanDuty[]
  settingsOf(doc: string, unitId?: Uuid | null): Settings
}

export interface PlanParts extends Pick<Plan, 'regionId' | 'date' | 'version' | 'packs' | 'calendars'> {
  readonly settings: SettingsByUnit
}

/** Puts the parts together. Of a kind declared by several packs the definition that began last, until `date`, holds. */
export function makePlan(parts: PlanParts): Plan {
  const { packs, settings, date } = parts
  const settingsOf = (doc: string, unitId?: Uuid | null): Settings =>
    ({ ...settings.get('')?.[doc], ...(unitId ? settings.get(unitId)?.[doc] : {}) })
  const dutiesFor = (unitId: Uuid | null) => packs.flatMap((version) => planDuties(version, settingsOf(version.doc, unitId)))
  const duties = dutiesFor(null)
  const ofUnits = new Map<Uuid, readonly PlanDuty[]>()
  const dutiesOf = (unitId: Uuid) => {
    if (!settings.has(unitId)) return duties
    const known = ofUnits.get(unitId) ?? dutiesFor(unitId)
    ofUnits.set(unitId, known)
    return known
  }
  return {
    regionId: parts.regionId, date, version: parts.version, packs, calendars: parts.calendars, duties, dutiesOf, settingsOf,
    packVersions: packs.map(({ doc, hash }) => ({ doc, hash })),
    matters: uniqueMatters(packs.flatMap(({ pack }) => pack.matters)),
    kinds: kindsOn(packs.flatMap(({ pack }) => pack.kinds), date),
  }
}

const uniqueMatters = (matters: readonly Matter[]) =>
  matters.filter((one, index) => matters.findIndex(({ key }) => key === one.key) === index)

function kindsOn(kinds: readonly RecordKind[], date: SchoolDate): RecordKind[] {
  const held = new Map<string, RecordKind>()
  for (const kind of kinds) {
    const before = held.get(kind.key)
    if (kind.from <= date && (before === undefined || before.from < kind.from)) held.set(kind.key, kind)
  }
  return [...held.values()]
}

function planDuties({ doc, pack }: PackVersion, settings: Settings): PlanDuty[] {
  return pack.duties.map((duty) => {
    const answer = resolve(duty, pack, settings)
    const common = { doc, id: duty.id, matter: duty.matter, duty, recordable: isRecordable(duty) }
    return 'duty' in answer ? { ...common, resolved: answer.duty } : { ...common, missing: answer.missing }
  })
}

const views = new WeakMap<PlanDuty, DutyView>()

/** A duty as the screens show it. Like the plan it comes from it never changes, so it is said once. */
export function viewDuty(plan: Plan, duty: PlanDuty): DutyView {
  const known = views.get(duty) ?? sayView(plan, duty)
  views.set(duty, known)
  return known
}

function sayView(plan: Plan, { doc, duty, resolved, missing = [], recordable }: PlanDuty): DutyView {
  const { pack } = getVersion(plan, doc)
  const open = missing.flatMap((key) => pack.localValues.filter((one) => one.key === key))
  const strength: Strength | undefined = resolved?.strength ?? (typeof duty.strength === 'string' ? duty.strength : undefined)
  return {
    doc, id: duty.id, matter: duty.matter, form: duty.form, clauses: duty.clauses,
    zh: sayDuty(resolved ?? duty, pack, 'zh'), en: sayDuty(resolved ?? duty, pack, 'en'),
    state: duty.waiting !== undefined ? 'waiting' : !recordable ? 'form' : resolved ? 'counted' : 'needs-local-value',
    missing: open.map((one) => ({ key: one.key, question: one.zh, setBy: one.setBy })),
    ...(strength === undefined ? {} : { strength }),
    ...(duty.decision === undefined ? {} : { decision: duty.decision }),
    ...(duty.waiting === undefined ? {} : { waiting: duty.waiting }),
  }
}

/** The adopted version of a document; its duties came from there, so it is there. */
export function getVersion(plan: Plan, doc: string): Plan['packs'][number] {
  const version = plan.packs.find((one) => one.doc === doc)
  if (version === undefined) throw new Error(`no adopted pack ${doc}`)
  return version
}

/** Settings in the form of a plan. */
export function settingsByUnit(
  rows: readonly { doc: string; key: string; unitId: Uuid | null; value: Setting }[],
): SettingsByUnit {
  const byUnit = new Map<Uuid | '', Record<string, Record<string, Setting>>>()
  for (const { doc, key, unitId, value } of rows) {
    const ofUnit = byUnit.get(unitId ?? '') ?? {}
    byUnit.set(unitId ?? '', { ...ofUnit, [doc]: { ...ofUnit[doc], [key]: value } })
  }
  return byUnit
}
