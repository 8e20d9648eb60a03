import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PROGRAM_ROOT } from '#platform/config/root'
import { freePort } from '#platform/postgres/postmaster'
import { FIELD_KEY, MOMENT } from './moment.ts'

export interface Running {
  readonly port: number
  /** From the start of the process to the first answer that it is ready, in milliseconds. */
  readonly readyAfter: number
  stop(): Promise<void>
}

/** The built program as its own process on this database, at the moment of the generated data. `TONGXIN_BENCH_NODE` adds options of Node, as `--cpu-prof`. */
export function startProgramOn(adminUrl: string): Promise<Running> {
  const options = process.env['TONGXIN_BENCH_NODE']?.split(' ') ?? []
  return startNode([...options, join(PROGRAM_ROOT, 'dist/server/cli/tongxin.js'), 'start', '--at', MOMENT], { DATABASE_URL: adminUrl, TONGXIN_KEY: FIELD_KEY }, '/readyz')
}

/** The least that a server on this machine could do: Node's own HTTP, the driver, one row. */
export const startFloor = (url: string): Promise<Running> =>
  startNode([join(PROGRAM_ROOT, 'dist/bench/floor.js')], { BENCH_FLOOR_URL: url }, '/')

async function startNode(args: readonly string[], env: Readonly<Record<string, string>>, path: string): Promise<Running> {
  const [port, since] = [await freePort(), Date.now()]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), ...env }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text) => { said = (said + String(text)).slice(-4_000) })
  while (!await fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.ok, () => false)) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}:\n${said}`)
    await sleep(20)
  }
  return { port, readyAfter: Date.now() - since, stop: () => end(child) }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
