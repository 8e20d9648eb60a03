import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { prepareHome, type Home } from './home.ts'
import { initialise } from './initialise.ts'
import { holdLock } from './lock.ts'
import { freePort, launch, retirePredecessor, shutDown, type Launch } from './postmaster.ts'
import { explain } from './refusals.ts'

export interface EmbeddedOptions {
  /** The program's data folder; made when missing. */
  readonly dataDir: string
  readonly log: (line: string) => void
  /** Server settings, for example `fsync=off`. */
  readonly flags?: readonly string[]
}

export interface Embedded {
  /** Connection string of the superuser `postgres`. */
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/**
 * Runs a real PostgreSQL in the data folder and holds that folder for this program. When PostgreSQL dies it is
 * started again on the same port. Throws a Refusal: already-running, disk-full, no-postgres, no-account,
 * data-not-ours, postgres-version or postgres-failed.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  try {
    return await start(options)
  } catch (error) {
    throw explain(options.dataDir, error)
  }
}

async function start({ dataDir, log, flags = [] }: EmbeddedOptions): Promise<Embedded> {
  const account = postgresAccount()
  const home = prepareHome(dataDir, account, log)
  const release = holdLock(home.lock)
  try {
    const binaries = findBinaries(account, log)
    initialise(home, binaries, account)
    await retirePredecessor(home.cluster, log)
    const port = await freePort()
    const stopServer = await supervise({ binaries, cluster: home.cluster, account, flags, log }, port)
    return { url: urlOf(home, port), port, stop: async () => { await stopServer(); release() } }
  } catch (error) {
    release()
    throw error
  }
}

const urlOf = (home: Home, port: number) =>
  `postgres://postgres:${readFileSync(home.secret, 'utf8')}@127.0.0.1:${port}/postgres`

/** Keeps PostgreSQL running on its port until the returned function is called. */
async function supervise(spec: Launch, port: number): Promise<() => Promise<void>> {
  let stopping = false
  let starting: Promise<ChildProcess> = launch(spec, port)
  const watch = (child: ChildProcess) => {
    child.once('exit', () => {
      if (stopping) return
      spec.log('PostgreSQL 意外结束，正在重新启动')
      starting = relaunch()
      starting.then(watch, () => undefined)
    })
  }
  const relaunch = async (): Promise<ChildProcess> => {
    for (;;) {
      try {
        return await launch(spec, port)
      } catch (error) {
        if (stopping) throw error
        spec.log(explain(spec.cluster, error).say)
        await sleep(2_000)
      }
    }
  }
  watch(await starting)
  return async () => {
    stopping = true
    await starting.then(shutDown, () => undefined)
  }
}
