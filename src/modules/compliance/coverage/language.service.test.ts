import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import { useDatabase } from '#testing/database'
import { explainRecord } from './explain.service.ts'
import { invent, languageWorld, ofChild, ofUnit, PROVEN, type LanguageWorld } from './language.factory.ts'
import { readMine } from './mine.service.ts'
import { rebuild } from './rebuild.service.ts'
import { readMatter } from './region.service.ts'
import { readSchool, readSchoolHome } from './school.service.ts'
import { whyFigure } from './why.service.ts'
import { INVENTED, noon } from './world.factory.ts'

/** How a duty stands and why, on pages of the school and the bureau: windows, what is owed once, limits. */
const TODAY = '2026-11-20'
const urls = useDatabase()
let here: LanguageWorld
const children: Uuid[] = []

beforeAll(async () => {
  here = await languageWorld(urls, {
    phases: [{ key: 'start', zh: '启动', en: 'start', from: '2025-09-01', to: '2025-10-31', clauses: ['1/a'] }],
    localValues: [{
      key: 'how-often', label: { zh: '定期', en: 'regularly' }, zh: '多久一次？', en: 'How often?', setBy: 'region', clauses: ['1/a'], type: 'enum', default: 'half-year',
      options: [{ key: 'half-year', zh: '每半年', en: 'half a year' }, { key: 'semester', zh: '每学期', en: 'a semester' }],
    }],
    duties: [
      invent('few-meetings', 'work_meeting', { relation: 'at-most', number: 1, when: { period: 'semester' } }),
      invent('no-ranking', 'finding', { form: 'prohibition', relation: 'at-most', number: 0, action: { kind: 'finding', where: [{ field: 'rule', in: ['ranking'] }] } }),
      invent('start-phase', 'phase_progress', { form: 'phase', number: undefined, when: { phase: 'start' } }),
      invent('plan', 'document', { form: 'delivery', number: undefined, when: { by: '2026-11-28', from: '2026-01-01' } }),
      invent('board', 'publicity', { when: { standing: true } }),
      invent('family-week', 'publicity', { when: { period: 'calendar-year', window: { weekOf: '05-15' } } }),
      invent('youth-day', 'admission_ceremony', { when: { period: 'academic-year', window: { days: ['05-04', '06-01'], around: 2 } } }),
      invent('autumn', 'named_activity', { when: { period: 'academic-year', window: { yearly: { from: '09-01', to: '10-31' } } } }),
      invent('said', 'open_day', { strength: 'statement' }),
      invent('said-without', 'open_day', { strength: 'statement', number: undefined }),
      invent('local-period', 'reception_day', { when: { period: { local: 'how-often' } } }),
      invent('each', 'home_visit', {
        bearer: { kind: 'post', posts: ['head_teacher'] }, subject: { kind: 'student', of: 'class' }, action: { kind: 'home_visit', where: [{ field: 'mode', in: ['in_home'] }] },
      }),
      invent('key', 'home_visit', { bearer: { kind: 'post', posts: ['head_teacher'] }, subject: { kind: 'key-student', of: 'class' } }),
      invent('stations', 'station_activity', { bearer: { kind: 'body', bodies: ['station'] } }),
    ],
  })
  for (let n = 0; n < 2; n++) children.push(await here.world.join({ classId: here.own.id, on: '2025-09-01' }, TODAY))
  await rebuild(here.world.rollup, 1, { now: noon(TODAY), reason: 'test' })
})
afterAll(() => here.world.close())

const officer = () => ({ role: 'bureau_officer' as const, unitId: here.bureau.id })
const asPrincipal = () => ({ role: 'principal' as const, unitId: here.school.id, personId: here.principal.personId, postIds: [here.principal.postId] })
const asHead = () => ({
  role: 'head_teacher' as const, unitId: here.school.id, personId: here.head.personId, postIds: [here.head.postId], classIds: [here.own.id],
})
const id = (name: string) => `${INVENTED}#${name}`

