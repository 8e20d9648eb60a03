import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryCluster } from '#testing/temporary'
import { MUTATIONS } from './mutations.ts'

/** A proof that no mistake can fail proves nothing: each planted one must be met by the random proof, soon and told by the oracle. */
const ROOT = join(import.meta.dirname, '../..')
const PROOF = 'src/modules/compliance/proof/proof.store.test.ts'
/** Each seed was found by running; where the random stories have changed since, more cases find the mistake again. */
const CASES = 200
/** A run of all tests plants every third of them; MUTATIONS=all plants every one. */
const PLANTED = process.env['MUTATIONS'] === 'all' ? MUTATIONS : MUTATIONS.filter((_, at) => at % 3 === 0)
/** So many without any mistake. */
const UNTOUCHED = 60

interface Run { readonly passed: boolean; readonly said: string }
type Cluster = Awaited<ReturnType<typeof temporaryCluster>>

const folder = mkdtempSync(join(tmpdir(), 'tongxin-mutations-'))
/** Two at a time, each with a cluster of its own that its runs share one after the other. */
let clusters: Cluster[] = []
const results = new Map<string, Run>()

async function runProof({ url }: Cluster, { name, seed, cases }: { name?: string; seed: number; cases: number }): Promise<Run> {
  const report = join(folder, `${name ?? 'untouched'}.json`)
  const env = {
    ...process.env, TEST_DATABASE_URL: url, PROOF_CASES: String(cases), PROOF_SEED: String(seed), ...(name === undefined ? {} : { PROOF_MUTATION: name }),
  }
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project=database', '--reporter=json', `--outputFile=${report}`, PROOF, '-t', 'as an oracle tells']
  await new Promise<void>((resolve) => { execFile(process.execPath, args, { cwd: ROOT, env }, () => { resolve() }) })
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: { message: string; assertionResults: { status: string; failureMessages: string[] }[] }[] }
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failure = tests.find(({ status }) => status === 'failed')
  const passed = failure === undefined && tests.some(({ status }) => status === 'passed')
  return { passed, said: failure?.failureMessages.join('\n') ?? testResults.map(({ message }) => message).join('\n') }
}

async function runAll(cluster: Cluster, waiting: (typeof MUTATIONS)[number][]): Promise<void> {
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    results.set(one.name, await runProof(cluster, { ...one, cases: CASES }))
  }
}

beforeAll(async () => {
  clusters = await Promise.all([temporaryCluster(), temporaryCluster()])
  const waiting = [...PLANTED]
  await Promise.all(clusters.map((cluster) => runAll(cluster, waiting)))
}, 600_000)
afterAll(async () => {
  await Promise.all(clusters.map((one) => one.stop()))
  rmSync(folder, { recursive: true, force: true })
})

test.each(MUTATIONS)('what $name changes stands once in $file', ({ file, find, replace }) => {
  expect(readFileSync(join(ROOT, file), 'utf8').split(find)).toHaveLength(2)
  expect(replace).not.toBe(find)
})

test('the proof passes while nothing is planted', async () => {
  expect(await runProof(clusters[0]!, { seed: 1, cases: UNTOUCHED })).toEqual({ passed: true, said: '' })
})

describe('the proof notices that', () => {
  test.each(PLANTED)('$why ($name)', ({ name }) => {
    const { passed, said } = results.get(name)!
    expect(passed, said).toBe(false)
    expect(said).toMatch(/^AssertionError: seed \d+, (counted anew|record by record), \d{4}-\d\d-\d\d: /)
    expect(said).toMatch(/stored (undefined|\d+\/\d+), oracle (undefined|\d+\/\d+)/)
  })
})
