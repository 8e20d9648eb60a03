import type { AnswerOf } from '#kernel/route'
import type { SavedRecord } from '#modules/ledger/records/record.contract'
import type { listFamilyVisits } from '#modules/ledger/visits/visit.contract'
import type { SignedView } from '#modules/org/session/session.contract'
import type { listStudents } from '#modules/org/students/student.contract'
import { DEMO_PASSWORD } from '../../src/cli/demo/accounts.ts'
import type { Random } from '../../src/cli/demo/random.ts'

/** One submit, with all that is needed to repeat it and to find its traces. */
export interface Write {
  readonly key: string
  readonly by: Caller
  readonly path: string
  readonly body: unknown
  /** As the audit calls it. */
  readonly action: string
  /** Table of the row that it makes or moves on. */
  readonly table: 'record' | 'confirmation' | 'assignment' | 'local_value'
  /** A text in the row that nobody else writes. */
  readonly mark?: string
  /** What it answered; undefined until an answer came. */
  answer?: Readonly<Record<string, unknown>>
}

/** What came of all submits. `open` were sent and not answered: each may have been committed or not. */
export interface Journal {
  readonly answered: Write[]
  readonly refused: { readonly write: Write; readonly code: string }[]
  readonly open: Set<Write>
  reads: number
}

export const emptyJournal = (): Journal => ({ answered: [], refused: [], open: new Set(), reads: 0 })

export interface Caller {
  readonly login: string
  readonly headers: Readonly<Record<string, string>>
  readonly capacity: SignedView['capacities'][number]
  readonly today: string
}

/** A person with a session that outlives the program. `role` chooses among the capacities. */
export async function signIn(url: string, login: string, role: string): Promise<Caller> {
  const json = { 'content-type': 'application/json', 'x-csrf': '1' }
  const opened = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body: JSON.stringify({ login, password: DEMO_PASSWORD }) })
  if (!opened.ok) throw new Error(`${login}: ${await opened.text()}`)
  const cookie = opened.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  const { capacities, today } = await (await fetch(`${url}/api/session`, { headers: { cookie } })).json() as SignedView
  const capacity = capacities.find((one) => one.role === role)
  if (capacity === undefined) throw new Error(`${login} is no ${role}`)
  return { login, headers: { ...json, cookie, 'x-capacity': capacity.id }, capacity, today }
}

