import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import { calendar as calendarSchema, type Calendar } from '../calendar/calendar.contract.ts'
import { pack as packSchema, setting } from '../packs/pack.contract.ts'
import type { PackVersion, Setting } from '../packs/pack.contract.ts'

export type { Tx }

export interface Adoption {
  readonly doc: string
  readonly hash: string
  readonly validFrom: SchoolDate
}

export interface LocalSetting {
  readonly id: Uuid
  readonly doc: string
  readonly key: string
  /** Null for the whole region. */
  readonly unitId: Uuid | null
  readonly value: Setting
  readonly setAt: Date
}

/** A version that is there already stays as it is. */
export async function insertPack(tx: Tx, { doc, hash, pack }: PackVersion, now: Date): Promise<void> {
  await tx.insertInto('pack').values({ doc, hash, body: JSON.stringify(pack), loaded_at: now })
    .onConflict((conflict) => conflict.doNothing()).execute()
}

export async function findPack(tx: Tx, doc: string, hash: string): Promise<PackVersion | undefined> {
  const row = await tx.selectFrom('pack').select('body').where('doc', '=', doc).where('hash', '=', hash).executeTakeFirst()
  return row && { doc, hash, pack: packSchema.parse(row.body) }
}

export async function insertAdoption(
  tx: Tx, regionId: number, { adoption, now }: { adoption: Adoption; now: Date },
): Promise<void> {
  await tx.insertInto('adoption').values({
    region_id: regionId, doc: adoption.doc, hash: adoption.hash, valid_from: adoption.validFrom, valid_to: null, adopted_at: now,
  }).execute()
}

export interface PlanMarks {
  /** Of each document the adoption known last among those that had begun on `date`; one that has ended counts no more. */
  readonly adoptions: readonly Adoption[]
  /** The versions of calendars and local values that hold. */
  readonly ids: readonly Uuid[]
}

/** What a plan is made of, by name only: one statement, asked in every request. */
export async function getPlanMarks(tx: Tx, regionId: number, date: SchoolDate): Promise<PlanMarks> {
  const { rows: [marks] } = await sql<PlanMarks>`select
    (select coalesce(jsonb_agg(jsonb_build_object('doc', doc, 'hash', hash, 'validFrom', valid_from) order by doc), '[]') from (
      select distinct on (doc) doc, hash, valid_from, valid_to from adoption
      where region_id = ${regionId} and valid_from <= ${date} order by doc, adopted_at desc) as last
      where valid_to is null or valid_to >= ${date}) as adoptions,
    array(select id from (${lastCalendars(regionId)}) c) || array(select id from (${lastSettings(regionId)}) s) as ids`.execute(tx)
  if (marks === undefined) throw new Error('a select without from has one row')
  return marks
}

export async function insertCalendar(
  tx: Tx, regionId: number, version: { id: Uuid; calendar: Calendar; now: Date },
): Promise<void> {
  await tx.insertInto('calendar_version').values({
    region_id: regionId, id: version.id, academic_year: version.calendar.academicYear, body: JSON.stringify(version.calendar),
    published_at: version.now,
  }).execute()
}

/** Whoever publishes waits for whoever publishes at the same moment. */
export const lockCalendars = (tx: Tx, regionId: number) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`calendars|${regionId}`}, 0))`.execute(tx)

/** The version of a year that holds. */
export async function findCalendarId(tx: Tx, regionId: number, academicYear: number): Promise<Uuid | undefined> {
  const row = await tx.selectFrom('calendar_version').select('id').where('region_id', '=', regionId).where('academic_year', '=', academicYear)
    .orderBy('published_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id
}

export interface CalendarVersion { readonly id: Uuid; readonly body: unknown }

/** The latest version of each academic year, in order. */
export async function listCalendars(tx: Tx, regionId: number): Promise<CalendarVersion[]> {
  const { rows } = await sql<CalendarVersion>`${lastCalendars(regionId)}`.execute(tx)
  return rows
}

const lastCalendars = (regionId: number) => sql`select distinct on (academic_year) id, body from calendar_version
  where region_id = ${regionId} order by academic_year, published_at desc, id desc`

export const parseCalendar = (version: CalendarVersion): Calendar => calendarSchema.parse(version.body)

export async function insertLocalSetting(
  tx: Tx, regionId: number, { id, doc, key, unitId, value, setAt, setBy }: LocalSetting & { readonly setBy: Uuid | null },
): Promise<void> {
  await tx.insertInto('local_value').values({
    region_id: regionId, id, doc, key, unit_id: unitId, value: JSON.stringify(value), set_at: setAt, set_by: setBy,
  }).execute()
}

/** The latest setting of every key, for the region and for each school that decided its own. */
export async function listLocalSettings(tx: Tx, regionId: number): Promise<LocalSetting[]> {
  const { rows } = await sql<Omit<LocalSetting, 'value'> & { value: unknown }>`${lastSettings(regionId)}`.execute(tx)
  return rows.map((row) => ({ ...row, value: setting.parse(row.value) }))
}

const lastSettings = (regionId: number) => sql`
  select distinct on (doc, key, unit_id) id, doc, key, unit_id as "unitId", value, set_at as "setAt" from local_value
  where region_id = ${regionId} order by doc, key, unit_id, set_at desc, id desc`

export interface RegionChoice { readonly doc: string; readonly key: string; readonly value: Setting; readonly count: number }

/** What other jurisdictions of the same level chose for the values of the documents: how many chose what, never who. */
export async function listRegionChoices(tx: Tx, keys: readonly { readonly doc: string; readonly key: string }[]): Promise<RegionChoice[]> {
  const [docs, names] = [keys.map(({ doc }) => doc), keys.map(({ key }) => key)]
  const { rows } = await sql<{ doc: string; key: string; value: unknown; chosen: string }>`
    select asked.doc, asked.key, chosen.value, chosen.chosen from unnest(${docs}::text[], ${names}::text[]) as asked(doc, key)
    cross join lateral local_value_choices(asked.doc, asked.key) as chosen`.execute(tx)
  return rows.map(({ doc, key, value, chosen }) => ({ doc, key, value: setting.parse(value), count: Number(chosen) }))
}
