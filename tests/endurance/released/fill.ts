import { join } from 'node:path'
import { schoolDateOf } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { SavedRecord } from '#modules/ledger/records/record.contract'
import { addGuardian, appoint, endGuardianship, leaveStudent, moveStudent } from '#modules/org/index'
import { adoptPack, makeCalendar, plantCalendar, plantLocalValues, readCalendarTemplate } from '#modules/plan/index'
import { sealAudit } from '#platform/audit/seal.store'
import { regionScope } from '#platform/db/scope'
import { foundBureau, foundJurisdiction } from '../../../src/cli/found.ts'
import type { Installation } from '../../../src/cli/installation.ts'
import { loadShippedPacks, PACKS } from '../../../src/cli/packs.ts'
import { startProgram, type Program } from '../../../src/cli/program.ts'
import { createReactions } from '../../../src/main.ts'
import { act, enter } from './acting.ts'
import { importRosters } from './import.ts'
import { plantRoster, type Roster } from './roster.ts'
import { enterThings } from './things.ts'
import { DISTRICT, LAST, LOGINS, NOTE } from './story.ts'

/** Two school years of a small district, through the program: every table gets rows, in all the states that they know. Answers the code of the invited account. */
export async function fillRelease(installation: Installation): Promise<{ code: string }> {
  const clock = { moment: new Date('2025-09-10T01:00:00Z'), now: () => clock.moment }
  const roster = await found(installation, clock.now())
  const story = { installation, roster, clock }
  for (const chapter of [firstAutumn, spring, secondAutumn]) {
    const program = await startProgram(installation, { clock, deployment: { demoAccounts: [] } })
    try {
      await chapter(story, program)
      await sealAudit(installation.rollup, DISTRICT, clock.now())
    } finally {
      await program.stop()
    }
  }
  await lastWords(story)
  return { code: roster.code }
}

/** A district adopts its province's document and its own. */
const ADOPTED = ['shanxi-2023-3', 'tianjin-hebei-2024-17']

interface Story { readonly installation: Installation; readonly roster: Roster; readonly clock: { moment: Date; now(): Date } }

async function found(installation: Installation, now: Date): Promise<Roster> {
  const packs = await loadShippedPacks(installation, { now, say: (line) => { throw new Error(line) } })
  const today = schoolDateOf(now)
  return installation.owner.inScope(regionScope(1), async (tx) => {
    await foundJurisdiction(tx, 1, { now, today: '2020-09-01', spec: { level: 'province', code: '990000', name: '云杉省（虚构）', demo: true } })
    await foundJurisdiction(tx, DISTRICT, { now, today: '2020-09-01', spec: { level: 'district', code: '990101', name: '云杉省示例市甲区（虚构）', reportsTo: 1, demo: true } })
    await foundBureau(tx, DISTRICT, { name: '示例区教育局', admin: '安全管理员', now, today })
    for (const pack of packs.filter(({ doc }) => ADOPTED.includes(doc))) await adoptPack(tx, DISTRICT, { adoption: { ...pack, validFrom: '2024-09-01' }, now })
    const template = await readCalendarTemplate(join(PACKS, 'demo', 'calendar.yaml'))
    for (const year of [2024, 2025, 2026]) await plantCalendar(tx, DISTRICT, { calendar: makeCalendar(template, year), now })
    await plantLocalValues(tx, DISTRICT, { date: today, now, decisions: [
      { doc: 'shanxi-2023-3', key: 'school-leaders-by', value: 'holder' },
      { doc: 'tianjin-hebei-2024-17', key: 'middle-leaders-by', value: 'team' },
      { doc: 'tianjin-hebei-2024-17', key: 'meeting-start-window', value: { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 20 } } },
    ] })
    return plantRoster(tx, { now, vault: installation.vault })
  })
}

const visit = (day: string, studentIds: readonly Uuid[], note: string) =>
  ({ happenedOn: day, mode: 'in_home', studentIds, topics: ['at_home', 'family'], guidance: ['parenting'], note, again: true })