export const read = async <Answer>(url: string, by: Caller, path: string): Promise<Answer> => {
  const answer = await fetch(url + path, { headers: by.headers })
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`)
  return await answer.json() as Answer
}

export const send = (url: string, { by, path, body, key }: Write): Promise<Response> =>
  fetch(url + path, { method: 'POST', headers: { ...by.headers, 'idempotency-key': key }, body: JSON.stringify(body) })

/** Visits that one person kept while there was no network, in one request. */
export const sendTogether = (url: string, writes: readonly Write[]): Promise<Response> => fetch(`${url}/api/visits/batch`, {
  method: 'POST', headers: writes[0]!.by.headers, body: JSON.stringify({ visits: writes.map(({ key, body }) => ({ ...body as object, key })) }),
})

/** Somebody at work: says what to do next, and learns what came of it. */
export interface Worker {
  readonly by: Caller
  /** The next submit, or several that go together; none when a read was made instead. */
  next(url: string): Promise<readonly Write[]>
  learn(write: Write): void
}

interface Own { readonly recordId: string; readonly subjectId: string; version: number; readonly plain: boolean }

const marked = (key: string): string => `试写 ${key}`

/** Records, corrects and withdraws visits to the own class and meetings of it. */
export async function headTeacher(url: string, by: Caller, random: Random): Promise<Worker> {
  const classId = by.capacity.classIds[0]!
  const { students } = await read<AnswerOf<typeof listStudents>>(url, by, `/api/classes/${classId}/students`)
  const own = new Map<string, Own>()
  const base = (action: string) => ({ key: crypto.randomUUID(), by, action, table: 'record' as const })
  const content = ({ plain, subjectId }: Pick<Own, 'plain' | 'subjectId'>, mark: string) => plain
    ? { happenedOn: by.today, classIds: [subjectId], fields: { topic: mark, themed: random.chance(0.5) } }
    : { happenedOn: by.today, studentIds: [subjectId], mode: random.pick(['in_home', 'video', 'phone']), topics: ['family'], note: mark }
  const begin = (plain: boolean): Write => {
    const write = base('record.record')
    const what = content({ plain, subjectId: plain ? classId : random.pick(students).id }, marked(write.key))
    const body = { ...what, again: true, ...(plain && { kind: 'parent_meeting' }) }
    return { ...write, path: plain ? '/api/records' : '/api/visits', body, mark: marked(write.key) }
  }
  const move = (one: Own): Write => {
    const withdraw = random.chance(0.3)
    const write = base(withdraw ? 'record.withdraw' : 'record.correct')
    const mark = marked(write.key)
    const path = `/api/${one.plain ? 'records' : 'visits'}/${one.recordId}/${withdraw ? 'withdrawal' : 'corrections'}`
    return { ...write, path, mark, body: { version: one.version, ...(withdraw ? { reason: mark } : content(one, mark)) } }
  }
  return {
    by,
    next: async (at) => {
      if (random.chance(0.1)) return await read(at, by, random.pick(['/api/coverage/mine', '/api/records'])), []
      if (random.chance(0.1)) return Array.from({ length: 2 + random.int(8) }, () => begin(false))
      return [own.size > 0 && random.chance(0.4) ? move(random.pick([...own.values()])) : begin(random.chance(0.2))]
    },
    learn: ({ answer, path, body }) => {
      const { recordId, version, state } = answer as SavedRecord
      const [plain, sent] = [path.startsWith('/api/records'), body as { studentIds?: string[]; classIds?: string[] }]
      if (state === 'withdrawn') own.delete(recordId)
      else if (own.has(recordId)) own.get(recordId)!.version = version
      else own.set(recordId, { recordId, version, plain, subjectId: (sent.studentIds ?? sent.classIds)![0]! })
    },
  }
}

/** Says of the visits to the own children whether they took place. */
export function guardian(by: Caller, random: Random): Worker {
  return {
    by,
    next: async (url) => {
      const { visits } = await read<AnswerOf<typeof listFamilyVisits>>(url, by, '/api/family/visits')
      const here = visits.filter((one) => one.can.confirm)
      if (here.length === 0) return []
      const visit = random.pick(here)
      const body = { studentId: visit.children[0]!.studentId, answer: random.pick(['true', 'not-true']) }
      return [{ key: crypto.randomUUID(), by, path: `/api/visits/${visit.recordId}/confirmation`, body, action: 'confirmation.say', table: 'confirmation' }]
    },
    learn: () => undefined,
  }
}

/** Looks at the figures of the district, and draws children for a leader. */
export function officer(by: Caller, random: Random, leaderPostId: string): Worker {
  const pages = ['/api/coverage/matters/home-visit', '/api/plan/local-values', '/api/assignments']
  return {
    by,
    next: async (url) => {
      if (random.chance(0.6)) return await read(url, by, random.pick(pages)), []
      const body = { postId: leaderPostId, days: 1 + random.int(30) }
      return [{ key: crypto.randomUUID(), by, path: '/api/assignments/draw', body, action: 'assignment.draw', table: 'assignment' }]
    },
    learn: () => undefined,
  }
}

/** A decision of the district after which every figure is counted anew. */
export const decide = (by: Caller, value: number): Write => ({
  key: crypto.randomUUID(), by, path: '/api/plan/local-values', action: 'local-value.set', table: 'local_value',
  body: { doc: 'shanxi-2023-3', key: 'school-leaders-visits', value },
})
