import type { FastifyInstance } from 'fastify'
import type { Uuid } from '#kernel/ids'
import { enter } from './acting.ts'
import type { Roster } from './roster.ts'
import { LOGINS } from './story.ts'

const TERM = '2026-09-01'

/** What is there beside people: bodies with seats, marks of two children, an exception that was granted and one that waits. */
export async function enterThings(server: FastifyInstance, { school, classes, children }: Roster): Promise<void> {
  const officer = await enter(server, LOGINS.officer, 'bureau_officer')
  const common = { topic: null, parentId: null, classId: null, grade: null, validFrom: TERM, seats: [] }
  const community = await officer.send<{ id: Uuid }>('/api/bodies', { ...common, kind: 'community', name: '松果社区' })
  await officer.send('/api/bodies', { ...common, kind: 'station', name: '松果社区指导站', parentId: community.id })
  const principal = await enter(server, LOGINS.principal, 'principal')
  const seat = { role: 'head', kind: 'party_chief', title: '党组织书记', number: 1, validFrom: TERM }
  const committee = await principal.send<{ id: Uuid }>('/api/bodies', { ...common, kind: 'parent_committee', name: '校级家长委员会', seats: [seat] })
  await principal.send(`/api/bodies/${committee.id}/seats`, { seats: [{ ...seat, role: 'member', kind: 'parent', title: null, number: 9 }] })
  const teacher = await enter(server, LOGINS.teacher, 'head_teacher')
  const mark = await teacher.send<{ id: Uuid }>(`/api/students/${children[1]}/designations`, { kind: 'left_behind', validFrom: TERM })
  await teacher.send(`/api/students/${children[1]}/designations/${mark.id}/ending`, { validTo: '2026-11-01' })
  await teacher.send(`/api/students/${children[2]}/designations`, { kind: 'key', validFrom: TERM })
  const ask = (classId: Uuid) => principal.send<{ id: Uuid }>('/api/coverage/exceptions', {
    kind: 'exception', duty: 'tianjin-hebei-2024-17#parent-meetings-each-semester', period: '2026-1', bearerId: school, groupId: classId,
    reason: 'place', note: '礼堂大修', endsOn: '2027-01-10',
  })
  const { id } = await ask(classes[0]!)
  await officer.send(`/api/coverage/exceptions/${id}/decision`, { approve: true })
  await ask(classes[1]!)
}