/** Records in every state, and the words of a guardian; all of it lies in a year that is closed by now. */
async function firstAutumn({ roster: { children, classes, helperPostId }, clock }: Story, { server }: Program): Promise<void> {
  clock.moment = new Date('2025-10-15T08:00:00Z')
  const teacher = await enter(server, LOGINS.teacher, 'head_teacher')
  const both = await teacher.send<SavedRecord>('/api/visits', { ...visit('2025-10-14', children.slice(0, 2), '双胞胎都在家。'), promise: '下周问食堂过敏餐', companions: [helperPostId] })
  const corrected = await teacher.send<SavedRecord>('/api/visits', visit('2025-10-13', [children[2]!], '先记错了方式。'))
  await teacher.send(`/api/visits/${corrected.recordId}/corrections`, { ...visit('2025-10-13', [children[2]!], '改为视频家访。'), mode: 'video', version: 1 })
  const withdrawn = await teacher.send<SavedRecord>('/api/visits', visit('2025-10-12', [children[3]!], '记错了学生。'))
  await teacher.send(`/api/visits/${withdrawn.recordId}/withdrawal`, { version: 1, reason: '记错了学生' })
  const meeting = { happenedOn: '2025-10-10', classIds: [classes[0]], fields: { topic: '期中家长会', themed: true } }
  const held = await teacher.send<SavedRecord>('/api/records', { ...meeting, kind: 'parent_meeting' })
  await teacher.send(`/api/records/${held.recordId}/corrections`, { ...meeting, fields: { topic: '期中家长会（改期）', themed: false }, version: 1 })
  const guardian = await enter(server, LOGINS.guardian, 'guardian')
  await guardian.send(`/api/visits/${both.recordId}/confirmation`, { studentId: children[0], answer: 'not-true' })
  await guardian.send(`/api/visits/${both.recordId}/confirmation`, { studentId: children[0], answer: 'true' })
  await guardian.read('/api/family/visits')
}

/** Children move, leave and come back, a guardianship ends, a post changes hands. */
async function spring({ installation, roster: { keeperId, teacher, successorId, classes, otherSchoolClass, children }, clock }: Story, { server }: Program): Promise<void> {
  clock.moment = new Date('2026-03-20T08:00:00Z')
  const by = { personId: keeperId, role: 'roster_keeper', now: clock.now(), reactions: createReactions(clock) } as const
  await act(installation, by, (one) => moveStudent(one, { studentId: children[4]!, classId: classes[1]!, on: '2026-03-02' }))
  await act(installation, by, (one) => moveStudent(one, { studentId: children[5]!, classId: otherSchoolClass, on: '2026-03-09' }))
  await act(installation, by, (one) => leaveStudent(one, { studentId: children[6]!, lastDay: '2026-03-13' }))
  await act(installation, by, (one) => leaveStudent(one, { studentId: children[7]!, lastDay: '2026-03-06' }))
  await act(installation, by, (one) => moveStudent(one, { studentId: children[7]!, classId: classes[2]!, on: '2026-03-16' }))
  const second = await act(installation, by, (one) => addGuardian(one, { studentId: children[2]!, name: '李家长乙', relation: '祖父母', from: '2026-03-01' }))
  await act(installation, by, (one) => endGuardianship(one, { guardianshipId: second.guardianshipId, on: '2026-03-19' }))
  const officer = await enter(server, LOGINS.officer, 'bureau_officer')
  await officer.send('/api/plan/local-values', { doc: 'shanxi-2023-3', key: 'school-leaders-visits', value: 2 })
  const leaders = { personId: keeperId, role: 'roster_keeper', now: clock.now(), reactions: createReactions(clock) } as const
  const last = await act(installation, leaders, (one) => appoint(one, { postId: teacher.postId, personId: successorId, from: '2026-03-20', replaces: teacher.personId }))
  // And back again, so that the teacher who signs in still holds the post.
  clock.moment = new Date('2026-04-20T08:00:00Z')
  if (last !== undefined) await act(installation, { ...leaders, now: clock.now() }, (one) => appoint(one, { postId: teacher.postId, personId: teacher.personId, from: '2026-04-20', replaces: successorId }))
}

/** The new year: dated changes were counted when the program started; draws, decisions, looks. */
async function secondAutumn({ installation, roster, clock }: Story, { server }: Program): Promise<void> {
  const { keeperId, leaderPostId, children } = roster
  clock.moment = new Date('2026-11-20T08:00:00Z')
  const teacher = await enter(server, LOGINS.teacher, 'head_teacher')
  await teacher.send('/api/visits', visit('2026-11-19', [children[0]!], NOTE))
  await teacher.read(`/api/students/${children[0]}`)
  const officer = await enter(server, LOGINS.officer, 'bureau_officer')
  await officer.send('/api/assignments/draw', { postId: leaderPostId, days: 30 })
  await officer.send('/api/plan/local-values', { doc: 'shanxi-2023-3', key: 'school-leaders-visits', value: 3 })
  await importRosters(installation, { personId: keeperId, role: 'roster_keeper', now: clock.now(), reactions: createReactions(clock) })
  await enterThings(server, roster)
  await server.inject({ method: 'POST', url: '/api/session', headers: { 'x-csrf': '1' }, payload: { login: LOGINS.leader, password: 'not this one' } })
}

/** After the program has stopped: audit rows without a block and reactions that wait. */
async function lastWords({ installation, roster: { keeperId, classes, children }, clock }: Story): Promise<void> {
  clock.moment = LAST
  await act(installation, { personId: keeperId, role: 'roster_keeper', now: LAST, reactions: createReactions(clock) }, (one) =>
    moveStudent(one, { studentId: children[3]!, classId: classes[1]!, on: '2026-11-20' }))
}
