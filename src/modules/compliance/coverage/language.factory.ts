import type { z } from 'zod'
import { newId, type Uuid } from '#kernel/ids'
import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { FieldValues, RecordActor, RecordFacts, RecordSubject } from '#modules/ledger/records/record.contract'
import type { duty } from '#modules/plan/packs/pack.contract'
import { rebuild, verify } from './rebuild.service.ts'
import { INVENTED, makeWorld, noon, type SchoolClass, type Unit, type World } from './world.factory.ts'

type Written = z.input<typeof duty>

/** A duty of the invented document: what a test does not say is that every school owes it once in an academic year. */
export const invent = (id: string, kind: string, part: Partial<Written> = {}): Written => ({
  id, matter: 'some-matter', clauses: ['1/a'], form: 'count', bearer: { kind: 'unit' }, subject: { kind: 'none' }, action: { kind, where: [] },
  relation: 'at-least', number: 1, unit: 'times', when: { period: 'academic-year' }, strength: 'must', ...part,
})

/** One person of a post, as an actor. */
export async function employ(world: World, at: { unitId: Uuid; kind: PostKind; classId?: Uuid; from?: SchoolDate; today?: SchoolDate }): Promise<RecordActor> {
  const post = await world.addPost({ unitId: at.unitId, kind: at.kind, classId: at.classId ?? null })
  const personId = await world.addPerson()
  await world.appoint({ postId: post.id, personId, from: at.from ?? '2025-03-01' }, at.today ?? '2025-09-01')
  return { personId, postId: post.id, postKind: at.kind, unitId: at.unitId, classId: at.classId ?? null }
}

export const ofChild = (studentId: Uuid, at: SchoolClass): RecordSubject =>
  ({ subjectId: studentId, studentId, schoolId: at.schoolId, classId: at.id, classThen: at.id, fields: {} })
export const ofClass = (at: SchoolClass): RecordSubject =>
  ({ subjectId: at.id, studentId: null, schoolId: at.schoolId, classId: at.id, classThen: at.id, fields: {} })
/** A unit, or a body with the unit that keeps it. */
export const ofUnit = (subjectId: Uuid, schoolId: Uuid = subjectId): RecordSubject =>
  ({ subjectId, studentId: null, schoolId, classId: null, classThen: null, fields: {} })

/** An invented document in a jurisdiction with a bureau and one school of two classes, `own` with a head teacher. */
export async function languageWorld(urls: Parameters<typeof makeWorld>[0], invented: Parameters<typeof makeWorld>[1]) {
  const world = await makeWorld(urls, invented)
  const bureau = await world.addUnit({ kind: 'bureau', stages: [] })
  const school = await world.addUnit({ kind: 'school', stages: ['primary'] })
  const own = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  const young = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2026 })
  const head = await employ(world, { unitId: school.id, kind: 'head_teacher', classId: own.id })
  const principal = await employ(world, { unitId: school.id, kind: 'principal' })
  const officer = await employ(world, { unitId: bureau.id, kind: 'bureau_officer' })
  await rebuild(world.rollup, 1, { now: noon('2025-09-01'), reason: 'start' })
  const said = sayings(world)
  return { world, bureau, school, own, young, head, principal, officer, ...said }
}

interface Doing { readonly kind: string; readonly on: SchoolDate; readonly by: RecordActor; readonly about?: readonly RecordSubject[]; readonly fields?: FieldValues }

function sayings(world: World) {
  const record = async ({ kind, on, by, about, fields = {} }: Doing, today = on): Promise<RecordFacts> => {
    const made: RecordFacts = {
      recordId: newId(), version: 1, kind, unitId: by.unitId, happenedOn: on, withdrawn: false, fields, actors: [by], subjects: about ?? [ofUnit(by.unitId)],
    }
    await world.save(made, today)
    return made
  }
  /** `done/required` of every cell of a duty in a period, by bearer and group. */
  const cells = async (id: string, period: string): Promise<Record<string, string>> => {
    const rows = await world.owner.shared.selectFrom('cell').select(['bearer_id', 'group_id', 'done', 'required'])
      .where('duty', '=', `${INVENTED}#${id}`).where('period', '=', period).orderBy('bearer_id').orderBy('group_id').execute()
    return Object.fromEntries(rows.map((row) => [row.bearer_id === row.group_id ? row.bearer_id : `${row.bearer_id} ${row.group_id}`, `${row.done}/${row.required}`]))
  }
  const values = async (id: string, period: string): Promise<string[]> => Object.values(await cells(id, period)).sort()
  /** What moved step by step is what a full recount says. */
  const proof = async (today: SchoolDate) => {
    await world.drain()
    return verify(world.rollup, 1, noon(today))
  }
  return { record, cells, values, proof }
}

export const PROVEN = { differences: [], waiting: 0 }
export type LanguageWorld = Awaited<ReturnType<typeof languageWorld>> & { readonly school: Unit }
