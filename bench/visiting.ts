import { addDays } from '#kernel/dates'
import { TODAY } from './moment.ts'
import type { People, Person } from './people.ts'

const NOTE = '孩子在家作息规律，家长希望多了解学校的社团活动。'

/** The n-th visit of a head teacher: every child of the class today, then every child on the day before, and so on. No two are alike. */
export function visitBody({ children }: Person, n: number) {
  return {
    happenedOn: addDays(TODAY, -Math.floor(n / children.length)), mode: 'in_home', studentIds: [children[n % children.length]],
    topics: ['at_home', 'family'], guidance: ['development'], note: NOTE,
  }
}

/** Days on which single visits do not fall, however long the run. */
const OFFLINE = { from: 30, days: 10 }

/** The n-th list that a head teacher brings back: a visit to one child after the other, on days of some weeks ago. */
export const offlineVisits = (person: Person, n: number, length: number) => Array.from({ length }, (_, index) => ({
  ...visitBody(person, index), happenedOn: addDays(TODAY, -OFFLINE.from - (n % OFFLINE.days)), again: true, key: crypto.randomUUID(),
}))

/** Hands out visits so that neighbours in time are of different classes. */
export function visitPlan(teachers: readonly Person[]) {
  // The first ones were used up by listening.
  let next = teachers.length
  return (): { person: Person; body: ReturnType<typeof visitBody> } => {
    const n = next++
    const person = teachers[n % teachers.length]!
    return { person, body: visitBody(person, Math.floor(n / teachers.length)) }
  }
}

/** Records of other kinds: a meeting of the own class and an activity of a station, of today and the days before it. */
export const otherRecords = ({ teachers, officer, stations }: People) => ({
  meeting: (n: number) => {
    const person = teachers[n % teachers.length]!
    return { person, body: entry('parent_meeting', n, { classIds: [person.classId], fields: { topic: '示例家长会', themed: true } }) }
  },
  activity: (n: number) => {
    const bodyIds = [stations[n % stations.length]!]
    return { person: officer, body: entry('station_activity', n, { bodyIds, fields: { topic: '示例活动', free: true, attended: 30 } }) }
  },
})

const entry = (kind: string, n: number, about: object) => ({ kind, happenedOn: addDays(TODAY, -(n % 20)), again: true, ...about })
