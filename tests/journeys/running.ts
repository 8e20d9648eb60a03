import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#platform/postgres/postmaster'

/** A Saturday in the twelfth week of a semester: the journeys read the same on every day on which they run. */
export const MOMENT = '2026-11-21T10:00:00+08:00'

export const PROGRAM = 'dist/server/cli/tongxin.js'
const READY_WITHIN = 120_000

/** A data folder that is gone after the run. PostgreSQL runs as another account when this one is root, and has to enter. */
export function dataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'tongxin-journeys-'))
  chmodSync(path, 0o755)
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}

export interface Installation {
  readonly dataDir: string
  /** Over the settings of an ordinary start. */
  readonly env?: Readonly<Record<string, string>>
}

export const settings = ({ dataDir, env }: Installation): NodeJS.ProcessEnv =>
  ({ ...process.env, TONGXIN_DATA: dataDir, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: '', ...env })

export interface Spoken {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs one command of the built program to its end. */
export async function tongxin(args: readonly string[], installation: Installation): Promise<Spoken> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: settings(installation), stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => { said.out += String(text) })
  child.stderr.on('data', (text) => { said.err += String(text) })
  const [code] = await once(child, 'close') as [number | null]
  return { code, ...said }
}

export interface Running {
  /** Without a slash at the end. */
  readonly url: string
  readonly child: ChildProcess
  /** From the start of the process to the first good `/readyz`, in milliseconds. */
  readonly readyAfter: number
  said(): string
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>
}

/** Starts the built program as its own process and waits until it is ready. */
export async function start(args: readonly string[], installation: Installation): Promise<Running> {
  const [port, since] = [await freePort(), Date.now()]
  const env = settings({ ...installation, env: { PORT: String(port), ...installation.env } })
  const child = spawn(process.execPath, [PROGRAM, 'start', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said += String(text) })
  const url = `http://127.0.0.1:${port}`
  while (!await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the program ended with ${child.exitCode ?? child.signalCode}:\n${said}`)
    if (Date.now() - since > READY_WITHIN) {
      child.kill('SIGKILL')
      throw new Error(`the program was not ready within ${READY_WITHIN / 1000} s:\n${said}`)
    }
    await sleep(50)
  }
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    }
    return child.exitCode
  }
  return { url, child, readyAfter: Date.now() - since, said: () => said, stop }
}
