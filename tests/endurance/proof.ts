import pg from 'pg'
import { findRunning } from '#platform/postgres/attach'
import type { Write } from './crowd.ts'

/** Reads the tables as the superuser: what is said over HTTP is compared with what is kept. */
export async function openTables(dataDir: string): Promise<pg.Client> {
  const address = findRunning(dataDir)
  if (address === undefined) throw new Error(`no program holds ${dataDir}`)
  const client = new pg.Client({ connectionString: address.replace(/\/postgres$/, '/tongxin') })
  // A test that ends PostgreSQL ends this connection too.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const COUNTED = ['record', 'confirmation', 'assignment', 'local_value'] as const
export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>

export async function countRows(tables: pg.Client): Promise<Counts> {
  const { rows: [counts] } = await tables.query<Counts>(`select ${COUNTED.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`)
  return counts!
}

/** Which of these submits have been committed. */
export async function committedOf(tables: pg.Client, writes: readonly Write[]): Promise<Set<string>> {
  const { rows } = await tables.query<{ key: string }>('select key from idempotency where key = any($1)', [writes.map(({ key }) => key)])
  return new Set(rows.map(({ key }) => key))
}

/** Traces of submits that must have left none. */
export async function findTraces(tables: pg.Client, writes: readonly Write[]): Promise<string[]> {
  const kept = await committedOf(tables, writes)
  const marks = await versionsBy(tables, writes)
  return writes.flatMap(({ key, mark, path }) => (kept.has(key) || (mark !== undefined && marks.has(mark)) ? [`${path} ${key}: was not saved and is there`] : []))
}

/** Every acknowledged submit: there, with its content, exactly once, and with its row in the audit. Answers what is amiss. */
export async function findLosses(tables: pg.Client, writes: readonly Write[], before: Counts): Promise<string[]> {
  return [
    ...await wrongAnswers(tables, writes), ...await wrongVersions(tables, writes), ...await wrongRecords(tables, writes),
    ...await wrongWords(tables, writes), ...await wrongAudit(tables, writes), ...wrongCounts(await countRows(tables), writes, before),
  ]
}

const objectOf = ({ answer }: Write): string => String(answer!['recordId'] ?? answer!['id'])

/** The answer kept for repetitions is the one that was given. */
async function wrongAnswers(tables: pg.Client, writes: readonly Write[]): Promise<string[]> {
  const { rows } = await tables.query<{ key: string; answer: unknown }>('select key, answer from idempotency where key = any($1)', [writes.map(({ key }) => key)])
  const kept = new Map(rows.map(({ key, answer }) => [key, sorted(answer as object)]))
  return writes.flatMap(({ key, path, answer }) => (kept.get(key) === sorted(answer!) ? [] : [`${path} ${key}: kept answer ${kept.get(key)}, given ${sorted(answer!)}`]))
}

const sorted = (value: object): string => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))

interface Version { readonly mark: string; readonly record_id: string; readonly version: number; readonly subject_id: string; readonly day: string; readonly mode: string | null }

async function versionsBy(tables: pg.Client, writes: readonly Write[]): Promise<Map<string, Version[]>> {
  const { rows } = await tables.query<Version>(`
    select * from (
      select case when v.withdrawn then s.reason else coalesce(s.fields ->> 'note', v.fields ->> 'topic') end as mark,
        v.record_id, v.version, s.subject_id, v.happened_on::text as day, v.fields ->> 'mode' as mode
      from record_version v join record_subject s using (region_id, record_id, version)) x
    where mark = any($1)`, [writes.flatMap(({ mark }) => mark ?? [])])
  const found = new Map<string, Version[]>()
  for (const row of rows) found.set(row.mark, [...found.get(row.mark) ?? [], row])
  return found
}

/** The version that an answer names bears the words of the submit, and no other version of any record does. */
async function wrongVersions(tables: pg.Client, writes: readonly Write[]): Promise<string[]> {
  const found = await versionsBy(tables, writes)
  return writes.filter(({ mark }) => mark !== undefined).flatMap(({ mark, answer, body, path }) => {
    const [one, ...more] = found.get(mark!) ?? []
    const said = body as { happenedOn?: string; mode?: string; studentIds?: string[]; classIds?: string[] }
    const subject = (said.studentIds ?? said.classIds)?.[0]
    const same = one !== undefined && one.record_id === answer!['recordId'] && one.version === answer!['version']
      && (said.happenedOn === undefined || (one.day === said.happenedOn && one.subject_id === subject && one.mode === (said.mode ?? null)))
    return same && more.length === 0 ? [] : [`${path} ${mark}: answered ${JSON.stringify(answer)}, there is ${JSON.stringify(found.get(mark!))}`]
  })
}

