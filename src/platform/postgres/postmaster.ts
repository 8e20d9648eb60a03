import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { postgresEnv } from './initialise.ts'
import { commandOf } from './running.ts'

export interface Launch {
  readonly binaries: Binaries
  readonly cluster: string
  readonly account: Account | undefined
  readonly flags: readonly string[]
  readonly log: (line: string) => void
}

/** Backends of a killed postmaster need a moment to notice; the port may be taken between asking and using. */
const PASSING = /shared memory block|still in use|could not bind|Address already in use/
const ATTEMPTS = 60

/**
 * After a crash PostgreSQL first brings all it had written to the disk. One call for the file system took 0.05–0.07 s where
 * one for each of 1,400 files took 0.5–3.8 s, and the start has six.
 */
const afterCrash = process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : []

/** Starts PostgreSQL and waits until it accepts connections. */
export async function launch(spec: Launch, port: number): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchOnce(spec, port)
    } catch (error) {
      if (attempt >= ATTEMPTS || !PASSING.test(String(error))) throw error
      await sleep(250)
    }
  }
}

async function launchOnce(spec: Launch, port: number): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_checkpoints=off', ...afterCrash, ...spec.flags]
  // Detached: Ctrl-C reaches the whole process group, and PostgreSQL must outlive the draining of requests.
  const child = spawn(spec.binaries.postgres, ['-D', spec.cluster, '-p', String(port), ...settings.flatMap((s) => ['-c', s])], {
    env: postgresEnv(), cwd: spec.cluster, detached: true, stdio: ['ignore', 'ignore', 'pipe'], ...spec.account,
  })
  // From the first moment: it may be recovering for a while when this program is killed.
  if (child.pid !== undefined) child.once('exit', guard(child.pid, spec.cluster))
  await ready(child, spec.log)
  return child
}

function ready(child: ChildProcess, log: (line: string) => void): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-8_000)
      for (const line of text.trimEnd().split('\n')) log(line)
      if (said.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('close', (code) => { reject(new Error(`postgres ${code}\n${said}`)) })
  })
}

/**
 * Stops PostgreSQL when this program is gone, however it went: the pipe breaks and the shell goes on. It checks
 * the pid file first, because the number may belong to somebody else by then. Answers how to end the guard itself.
 */
function guard(pid: number, cluster: string): () => void {
  if (process.platform === 'win32') return () => undefined
  const script = 'cat >/dev/null; [ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ] && kill -INT "$1"'
  const shell = spawn('/bin/sh', ['-c', script, 'tongxin-guard', String(pid), join(cluster, 'postmaster.pid')], {
    stdio: ['pipe', 'ignore', 'ignore'], detached: true,
  })
  shell.unref()
  const pipe = shell.stdin as unknown as { unref(): void }
  pipe.unref()
  // Its whole group: the shell, and the `cat` that it waits for.
  return () => { endBy(-shell.pid!, 'SIGKILL') }
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. */
export async function shutDown(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGINT')
  await gone
}

/**
 * After kill -9 of this program its PostgreSQL may still run, or be shutting down by its guard. It is ended and
 * started anew, so there is one way only to own a running PostgreSQL. A pid file of a process that is
 * not ours is removed: PostgreSQL itself would refuse to start when the number was reused.
 */
export async function retirePredecessor(cluster: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  const ours = () => commandOf(pid)?.includes(`-D ${cluster}`) === true
  if (ours()) {
    log(`上次运行留下的 PostgreSQL（进程 ${pid}）正在结束`)
    for (endBy(pid, 'SIGINT'); ours();) await sleep(20)
  }
  rmSync(pidFile, { force: true })
}

/** Whoever is gone already needs no signal. */
function endBy(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A free port on the loopback; another process could take it in between, which `launch` tries again. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