interface Line { readonly key: string; readonly period: { readonly key: string; readonly label: string } | null; readonly figure: { done: number; required: number } | null; readonly standing: { state: string; red: boolean; note: string | null } }
const said = (lines: readonly Line[], name: string) => {
  const one = lines.find(({ key }) => key === id(name))
  return one && [one.period?.label, one.figure && `${one.figure.done}/${one.figure.required}`, one.standing.state]
}
const bySchool = async (name: string, on = TODAY) => said((await here.world.acting(asPrincipal(), on, (act) => readSchool(act, here.school.id, {}))).duties, name)
const byBureau = async (name: string, on = TODAY) => {
  const answer = await here.world.acting(officer(), on, (act) => readMatter(act, 'some-matter', {}))
  return said(answer.duties, name)
}
const both = async (name: string, on = TODAY) => {
  await here.world.drain()
  const [near, far] = [await bySchool(name, on), await byBureau(name, on)]
  expect(far).toEqual(near)
  return near
}
const does = (kind: string, on: SchoolDate, fields = {}) => here.record({ kind, on, by: here.principal, fields }, TODAY)

describe('what must not happen more often', () => {
  test('is met until it is exceeded; then it cannot be met and is not red', async () => {
    await does('work_meeting', '2026-10-10')
    expect(await both('few-meetings')).toEqual(['2026–2027学年第一学期', '1/1', 'met'])
    await does('work_meeting', '2026-10-11')
    expect(await both('few-meetings')).toEqual(['2026–2027学年第一学期', '2/1', 'cannot-be-met'])
    const { duties } = await here.world.acting(officer(), TODAY, (act) => readMatter(act, 'some-matter', {}))
    expect(duties.find((one) => one.key === id('few-meetings'))!.standing).toMatchObject({ red: false, note: '已超过规定的次数' })
  })

  test('one school that exceeds it is not hidden by another that does not', async () => {
    await here.world.addUnit({ kind: 'school', stages: ['primary'] })
    await rebuild(here.world.rollup, 1, { now: noon(TODAY), reason: 'test' })
    expect(await byBureau('few-meetings')).toEqual(['2026–2027学年第一学期', '2/2', 'cannot-be-met'])
  })

  test('a finding by the bureau counts for the school; of another rule it does not', async () => {
    expect(await both('no-ranking')).toEqual(['2026–2027学年', '0/0', 'met'])
    await here.record({ kind: 'finding', on: '2026-11-02', by: here.officer, about: [ofUnit(here.school.id)], fields: { rule: 'fees' } }, TODAY)
    expect(await both('no-ranking')).toEqual(['2026–2027学年', '0/0', 'met'])
    await here.record({ kind: 'finding', on: '2026-11-03', by: here.officer, about: [ofUnit(here.school.id)], fields: { rule: 'ranking' } }, TODAY)
    expect(await both('no-ranking')).toEqual(['2026–2027学年', '1/0', 'cannot-be-met'])
    const home = await here.world.acting(asPrincipal(), TODAY, readSchoolHome)
    expect(home.dueSoon.filter((one) => [id('no-ranking'), id('few-meetings')].includes(one.duty))).toEqual([])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })
})

describe('what is owed once', () => {
  test('a phase is shown while it is not done, also years later, and leaves the page when it is', async () => {
    expect(await bySchool('start-phase')).toEqual(['2025年9月1日至10月31日', '0/1', 'overdue'])
    await does('phase_progress', '2026-11-18')
    expect(await here.cells('start-phase', 'o2025-09-01_2025-10-31')).toMatchObject({ [here.school.id]: '1/1' })
    expect(await bySchool('start-phase')).toBeUndefined()
    expect(await bySchool('start-phase', '2026-02-01')).toEqual(['2025年9月1日至10月31日', '1/1', 'met'])
  })

  test('a document handed in before its day', async () => {
    expect(await bySchool('plan')).toEqual(['2026年1月1日至11月28日', '0/1', 'due-soon'])
    await does('document', '2025-12-31')
    expect(await bySchool('plan')).toEqual(['2026年1月1日至11月28日', '0/1', 'due-soon'])
    await does('document', '2026-11-19')
    expect(await bySchool('plan')).toEqual(['2026年1月1日至11月28日', '1/1', 'met'])
  })

  test('what stands from a day on has no last day and is never late', async () => {
    expect(await bySchool('board', '2031-03-01')).toEqual(['长期', '0/1', 'on-track'])
    await does('publicity', '2026-05-18')
    expect(await bySchool('board')).toEqual(['长期', '1/1', 'met'])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })
})

