import pg from 'pg'
import { rebuildAfterPlanChange } from '#modules/compliance/index'
import { clockFrom } from '#platform/clock/clock'
import { openDatabase } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { asAdmin, type Jurisdiction } from './cluster.ts'
import { press, type Sample } from './load.ts'
import { MOMENT, REGION } from './moment.ts'
import { send, type People, type Person } from './people.ts'
import { readyPgbench, type Pgbench } from './pgbench.ts'
import { startFloor, startProgramOn } from './program.ts'
import { captureVisits, freshScript, replayAtOnce, replayInSteps, type Script } from './statements.ts'
import { offlineVisits, otherRecords, visitPlan } from './visiting.ts'

/** One thing to measure in every round. `beside` names what it stands beside. */
export interface Measure {
  readonly what: string
  readonly clients: number
  readonly beside?: readonly string[]
  take(seconds: number): Promise<Sample>
}

export interface Bench {
  readonly measures: readonly Measure[]
  readonly notes: readonly string[]
  close(): Promise<void>
}

/** The port of the running program, and what stands beside it. */
export interface Tools { readonly port: number; readonly pgbench: Pgbench | undefined }

const CLIENTS = [1, 8] as const
const IN_STEPS = 'its statements, bare driver'
const BY_PGBENCH = 'its statements, pgbench'
const idle = async () => undefined

/** One visit through the program, and the same statements in a loop of the driver alone and, where there is one, of pgbench. */
export async function visits(at: Jurisdiction, people: People, { port, pgbench }: Tools): Promise<Bench> {
  const next = visitPlan(people.teachers)
  const { scripts, options } = await captureVisits(at, people.teachers)
  const raw = pgbench && await readyPgbench(at, pgbench, { scripts, options })
  const [stepping, pipelined] = await Promise.all([connect(at, { pipeline: false, options }), connect(at, { pipeline: true, options })])
  const record = async () => {
    const { person, body } = next()
    await send(port, { method: 'POST', path: '/api/visits', person, body, key: crypto.randomUUID() })
  }
  return {
    measures: CLIENTS.flatMap((many): Measure[] => [
      { what: 'record a visit', clients: many, beside: [IN_STEPS, ...(raw ? [BY_PGBENCH] : [])], take: (seconds) => press({ clients: many, seconds }, record) },
      { what: IN_STEPS, clients: many, take: (seconds) => pressRaw({ clients: stepping.slice(0, many), scripts, replay: replayInSteps }, seconds) },
      { what: 'its statements at once, bare driver', clients: many, beside: [IN_STEPS], take: (seconds) => pressRaw({ clients: pipelined.slice(0, many), scripts, replay: replayAtOnce }, seconds) },
      ...(raw ? [{ what: BY_PGBENCH, clients: many, beside: [IN_STEPS], take: (seconds: number) => raw.take({ clients: many, seconds }) }] : []),
    ]),
    notes: [`One visit sends ${lengthsOf(scripts)} statements to the database.`],
    close: async () => {
      raw?.close()
      await Promise.all([...stepping, ...pipelined].map((client) => client.end()))
    },
  }
}

const connect = (at: Jurisdiction, settings: pg.ClientConfig): Promise<pg.Client[]> => Promise.all(Array.from({ length: Math.max(...CLIENTS) }, async () => {
  const client = new pg.Client({ connectionString: at.urls.appUrl, ...settings })
  await client.connect()
  return client
}))

