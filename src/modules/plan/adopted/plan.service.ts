import { createHash } from 'node:crypto'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Calendar } from '../calendar/calendar.contract.ts'
import { findFault } from '../duties/resolve.rules.ts'
import { listPackFolders, readPack } from '../packs/pack-files.service.ts'
import type { LocalValue, PackVersion, Problem, Setting } from '../packs/pack.contract.ts'
import { calendarReplaced, localValueNotYours, localValueUnfit, localValueUnknown, packUnknown, planChanged } from './plan.contract.ts'
import { makePlan, settingsByUnit, type Plan } from './plan.rules.ts'
import {
  findCalendarId, findPack, getPlanMarks, insertAdoption, insertCalendar, insertLocalSetting, insertPack, listCalendars, listLocalSettings,
  lockCalendars, parseCalendar, type Adoption, type Tx,
} from './plan.store.ts'

/** Packs and plans are immutable by their names, so they are parsed once per process. */
const packs = new Map<string, PackVersion>()
const plans = new Map<string, Plan>()
const KEPT = 200

function keep<T>(cache: Map<string, T>, key: string, value: T): T {
  if (cache.size >= KEPT) cache.delete(cache.keys().next().value ?? '')
  cache.set(key, value)
  return value
}

/**
 * What holds in a jurisdiction on a day: duties with their local values, calendars, kinds, versions. Needs a scope of that
 * jurisdiction and nothing more. One short query says which versions hold; what they say is remembered.
 */
export async function getPlan(tx: Tx, regionId: number, date: SchoolDate): Promise<Plan> {
  const { adoptions, ids } = await getPlanMarks(tx, regionId, date)
  const known = plans.get(`${regionId} ${date} ${versionOf(adoptions, ids)}`)
  if (known) return known
  const calendars = await listCalendars(tx, regionId)
  const settings = await listLocalSettings(tx, regionId)
  // Named by what was read, which may be newer than what was asked for.
  const version = versionOf(adoptions, [...calendars, ...settings].map((one) => one.id))
  const held = await Promise.all(adoptions.map(async (one) => ({ ...await getPack(tx, one), validFrom: one.validFrom })))
  return keep(plans, `${regionId} ${date} ${version}`, makePlan({
    regionId, date, version, packs: held, calendars: calendars.map(parseCalendar), settings: settingsByUnit(settings),
  }))
}

function versionOf(adoptions: readonly Adoption[], ids: readonly Uuid[]): string {
  const parts = [...adoptions.map(({ doc, hash, validFrom }) => `${doc}@${hash}@${validFrom}`), ...[...ids].sort()]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
}

async function getPack(tx: Tx, { doc, hash }: Pick<Adoption, 'doc' | 'hash'>): Promise<PackVersion> {
  const known = packs.get(`${doc}@${hash}`)
  if (known) return known
  const found = await findPack(tx, doc, hash)
  if (!found) throw packUnknown(doc)
  return keep(packs, `${doc}@${hash}`, found)
}

export type LoadedPack = { readonly doc: string; readonly hash: string } | { readonly problems: readonly Problem[] }

/**
 * Puts the packs of a folder into the database as immutable versions. A pack with mistakes is left out, and what was there
 * before stays. Needs the owner's connection: nobody else may add a pack.
 */
export async function loadPacks(tx: Tx, folder: string, now: Date): Promise<LoadedPack[]> {
  const answers: LoadedPack[] = []
  for (const read of await Promise.all((await listPackFolders(folder)).map(readPack))) {
    if ('pack' in read) await insertPack(tx, read, now)
    answers.push('pack' in read ? { doc: read.doc, hash: read.hash } : read)
  }
  return answers
}

/** Adopts a loaded version from a day on; it replaces the version that held. Throws `pack-unknown`. */
export async function adoptPack(tx: Tx, regionId: number, { adoption, now }: { adoption: Adoption; now: Date }): Promise<void> {
  await getPack(tx, adoption)
  await insertAdoption(tx, regionId, { adoption, now })
}

/** Publishes a version of a year's calendar; the older version stays for the figures made with it. Throws `calendar-replaced`. */
export async function publishCalendar(act: Act, { calendar, replaces }: { calendar: Calendar; replaces: Uuid | null }): Promise<{ id: Uuid }> {
  await lockCalendars(act.tx, act.regionId)
  if ((await findCalendarId(act.tx, act.regionId, calendar.academicYear) ?? null) !== replaces) throw calendarReplaced()
  const id = await plantCalendar(act.tx, act.regionId, { calendar, now: act.now })
  await act.audit({ action: 'calendar.publish', objectKind: 'calendar', objectId: id })
  await act.announce(planChanged, { what: 'calendar', key: String(calendar.academicYear) })
  return { id }
}

/** A calendar of a jurisdiction that is being set up: nobody acts yet, nothing was counted yet. */
export async function plantCalendar(
  tx: Tx, regionId: number, { calendar, now }: { calendar: Calendar; now: Date },
): Promise<Uuid> {
  const id = newId(now.getTime())
  await insertCalendar(tx, regionId, { id, calendar, now })
  return id
}

export interface LocalDecision { readonly doc: string; readonly key: string; readonly value: Setting }

/** The bureau decides for the region, a principal for the own school. Throws `local-value-unknown`, `-not-yours`, `-unfit`. */
export async function setLocalValue(act: Act, decision: LocalDecision): Promise<{ id: Uuid }> {
  const declared = findDeclaration(await getPlan(act.tx, act.regionId, act.today), decision)
  const setBy = act.capacity.role === 'principal' ? 'school' : 'region'
  if (declared.setBy !== setBy) throw localValueNotYours(declared.setBy)
  refuseUnfit(declared, decision.value)
  const unitId = setBy === 'school' ? act.capacity.unitId : null
  const id = newId(act.now.getTime())
  await insertLocalSetting(act.tx, act.regionId, { ...decision, id, unitId, setAt: act.now, setBy: act.capacity.personId })
  const key = `${decision.doc}/${decision.key}`
  await act.audit({ action: 'local-value.set', objectKind: 'local-value', objectId: id, fields: [key] })
  await act.announce(planChanged, { what: 'local-value', key })
  return { id }
}

/** Values of a jurisdiction that is being set up, for the whole region. The packs must be adopted by `date`. */
export async function plantLocalValues(
  tx: Tx, regionId: number, { decisions, date, now }: { decisions: readonly LocalDecision[]; date: SchoolDate; now: Date },
): Promise<void> {
  const plan = await getPlan(tx, regionId, date)
  for (const decision of decisions) {
    refuseUnfit(findDeclaration(plan, decision), decision.value)
    await insertLocalSetting(tx, regionId, { ...decision, id: newId(now.getTime()), unitId: null, setAt: now, setBy: null })
  }
}

function findDeclaration(plan: Plan, { doc, key }: LocalDecision): LocalValue {
  const declared = plan.packs.find((one) => one.doc === doc)?.pack.localValues.find((one) => one.key === key)
  if (!declared) throw localValueUnknown()
  return declared
}

function refuseUnfit(declared: LocalValue, value: Setting): void {
  const fault = findFault(declared, value)
  if (fault !== undefined) throw localValueUnfit(fault)
}