describe('windows', () => {
  test('the week of 15 May is Monday to Sunday around it', async () => {
    const cell = async () => (await here.cells('family-week', 'C2026w'))[here.school.id]
    expect(await cell()).toBe('0/1')
    await does('publicity', '2026-05-10')
    expect(await cell()).toBe('0/1')
    await does('publicity', '2026-05-17')
    await does('publicity', '2026-05-11')
    expect(await cell()).toBe('2/1')
  })

  test('4 May and 1 June stand each for itself, with two days around', async () => {
    const done = async () => Promise.all(['2025d05-02', '2025d05-30'].map(async (key) => (await here.cells('youth-day', key))[here.school.id]))
    await does('admission_ceremony', '2026-05-02')
    await does('admission_ceremony', '2026-05-07')
    expect(await done()).toEqual(['1/1', '0/1'])
    await does('admission_ceremony', '2026-06-03')
    expect(await done()).toEqual(['1/1', '1/1'])
  })

  test('September and October of every year; half-years where the region says so', async () => {
    await does('named_activity', '2026-11-01')
    expect(await bySchool('autumn')).toEqual(['2026–2027学年', '0/1', 'overdue'])
    await does('named_activity', '2026-10-31')
    expect(await bySchool('autumn')).toEqual(['2026–2027学年', '1/1', 'met'])
    expect(await bySchool('local-period')).toEqual(['2026年下半年', '0/1', 'on-track'])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })
})

test('a demand with a number is met or on its way and never late; without one it is not counted', async () => {
  expect(await bySchool('said', '2027-08-01')).toEqual(['2026–2027学年', '0/1', 'on-track'])
  const { duties } = await here.world.acting(officer(), TODAY, (act) => readMatter(act, 'some-matter', {}))
  expect(duties.find((one) => one.key === id('said-without'))).toMatchObject({ figure: null, standing: { state: 'not-applicable', note: '该条款是要求，没有数量' } })
  await does('open_day', '2026-11-11')
  expect(await bySchool('said', '2027-08-01')).toEqual(['2026–2027学年', '1/1', 'met'])
})