const lengthsOf = (scripts: readonly Script[]): string => {
  const counts = scripts.map((script) => script.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? String(least) : `${least}–${most}`
}

/** Scripts ready for one second of one client, so that making them is not measured. */
const READY = 600

interface Raw { readonly clients: readonly pg.Client[]; readonly scripts: readonly Script[]; readonly replay: typeof replayInSteps }

function pressRaw({ clients, scripts, replay }: Raw, seconds: number): Promise<Sample> {
  const ready = Array.from({ length: READY * seconds * Math.min(clients.length, 4) }, (_, n) => freshScript(scripts[n % scripts.length]!))
  return press({ clients: clients.length, seconds }, (n, client) => replay(clients[client]!, ready[n] ?? freshScript(scripts[n % scripts.length]!)))
}

/** The pages from a class up to the district, beside a server that does nothing but read one row. */
export async function pages(at: Jurisdiction, people: People, port: number): Promise<Bench> {
  const floor = await startFloor(at.urls.appUrl)
  const of = (list: readonly Person[]) => (n: number) => list[n % list.length]!
  const [teacher, principal] = [of(people.teachers), of(people.principals)]
  const kinds: readonly { what: string; call: (n: number) => Parameters<typeof send>[1] }[] = [
    { what: 'own page of a head teacher', call: (n) => ({ path: '/api/coverage/mine', person: teacher(n) }) },
    { what: 'class page', call: (n) => ({ path: `/api/coverage/classes/${teacher(n).classId}`, person: teacher(n) }) },
    { what: 'school page', call: (n) => ({ path: '/api/coverage/school-home', person: principal(n) }) },
    { what: 'school, seen by the bureau', call: (n) => ({ path: `/api/coverage/schools/${principal(n).schoolId}`, person: people.officer }) },
    { what: 'district page', call: () => ({ path: '/api/coverage/matters/home-visit', person: people.officer }) },
    { what: 'district, largest matter', call: () => ({ path: '/api/coverage/matters/parent-meeting', person: people.officer }) },
    { what: 'district, all matters', call: () => ({ path: '/api/coverage/matters', person: people.officer }) },
  ]
  return {
    measures: CLIENTS.flatMap((many) => [
      ...kinds.map(({ what, call }) => ({
        what, clients: many, beside: ['one row, bare server'],
        take: (seconds: number) => press({ clients: many, seconds }, async (n) => { await send(port, call(n)) }),
      })),
      { what: 'one row, bare server', clients: many, take: (seconds) => press({ clients: many, seconds }, async () => { await send(floor.port, { path: '/' }) }) },
    ]),
    notes: [], close: () => floor.stop(),
  }
}

/** Records whose form follows from their kind alone, beside a visit of the same minutes. */
export function records(people: People, port: number): Bench {
  const other = otherRecords(people)
  const kinds = [{ what: 'record a class meeting', make: other.meeting }, { what: 'record a station activity', make: other.activity }]
  let sent = 0
  return {
    measures: CLIENTS.flatMap((many) => kinds.map(({ what, make }): Measure => ({
      what, clients: many, beside: ['record a visit'],
      take: (seconds) => press({ clients: many, seconds }, async () => {
        const { person, body } = make(sent++)
        await send(port, { method: 'POST', path: '/api/records', person, body, key: crypto.randomUUID() })
      }),
    }))),
    notes: [], close: idle,
  }
}

const BATCH = 50

/** What a phone kept while it had no network, in one request. */
export function sync(_at: Jurisdiction, people: People, port: number): Promise<Bench> {
  const { teachers } = people
  let sent = 0
  const one = async () => {
    const n = sent++
    const person = teachers[n % teachers.length]!
    const body = { visits: offlineVisits(person, Math.floor(n / teachers.length), BATCH) }
    const answer = await send(port, { method: 'POST', path: '/api/visits/batch', person, body })
    if (answer.includes('"refused"')) throw new Error(`a visit of a list was refused: ${answer}`)
  }
  return Promise.resolve({
    measures: CLIENTS.map((many) => ({
      what: '50 visits in one request', clients: many,
      take: async (seconds: number) => {
        const { perSecond, p50, p95 } = await press({ clients: many, seconds }, one)
        return { perSecond: perSecond * BATCH, p50, p95 }
      },
    })),
    notes: [], close: idle,
  })
}

/** Every figure derived anew from the ledger, beside the plainest sum over the same records. */
export function recount(at: Jurisdiction): Promise<Bench> {
  const rollup = openDatabase(at.urls.rollupUrl, 1)
  const rebuild = rebuildAfterPlanChange(clockFrom(new Date(MOMENT)))
  return Promise.resolve({
    measures: [
      { what: 'full recomputation', clients: 1, beside: ['plain sum by class'], take: () => timed(() => rollup.inScope(regionScope(REGION), (tx) => rebuild(tx, REGION))) },
      { what: 'plain sum by class', clients: 1, take: () => timed(() => asAdmin(at.adminUrl, (admin) => admin.query(PLAIN))) },
    ],
    notes: [], close: () => rollup.close(),
  })
}

/** What any recomputation must read at least: every version with its subjects and actors once, and the roster; of every class and kind, how much was done. */
const PLAIN = `create temp table class_coverage as
  with roster as (select class_id, count(*) as required from enrolment where region_id = ${REGION} and valid_to is null group by class_id)
  select s.class_id, v.kind, roster.required, count(distinct s.subject_id) as done, count(distinct r.id) as records, count(distinct a.post_id) as posts
  from record r
  join record_version v on v.region_id = r.region_id and v.record_id = r.id and v.version = r.version
  join record_subject s on s.region_id = r.region_id and s.record_id = r.id and s.version = r.version
  join record_actor a on a.region_id = r.region_id and a.record_id = r.id and a.version = r.version
  left join roster on roster.class_id = s.class_id
  where r.region_id = ${REGION} and not v.withdrawn group by s.class_id, v.kind, roster.required`

async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const since = performance.now()
  await work()
  const took = performance.now() - since
  return { perSecond: 1_000 / took, p50: took, p95: took }
}

/** From the start of the process to the first good answer, with the database running already. */
export const starting = (at: Jurisdiction): Promise<Bench> => Promise.resolve({
  measures: [{
    what: 'start of the program', clients: 1,
    take: async () => {
      const running = await startProgramOn(at.adminUrl)
      await running.stop()
      return { perSecond: 1_000 / running.readyAfter, p50: running.readyAfter, p95: running.readyAfter }
    },
  }],
  notes: [], close: idle,
})
