import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, expect, test } from 'vitest'
import { PROGRAM_ROOT } from '#platform/config/root'
import { HOSTILE } from './hostile.factory.ts'
import { runInWorker, type WorkerSpec } from './run-worker.ts'
import { makeWorkbook } from './workbook.factory.ts'

const MEGABYTE = 1024 * 1024
const folder = mkdtempSync(path.join(tmpdir(), 'tongxin-worker-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const built = (file: string) => JSON.stringify(new URL(`file://${path.join(PROGRAM_ROOT, 'dist/server', file)}`))

/** A worker with this code: `data` is what it was given, `tell` is heard. */
function workerOf(code: string): string {
  const file = path.join(folder, `${crypto.randomUUID()}.worker.mjs`)
  writeFileSync(file, `
    import { Refusal } from ${built('kernel/errors.js')}
    import { serveWorker } from ${built('platform/workbook/serve-worker.js')}
    import { readWorkbook } from ${built('platform/workbook/read.js')}
    import { WORKBOOK_LIMITS } from ${built('platform/workbook/limits.js')}
    serveWorker(async (data, tell) => { ${code} })`)
  return file
}

const run = (code: string, spec: Partial<WorkerSpec> = {}) =>
  runInWorker<unknown>({ file: workerOf(code), data: null, limits: { seconds: 20, megabytes: 128 }, ...spec })

test('the answer and the news come back', async () => {
  const news: unknown[] = []
  const answer = run('tell(1); tell({ two: 2 }); return data.map((n) => n * 2)', { data: [1, 2], onProgress: (one) => news.push(one) })
  await expect(answer).resolves.toEqual([2, 4])
  expect(news).toEqual([1, { two: 2 }])
})

test('a refusal is a refusal here too, a mistake an error', async () => {
  await expect(run("throw new Refusal({ code: 'no', status: 422, say: '不行。请换。', fields: { a: 'b' } })"))
    .rejects.toMatchObject({ name: 'Refusal', code: 'no', status: 422, say: '不行。请换。', fields: { a: 'b' } })
  await expect(run('nothing.there')).rejects.toThrow(/nothing is not defined/)
  await expect(run('return () => 1')).rejects.toThrow(/could not be cloned/)
  const careless = () => { throw new Error('in the caller') }
  await expect(run('tell(1); return 1', { onProgress: careless })).rejects.toThrow('in the caller')
})

test.each([
  ['time', 'for (;;) {}', { seconds: 0.5, megabytes: 128 }],
  ['heap', 'const all = []; for (;;) all.push({ a: [all.length] })', { seconds: 20, megabytes: 32 }],
  ['memory beside the heap', `const all = []; for (;;) all.push(Buffer.alloc(${MEGABYTE}, 1))`, { seconds: 20, megabytes: 64 }],
  ['its own end', 'process.exit(3)', { seconds: 20, megabytes: 64 }],
])('too much of %s is refused', async (_, code, limits) => {
  await expect(run(code, { limits })).rejects.toMatchObject({ name: 'Refusal', code: 'workbook-too-heavy' })
})

test('it can be stopped, while it runs and while it waits', async () => {
  const stop = new AbortController()
  const leave = new AbortController()
  const running = run('for (;;) tell(1)', { signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) })
  const waiting = run('return 1', { signal: leave.signal })
  leave.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
  await expect(running).rejects.toThrow('stopped')
  await expect(run('return 1', { signal: stop.signal })).rejects.toThrow('stopped')
  await expect(run('return 2')).resolves.toBe(2)
})

test('they run one after the other in the order in which they came, and not too many wait', async () => {
  const order: unknown[] = []
  const file = workerOf("tell('begin'); await new Promise((go) => setTimeout(go, 5)); tell('end'); return 1")
  const all = Array.from({ length: 23 }, (_, data) => runInWorker({
    file, data, limits: { seconds: 20, megabytes: 64 }, onProgress: (news) => order.push([data, news]),
  }).catch((error: { code: string }) => error.code))
  expect((await Promise.all(all)).slice(-3)).toEqual([1, 'workers-busy', 'workers-busy'])
  expect(order).toEqual(Array.from({ length: 21 }, (_, data) => [[data, 'begin'], [data, 'end']]).flat())
}, 30_000)

const READ = 'const { sheets } = await readWorkbook(data, WORKBOOK_LIMITS, tell); return sheets.map(({ rows }) => rows.length)'

test('hostile files are refused in time, and the process does not swell', async () => {
  const peak = watchMemory()
  const worst = ['a bomb of 600 MB', 'a bomb that declares as much as it may', '1,000,001 cells', 'fifty sheets in one part', 'an endless text']
  for (const name of worst) {
    const [code, make] = HOSTILE[name]!
    await expect(run(READ, { data: new Uint8Array(make()), limits: { seconds: 15, megabytes: 200 } })).rejects.toMatchObject({ code })
  }
  expect(peak()).toBeLessThan(300 * MEGABYTE)
}, 60_000)

test('20,000 rows of 20 columns are read in a worker while this thread stays free', async () => {
  const row = (i: number) => Array.from({ length: 20 }, (_, column) => (column % 2 === 0 ? `张同学${i}-${column}` : i * 20 + column))
  const data = new Uint8Array(makeWorkbook([{ name: '全校', rows: Array.from({ length: 20_000 }, (_, i) => row(i)) }]))
  const peak = watchMemory()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await expect(run(READ, { data, limits: { seconds: 20, megabytes: 200 } })).resolves.toEqual([20_000])
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(1_000)
  expect(peak()).toBeLessThan(300 * MEGABYTE)
}, 60_000)

/** Answers by how much the process grew at most since it was asked. */
function watchMemory(): () => number {
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()) }, 20)
  return () => {
    clearInterval(timer)
    return most - before
  }
}