describe('why', () => {
  const asked = (who: Parameters<LanguageWorld['world']['acting']>[0], query: { duty: string; period: string; bearer: Uuid; group: Uuid }) =>
    here.world.acting(who, TODAY, (act) => whyFigure(act, query))
  const each = () => ({ duty: id('each'), period: '2026', bearer: here.head.postId, group: here.own.id })

  test('the records that counted and those that did not, each with its reason', async () => {
    const [one, two] = children as [Uuid, Uuid]
    const visit = (child: Uuid, mode: string, on: SchoolDate) => here.record({ kind: 'home_visit', on, by: here.head, about: [ofChild(child, here.own)], fields: { mode } }, TODAY)
    const good = await visit(one, 'in_home', '2026-10-01')
    const call = await visit(two, 'phone', '2026-10-02')
    const back = await visit(two, 'in_home', '2026-10-03')
    await here.world.save({ ...back, version: 2, withdrawn: true }, TODAY)
    const answer = await asked(asHead(), each())
    expect(answer).toMatchObject({ figure: { done: 1, required: 2 }, remaining: 1, dueLabel: '2027年7月9日前', standing: { state: 'on-track' } })
    expect(answer.counted.map((record) => [record.recordId, record.who.length, record.children.length])).toEqual([[good.recordId, 1, 1]])
    expect(answer.notCounted.map((record) => [record.recordId, record.code])).toEqual([[back.recordId, 'withdrawn'], [call.recordId, 'condition']])
    const officers = await asked(officer(), each())
    expect(officers.counted.map((record) => [record.recordId, record.who.length, record.children])).toEqual([[good.recordId, 1, []]])
    expect(JSON.stringify(officers)).not.toMatch(/学生\d|王老师/)
    expect(JSON.stringify(answer)).toMatch(/王老师/)
    const trace = await here.world.owner.shared.selectFrom('audit').select(['action']).where('action', '=', 'coverage.why').execute()
    expect(trace).toHaveLength(1)
  })

  test('names the children of this class alone, also of a record about children of two', async () => {
    const sibling = await here.world.join({ classId: here.young.id, on: '2025-09-01' }, TODAY)
    const about = [ofChild(children[0]!, here.own), ofChild(sibling, here.young)]
    const { recordId } = await here.record({ kind: 'home_visit', on: '2026-10-08', by: here.head, about, fields: { mode: 'in_home' } }, TODAY)
    for (const who of [asHead(), asPrincipal()]) {
      const answer = await asked(who, each())
      expect(answer.counted.find((one) => one.recordId === recordId)?.children, who.role).toHaveLength(1)
    }
  })

  test('nobody sees the figure of another class, another school, or one that does not exist', async () => {
    const { young, school } = here
    const stranger = { role: 'head_teacher' as const, unitId: school.id, personId: newId(), classIds: [young.id] }
    await expect(asked(stranger, each())).rejects.toMatchObject({ code: 'no-such-duty' })
    await expect(asked({ role: 'principal', unitId: newId() }, each())).rejects.toMatchObject({ code: 'no-such-duty' })
    await expect(asked(asHead(), { ...each(), bearer: newId() })).rejects.toMatchObject({ code: 'no-such-duty' })
  })

  test('what lies just outside a window is told with it, and what another did', async () => {
    const answer = await asked(asPrincipal(), { duty: id('autumn'), period: '2026w', bearer: here.school.id, group: here.school.id })
    expect(answer.counted.map((one) => one.happenedOn)).toEqual(['2026-10-31'])
    expect(answer.notCounted.map((one) => [one.happenedOn, one.code, one.reason])).toEqual([['2026-11-01', 'window', '11月1日不在区级要求规定的时段内']])
  })

  test('a body: what another body did is not its own', async () => {
    const { world, bureau } = here
    const [one, two, base] = [
      await world.addBody({ kind: 'station', unitId: bureau.id, from: '2025-03-01' }, TODAY), await world.addBody({ kind: 'station', unitId: bureau.id, from: '2025-03-01' }, TODAY),
      await world.addBody({ kind: 'base', unitId: bureau.id, from: '2025-03-01' }, TODAY),
    ]
    for (const body of [one, two, base]) await here.record({ kind: 'station_activity', on: '2026-10-05', by: here.officer, about: [ofUnit(body, bureau.id)] }, TODAY)
    const answer = await asked(officer(), { duty: id('stations'), period: '2026', bearer: one, group: one })
    expect([answer.figure.done, answer.counted.length]).toEqual([1, 1])
    expect(answer.notCounted.map((record) => record.code).sort()).toEqual(['body', 'other'])
  })

  test('a visit to another child does not count for key students, and says so', async () => {
    const record = await here.record({ kind: 'home_visit', on: '2026-10-20', by: here.head, about: [ofChild(children[0]!, here.own)], fields: { mode: 'phone' } }, TODAY)
    const explained = () => here.world.acting(asHead(), TODAY, (act) => explainRecord(act, record.recordId))
    expect((await explained()).notCounted.map((one) => [one.duty, one.code])).toContainEqual([id('key'), 'undesignated'])
    await here.world.designate({ studentId: children[0]!, kind: 'key', from: '2026-11-01' }, TODAY)
    expect((await explained()).counted.map((one) => one.duty)).toEqual([id('key')])
    const mine = await here.world.acting(asHead(), TODAY, readMine)
    expect(said(mine.duties, 'key')).toEqual(['2026–2027学年', '1/1', 'met'])
  })

  test('which child is designated is told to whoever may read it, with a line in the audit, and to nobody else', async () => {
    const record = await here.record({ kind: 'home_visit', on: '2026-10-21', by: here.head, about: [ofChild(children[0]!, here.own)], fields: { mode: 'phone' } }, TODAY)
    const other = await here.record({ kind: 'home_visit', on: '2026-10-22', by: here.head, about: [ofChild(children[1]!, here.own)], fields: { mode: 'phone' } }, TODAY)
    const key = { duty: id('key'), period: '2026', bearer: here.head.postId, group: here.own.id }
    const read = async () => (await here.world.owner.shared.selectFrom('audit').select('student_id').where(sql<boolean>`fields @> array['designation']`).execute()).map((one) => one.student_id)
    const before = await read()
    const since = async () => {
      const now = await read()
      return [children[1], null].map((one) => now.filter((other) => other === one).length - before.filter((other) => other === one).length)
    }
    const teacher = { role: 'subject_teacher' as const, unitId: here.school.id, personId: newId(), classIds: [here.own.id] }
    for (const { recordId } of [record, other]) {
      const { counted, notCounted } = await here.world.acting(teacher, TODAY, (act) => explainRecord(act, recordId))
      expect([...counted, ...notCounted].map((one) => one.duty)).not.toContain(id('key'))
    }
    for (const who of [teacher, officer()]) {
      const answer = await asked(who, key)
      expect([answer.figure.required, answer.counted, answer.notCounted], who.role).toEqual([1, [], []])
    }
    expect(await read()).toHaveLength(before.length)
    await here.world.acting(asHead(), TODAY, (act) => explainRecord(act, other.recordId))
    expect(await since()).toEqual([1, 0])
    expect((await asked(asHead(), key)).counted.length).toBeGreaterThan(0)
    expect(await since()).toEqual([1, 1])
  })
})
