import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { freePort } from '#platform/postgres/postmaster'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the running program, without a slash at the end. */
    programUrl: string
  }
}

const READY_WITHIN = 120_000

/** Builds and starts the real program with demo data of its own, once for all journeys. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ['scripts/boot.mjs', 'build'], { stdio: 'inherit' })
  const dataDir = mkdtempSync(join(tmpdir(), 'tongxin-journeys-'))
  // PostgreSQL runs as another account when this one is root, and has to enter.
  chmodSync(dataDir, 0o755)
  const port = await freePort()
  const program = spawn(process.execPath, ['dist/server/cli/tongxin.js', 'start', '--demo'], {
    env: { ...process.env, TONGXIN_DATA: dataDir, HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  const programUrl = `http://127.0.0.1:${port}`
  await ready(program, programUrl)
  project.provide('programUrl', programUrl)
  return async () => {
    const gone = once(program, 'exit')
    program.kill('SIGTERM')
    await gone
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function ready(program: ChildProcess, url: string): Promise<void> {
  let said = ''
  for (const stream of [program.stdout!, program.stderr!]) stream.on('data', (text) => { said = (said + String(text)).slice(-4_000) })
  for (const until = Date.now() + READY_WITHIN; Date.now() < until; await sleep(100)) {
    if (program.exitCode !== null) throw new Error(`the program ended with ${program.exitCode}:\n${said}`)
    if (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) return
  }
  program.kill('SIGKILL')
  throw new Error(`the program was not ready within ${READY_WITHIN / 1000} s:\n${said}`)
}
