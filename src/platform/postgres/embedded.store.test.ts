import { spawn, execFileSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from './embedded.ts'

const root = mkdtempSync(join(tmpdir(), '同心 data '))
const quiet = () => undefined

/** A program that owns a cluster and prints its address: the part that is killed. */
const PROGRAM = `
  const { startEmbedded } = await import(process.argv[1])
  const server = await startEmbedded({ dataDir: process.argv[2], log() {} })
  console.log(server.url)
  process.on('SIGTERM', () => server.stop())
`

async function runProgram(dataDir: string): Promise<{ program: ChildProcess; url: string }> {
  const module = join(process.cwd(), 'dist/server/platform/postgres/embedded.js')
  const program = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, module, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve) => program.stdout!.once('data', (text) => { resolve(String(text).trim()) }))
  return { program, url }
}

async function end(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(program, 'exit')
  program.kill(signal)
  await gone
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const postmasterPid = (dataDir: string) => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

beforeAll(() => {
  // mkdtemp makes the folder private; the database account of root must be able to enter it.
  execFileSync('chmod', ['755', root])
  execFileSync(process.execPath, ['scripts/boot.mjs', 'build', 'server'], { stdio: 'ignore' })
}, 120_000)
afterAll(() => { rmSync(root, { recursive: true, force: true }) })

describe('embedded PostgreSQL', () => {
  it('keeps an acknowledged row when program and database are killed at once', { timeout: 60_000 }, async () => {
    const dataDir = join(root, 'killed')
    const { program, url } = await runProgram(dataDir)
    // A killed process leaves the system's cache behind; a power cut does not. What is acknowledged must be on the disk itself.
    const settings = await query(url, `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by 1`)
    expect(settings.map((one) => one['setting'])).toEqual(['on', 'on', 'on'])
    await query(url, `create table kept (name text)`)
    await query(url, `insert into kept values ('王老师甲')`)
    process.kill(postmasterPid(dataDir), 'SIGKILL')
    await end(program, 'SIGKILL')
    const again = await startEmbedded({ dataDir, log: quiet })
    expect(await query(again.url, 'select name from kept')).toEqual([{ name: '王老师甲' }])
    await again.stop()
  })

  it('takes over when only the program was killed', { timeout: 60_000 }, async () => {
    const dataDir = join(root, 'orphan')
    const { program, url } = await runProgram(dataDir)
    await query(url, `create table kept as select 1 as one`)
    await end(program, 'SIGKILL')
    const again = await startEmbedded({ dataDir, log: quiet })
    expect(await query(again.url, 'select one from kept')).toEqual([{ one: 1 }])
    await again.stop()
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
  })

  it('comes back by itself, on the same port, when the database alone dies', { timeout: 60_000 }, async () => {
    const dataDir = join(root, 'alone')
    const server = await startEmbedded({ dataDir, log: quiet })
    const first = postmasterPid(dataDir)
    process.kill(first, 'SIGKILL')
    await expect.poll(() => postmasterPid(dataDir), { timeout: 20_000 }).not.toBe(first)
    await expect.poll(() => query(server.url, 'select 1 as one').catch(() => 'down'), { timeout: 20_000, interval: 100 }).toEqual([{ one: 1 }])
    await server.stop()
  })

  it('refuses a second program on the same folder and says what to do', { timeout: 60_000 }, async () => {
    const dataDir = join(root, 'twice')
    const { program } = await runProgram(dataDir)
    await expect(startEmbedded({ dataDir, log: quiet })).rejects.toMatchObject({ code: 'already-running', say: expect.stringContaining('TONGXIN_DATA') })
    await end(program, 'SIGTERM')
    const next = await startEmbedded({ dataDir, log: quiet })
    await next.stop()
  })

  it('is not misled by numbers that other processes bear now', { timeout: 60_000 }, async () => {
    const dataDir = join(root, 'stale')
    const first = await startEmbedded({ dataDir, log: quiet })
    await first.stop()
    writeFileSync(join(dataDir, 'tongxin.lock'), `${process.pid}\nborn at another time\n`)
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${dataDir}/postgres\n0\n1\n\n127.0.0.1\n0\nready\n`)
    const again = await startEmbedded({ dataDir, log: quiet })
    expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  it('takes away what programs left behind that were killed on their first way', { timeout: 60_000 }, async () => {
    const dataDir = join(root, 'rubbish')
    mkdirSync(join(dataDir, 'postgres.new-999999'), { recursive: true })
    for (const name of ['postgres.new-999999.password', 'tongxin.lock.999999', 'tongxin.lock.stale-999999']) writeFileSync(join(dataDir, name), '')
    const server = await startEmbedded({ dataDir, log: quiet })
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.secret', 'tongxin.lock'])
    await server.stop()
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.secret'])
  })

  it('knows Chinese letters and sorts by code point', { timeout: 60_000 }, async () => {
    const server = await startEmbedded({ dataDir: join(root, 'locale'), log: quiet })
    const [row] = await query(server.url, `select current_setting('server_encoding') as encoding, '同心' ~ '^\\w+$' as letters, 'B' < 'a' as plain`)
    expect(row).toEqual({ encoding: 'UTF8', letters: true, plain: true })
    await server.stop()
  })

  it('refuses a cluster of another major version', async () => {
    const dataDir = join(root, 'older')
    mkdirSync(join(dataDir, 'postgres'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '9\n')
    await expect(startEmbedded({ dataDir, log: quiet })).rejects.toMatchObject({ code: 'postgres-version' })
  })
})
