import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROGRAM_ROOT } from '#platform/config/root'
import { SETTINGS, startCluster, type Cluster, type Jurisdiction } from './cluster.ts'
import type { Sample } from './load.ts'
import { pages, recount, records, starting, sync, visits, type Bench, type Tools } from './measures.ts'
import { readOptions, type Options, type Part } from './options.ts'
import { findPeople } from './people.ts'
import { findPgbench, type Pgbench } from './pgbench.ts'
import { startProgramOn } from './program.ts'
import { rosterImport, rowsFor } from './roster.ts'
import { sayMachine, tableOf, type Figure } from './report.ts'

/** Prints the table and writes it to `bench/RESULTS.md`, above what was written there by hand. */
export async function main(argv: readonly string[]): Promise<void> {
  const options = readOptions(argv)
  const cluster = await startCluster()
  try {
    const pgbench = findPgbench()
    const outcome = { figures: [] as Figure[], notes: new Set<string>() }
    for (const size of options.sizes) await measureSize(cluster, { size, options, pgbench, outcome })
    const head = `${sayMachine({ postgres: cluster.version, settings: SETTINGS, pgbench: pgbench?.version })}\n- median of ${options.rounds} rounds of ${options.seconds} s, ${new Date().toISOString().slice(0, 10)}`
    const text = [head, tableOf(outcome.figures), [...outcome.notes].join('\n')].filter((part) => part !== '').join('\n\n')
    console.log(`\n${text}\n`)
    if (options.write) write(text)
  } finally {
    await cluster.stop()
  }
}

interface Outcome { readonly figures: Figure[]; readonly notes: Set<string> }
interface Task { readonly size: number; readonly options: Options; readonly pgbench: Pgbench | undefined; readonly outcome: Outcome }

async function measureSize(cluster: Cluster, { size, options, pgbench, outcome }: Task): Promise<void> {
  const at = await cluster.open(size, console.log)
  const running = await startProgramOn(at.adminUrl)
  const benches: Bench[] = []
  try {
    // A roster comes into an empty school: how large the others are makes no difference to it.
    for (const part of options.parts.filter((one) => one !== 'roster' || size === options.sizes[0])) benches.push(...await openPart(part, at, { port: running.port, pgbench }))
    const measures = benches.flatMap((bench) => bench.measures)
    const samples = measures.map((): Sample[] => [])
    for (let round = 1; round <= options.rounds; round++) {
      console.log(`${size} 名学生，第 ${round} / ${options.rounds} 轮`)
      for (const [index, measure] of measures.entries()) samples[index]!.push(await measure.take(options.seconds))
    }
    outcome.figures.push(...measures.map(({ what, clients, beside = [] }, index) => ({ what, size, clients, beside, samples: samples[index]! })))
    for (const note of benches.flatMap((bench) => bench.notes)) outcome.notes.add(note)
  } finally {
    for (const bench of benches) await bench.close()
    await running.stop()
    await at.close()
  }
}

async function openPart(part: Part, at: Jurisdiction, { port, pgbench }: Tools): Promise<Bench[]> {
  const people = await findPeople(at.adminUrl)
  switch (part) {
    case 'visits': return [await visits(at, people, { port, pgbench })]
    case 'records': return [records(people, port)]
    case 'sync': return [await sync(at, people, port)]
    case 'pages': return [await pages(at, people, port)]
    case 'recount': return [await recount(at)]
    case 'roster': return [{ measures: [{ what: `roster of ${rowsFor(at.size).toLocaleString('en-US')} rows`, clients: 1, take: rosterImport(at, port) }], notes: [], close: async () => undefined }]
    case 'start': return [await starting(at)]
  }
}

const RESULTS = join(PROGRAM_ROOT, 'bench/RESULTS.md')
const [BEGIN, END] = ['<!-- measured: written by npm run bench -->', '<!-- end of measured -->']

/** Only what was measured is replaced; the words about it are of people. */
function write(text: string): void {
  const before = readFileSync(RESULTS, 'utf8')
  const [head = '', rest = ''] = before.split(BEGIN)
  writeFileSync(RESULTS, `${head}${BEGIN}\n${text}\n${END}${rest.split(END)[1] ?? '\n'}`)
}