/** Each record stands at the last version that was acknowledged. */
async function wrongRecords(tables: pg.Client, writes: readonly Write[]): Promise<string[]> {
  const last = new Map<string, Write>()
  for (const write of writes.filter(({ table }) => table === 'record')) {
    const known = last.get(objectOf(write))
    if (known === undefined || Number(known.answer!['version']) < Number(write.answer!['version'])) last.set(objectOf(write), write)
  }
  const { rows } = await tables.query<{ id: string; version: number; state: string }>('select id, version, state from record where id = any($1)', [[...last.keys()]])
  const kept = new Map(rows.map(({ id, version, state }) => [id, `${version} ${state}`]))
  return [...last].flatMap(([id, { answer }]) => {
    const said = `${String(answer!['version'])} ${String(answer!['state'])}`
    return kept.get(id) === said ? [] : [`record ${id}: acknowledged ${said}, there is ${kept.get(id)}`]
  })
}

/** The words of guardians, the drawn visits and the decisions. */
async function wrongWords(tables: pg.Client, writes: readonly Write[]): Promise<string[]> {
  const of = (table: Write['table']) => writes.filter((one) => one.table === table)
  const said = tally(of('confirmation').map(({ by, answer }) => `${String(answer!['recordId'])} ${String(answer!['studentId'])} ${by.capacity.personId} ${String(answer!['answer'])}`))
  const { rows: words } = await tables.query<{ word: string }>(`
    select concat_ws(' ', record_id, student_id, person_id, answer) as word from confirmation where person_id = any($1)`, [[...new Set(of('confirmation').map(({ by }) => by.capacity.personId))]])
  const { rows: drawn } = await tables.query<{ word: string }>(`select concat_ws(' ', id, valid_from, valid_to) as word from assignment where id = any($1)`, [of('assignment').map(objectOf)])
  const { rows: decided } = await tables.query<{ word: string }>(`select concat_ws(' ', id, key, value) as word from local_value where id = any($1)`, [of('local_value').map(objectOf)])
  const promised = of('assignment').map(({ answer }) => `${String(answer!['id'])} ${String(answer!['from'])} ${String(answer!['to'])}`)
  const values = of('local_value').map((one) => `${objectOf(one)} ${(one.body as { key: string }).key} ${(one.body as { value: number }).value}`)
  return [...unlike(said, tally(words.map(({ word }) => word))), ...unlike(tally([...promised, ...values]), tally([...drawn, ...decided].map(({ word }) => word)))]
}

async function wrongAudit(tables: pg.Client, writes: readonly Write[]): Promise<string[]> {
  const { rows } = await tables.query<{ entry: string }>(`
    select concat_ws(' ', action, object_id, person_id) as entry from audit
    where action = any($1) and object_id = any($2)`, [[...new Set(writes.map(({ action }) => action))], [...new Set(writes.map(objectOf))]])
  return unlike(tally(writes.map((one) => `${one.action} ${objectOf(one)} ${one.by.capacity.personId}`)), tally(rows.map(({ entry }) => entry)))
}

/** A submit that nobody made would be found here, and so would one made twice. */
function wrongCounts(now: Counts, writes: readonly Write[], before: Counts): string[] {
  return COUNTED.flatMap((table) => {
    const made = writes.filter((one) => one.table === table && (table !== 'record' || one.action === 'record.record')).length
    return now[table] === before[table] + made ? [] : [`${table}: ${before[table]} rows before, ${made} acknowledged, now ${now[table]}`]
  })
}

function tally(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

const unlike = (said: ReadonlyMap<string, number>, kept: ReadonlyMap<string, number>): string[] =>
  [...new Set([...said.keys(), ...kept.keys()])].filter((word) => said.get(word) !== kept.get(word))
    .map((word) => `${word}: acknowledged ${said.get(word) ?? 0} times, there ${kept.get(word) ?? 0} times`)
