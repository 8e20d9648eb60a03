import { createHash } from 'node:crypto'
import type { Capacity, Role } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import { bodiesChanged, type BodyKind, type SeatKind, type SeatRole } from '#modules/org/bodies/body.contract'
import { classesChanged } from '#modules/org/classes/class.contract'
import { plantCalendar } from '#modules/plan/index'
import type { Duty, Pack } from '#modules/plan/packs/pack.contract'
import type { Stage } from '#modules/org/units/unit.contract'
import { openAct, type Act } from '#platform/access/act'
import { openDatabase, type Database } from '#platform/db/database'
import type { RoleUrls } from '#platform/db/roles'
import { createReactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { cellsMoved } from './coverage.contract.ts'
import { refreshRollups, ROLLUP_CONSUMER } from './rebuild.service.ts'
import { onBodiesMeasured, onClassesMeasured } from './structure.service.ts'

const REGION = 1
const BEGAN = '2025-09-01'
export const noon = (day: SchoolDate) => new Date(`${day}T04:00:00Z`)

type UnitName = 'bureau' | 'one' | 'two' | 'three'
/** `untilTold`: what is waited for between the rows and their announcement; `onceTold`: between that and the commit. */
interface Entered { kind: BodyKind; unit: UnitName; name?: string; from?: string; parent?: Uuid; classId?: Uuid; grade?: number; topic?: string; seats?: readonly (readonly [SeatRole, SeatKind, number])[]; untilTold?: () => Promise<void>; onceTold?: () => Promise<void> }

/** A jurisdiction of a bureau and three schools, with one document that asks for bodies and seats in every way. */
export interface Town {
  readonly owner: Database
  readonly app: Database
  readonly rollup: Database
  readonly units: Readonly<Record<UnitName, Uuid>>
  readonly bodies: { id: Uuid; kind: BodyKind; unit: UnitName }[]
  readonly classes: { id: Uuid; unit: UnitName }[]
  /** The name of a unit or body in tests. */
  nameOf(id: Uuid): string
  enter(given: Entered, today: SchoolDate): Promise<Uuid>
  addSeat(bodyId: Uuid, given: { role: SeatRole; kind: SeatKind; number: number; from?: string }, today: SchoolDate): Promise<void>
  end(bodyId: Uuid, to: SchoolDate, today: SchoolDate): Promise<void>
  /** Ends every seat of one body that has any. */
  endSeats(n: number, to: SchoolDate, today: SchoolDate): Promise<void>
  move(bodyId: Uuid, to: { from: string; parent: Uuid | null; topic: string | null }, today: SchoolDate): Promise<void>
  addClass(given: { unit: UnitName; stage: Stage; entryYear: number }, today: SchoolDate): Promise<Uuid>
  acting<T>(who: { role: Role; unit: UnitName }, today: SchoolDate, work: (act: Act) => Promise<T>): Promise<T>
  drain(): Promise<void>
  close(): Promise<void>
}

type Draft = Pick<Duty, 'id' | 'structure'> & Partial<Duty>

const school = { kind: 'unit' as const }
const bureau = { kind: 'unit' as const, at: 'bureau' as const }
const DUTIES: readonly Draft[] = [
  { id: 'leading-group', structure: { body: 'leading_group', seats: [{ role: 'head', of: ['principal'] }, { role: 'member', number: 5 }] }, when: { by: '2026-12-31', from: BEGAN } },
  { id: 'visit-mechanism', structure: { body: 'mechanism', topic: 'home-visits' } },
  { id: 'class-committees', structure: { body: 'parent_committee', each: 'class' } },
  { id: 'grade-committees', structure: { body: 'parent_committee', each: 'grade', seats: [{ of: ['parent'], number: 3 }] } },
  { id: 'teams-each-semester', structure: { body: 'volunteer_team' }, when: { period: 'semester' } },
  { id: 'bureau-team', bearer: bureau, structure: { body: 'lecturer_team', seats: [{ kinds: 3 }] } },
  { id: 'station-staff', bearer: { kind: 'body', bodies: ['station'] }, structure: { seats: [{ of: ['full_time_guide'], number: 2 }] } },
  { id: 'community-has-station', bearer: { kind: 'body', bodies: ['community'] }, structure: { body: 'station' } },
  { id: 'schools-with-parents-school', form: 'target', bearer: bureau, unit: 'percent', number: 90, structure: { body: 'parents_school', of: 'school' } },
  { id: 'schools-with-all-committees', form: 'target', bearer: bureau, unit: 'percent', number: 50, structure: { body: 'parent_committee', of: 'school', each: 'class' } },
  { id: 'communities-with-station', form: 'target', bearer: bureau, unit: 'percent', number: 90, structure: { body: 'station', of: 'community' } },
  { id: 'bases', form: 'target', bearer: bureau, unit: 'things', number: 10, structure: { body: 'base' } },
  { id: 'guides', form: 'target', bearer: bureau, unit: 'persons', number: 30, structure: { body: 'lecturer_team', seats: [{ of: ['expert'] }] } },
]

const PACK: Pack = {
  doc: 'demo-bodies', number: '示例〔2025〕1号', title: '示例文件', issuer: '示例局', level: 'district', region: '示例区', date: BEGAN,
  clauses: [{ id: '1/a', kind: 'structure', actor: '学校', counterpart: '—', summary: '建立组织', en: 'bodies', carrier: DUTIES.map((one) => one.id) }],
  matters: [{ key: 'bodies', zh: '组织', en: 'bodies' }], kinds: [], announcedKinds: [], localValues: [], phases: [], activities: [],
  duties: DUTIES.map((one) => ({
    matter: 'bodies', clauses: ['1/a'], form: 'structure', bearer: school, subject: { kind: 'none' }, relation: 'at-least', when: { standing: true, from: BEGAN }, strength: 'must', ...one,
  })),
}

export async function makeTown(urls: RoleUrls): Promise<Town> {
  const [owner, app, rollup] = [openDatabase(urls.ownerUrl, 2), openDatabase(urls.appUrl, 4), openDatabase(urls.rollupUrl, 2)]
  const began = noon('2025-08-01')
  await owner.shared.insertInto('jurisdiction').values({ region_id: REGION, level: 'district', reports_to: null, demo: true, created_at: began }).execute()
  const body = JSON.stringify(PACK)
  const hash = createHash('sha256').update(body).digest('hex')
  await owner.shared.insertInto('pack').values({ doc: PACK.doc, hash, body, loaded_at: began }).execute()
  await owner.shared.insertInto('adoption').values({ region_id: REGION, doc: PACK.doc, hash, valid_from: '2025-08-01', valid_to: null, adopted_at: began }).execute()
  await app.inScope({ region: REGION, person: newId(), schools: [], classes: [], students: [] }, (tx) => plantCalendar(tx, REGION, { now: began, calendar: {
    academicYear: 2026, semesters: [{ no: 1, start: '2026-09-01', end: '2027-01-22' }, { no: 2, start: '2027-02-22', end: '2027-07-09' }],
    holidays: [], workdays: [], note: '', overrides: [],
  } }))
  const units: Town['units'] = { bureau: newId(), one: newId(), two: newId(), three: newId() }
  const stages: Record<UnitName, Stage[]> = { bureau: [], one: ['primary'], two: ['primary', 'junior'], three: ['kindergarten'] }
  for (const name of ['bureau', 'one', 'two', 'three'] as const) {
    await owner.shared.insertInto('unit').values({
      region_id: REGION, id: units[name], kind: name === 'bureau' ? 'bureau' : 'school', name, stages: stages[name], street: null, valid_from: '2020-09-01',
    }).execute()
  }
  const town = townOn({ owner, app, rollup, units })
  for (const [unit, stage, entryYear] of [['one', 'primary', 2025], ['one', 'primary', 2021], ['two', 'primary', 2024], ['two', 'junior', 2025], ['three', 'kindergarten', 2025]] as const) {
    await town.addClass({ unit, stage, entryYear }, '2026-08-31')
  }
  return town
}

function townOn({ owner, app, rollup, units }: Pick<Town, 'owner' | 'app' | 'rollup' | 'units'>): Town {
  const reactions = createReactions()
  reactions.inside(bodiesChanged, onBodiesMeasured)
  reactions.inside(classesChanged, onClassesMeasured)
  reactions.after(cellsMoved, ROLLUP_CONSUMER, refreshRollups)
  const names = new Map<Uuid, string>(Object.entries(units).map(([name, id]) => [id, name]))
  const bodies: Town['bodies'] = []
  const classes: Town['classes'] = []
  const acting: Town['acting'] = ({ role, unit }, today, work) => {
    const personId = newId()
    const capacity: Capacity = { id: `1.${role}.x`, regionId: REGION, role, personId, unitId: units[unit], postIds: [], classIds: [], studentIds: [], label: '' }
    const scope = { region: REGION, person: personId, schools: unit === 'bureau' ? [] : [units[unit]], classes: [], students: [] }
    return app.inScope(scope, (tx) => work(openAct({ tx, capacity, scope, now: noon(today), requestId: 'test', reactions, vault: TEST_VAULT })))
  }
  const keep = (unit: UnitName, today: SchoolDate, work: (act: Act) => Promise<void>) =>
    acting({ role: unit === 'bureau' ? 'bureau_officer' : 'principal', unit }, today, work)
  const tell = (act: Act, bodyId: Uuid, on: SchoolDate) =>
    act.announce(bodiesChanged, { bodyIds: [bodyId], unitIds: [units[bodies.find((one) => one.id === bodyId)!.unit]], on })
  const unitOf = (bodyId: Uuid) => bodies.find((one) => one.id === bodyId)!.unit
  return {
    owner, app, rollup, units, bodies, classes, acting, nameOf: (id) => names.get(id) ?? id,
    enter: async ({ kind, unit, name = kind, from, parent = null, classId = null, grade = null, topic = null, seats = [], untilTold, onceTold }, today) => {
      const id = newId()
      names.set(id, name)
      bodies.push({ id, kind, unit })
      await keep(unit, today, async (act) => {
        const at = { region_id: REGION, unit_id: units[unit], valid_from: from ?? today, valid_to: null }
        await act.tx.insertInto('body').values({ ...at, id, kind, topic, name, parent_id: parent, class_id: classId, grade }).execute()
        for (const [role, seat, number] of seats) await act.tx.insertInto('seat').values({ ...at, id: newId(), body_id: id, role, kind: seat, title: null, number }).execute()
        await untilTold?.()
        await tell(act, id, from ?? today)
        await onceTold?.()
      })
      return id
    },
    addSeat: (bodyId, { role, kind, number, from }, today) => keep(unitOf(bodyId), today, async (act) => {
      await act.tx.insertInto('seat').values({
        region_id: REGION, id: newId(), body_id: bodyId, unit_id: units[unitOf(bodyId)], role, kind, title: null, number, valid_from: from ?? today, valid_to: null,
      }).execute()
      await tell(act, bodyId, from ?? today)
    }),
    end: (bodyId, to, today) => keep(unitOf(bodyId), today, async (act) => {
      await act.tx.updateTable('body').set({ valid_to: to }).where('region_id', '=', REGION).where('id', '=', bodyId).execute()
      await tell(act, bodyId, to < today ? to : today)
    }),
    endSeats: async (n, to, today) => {
      const held = await owner.shared.selectFrom('seat').select('body_id').distinct().where('region_id', '=', REGION).orderBy('body_id').execute()
      const bodyId = held[n % Math.max(1, held.length)]?.body_id
      if (bodyId === undefined) return
      await keep(unitOf(bodyId), today, async (act) => {
        await act.tx.updateTable('seat').set({ valid_to: to }).where('region_id', '=', REGION).where('body_id', '=', bodyId).execute()
        await tell(act, bodyId, to < today ? to : today)
      })
    },
    move: (bodyId, { from, parent, topic }, today) => keep(unitOf(bodyId), today, async (act) => {
      const old = await act.tx.selectFrom('body').select('valid_from').where('region_id', '=', REGION).where('id', '=', bodyId).executeTakeFirstOrThrow()
      await act.tx.updateTable('body').set({ valid_from: from, valid_to: null, parent_id: parent === bodyId ? null : parent, topic }).where('region_id', '=', REGION).where('id', '=', bodyId).execute()
      await tell(act, bodyId, from < old.valid_from ? from : old.valid_from)
    }),
    addClass: async ({ unit, stage, entryYear }, today) => {
      const id = newId()
      classes.push({ id, unit })
      await acting({ role: 'roster_keeper', unit }, today, async (act) => {
        await act.tx.insertInto('class').values({
          region_id: REGION, id, school_id: units[unit], stage, entry_year: entryYear, number: classes.length, valid_from: '2020-09-01', valid_to: null,
        }).execute()
        await act.announce(classesChanged, { classIds: [id], on: '2020-09-01' })
      })
      return id
    },
    drain: async () => { await reactions.drain(rollup, REGION) },
    close: async () => { await Promise.all([owner, app, rollup].map((one) => one.close())) },
  }
}
