import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Random } from '../../src/cli/demo/random.ts'
import { start, type Installation, type Running } from '../journeys/running.ts'
import { killAll, processesOf, signal, until, type Found, type Kind } from './processes.ts'

/** What a blow needs to find its moment. */
export interface Scene {
  readonly installation: Installation
  readonly program: Running
  readonly random: Random
  /** The program's own database, as the superuser. */
  readonly tables: pg.Client
  /** Lets the district decide something, so that every figure is counted anew. */
  decide(): Promise<void>
  /** How many submits are committed and not answered at this moment. */
  committed(): Promise<number>
}

const EVERYTHING: readonly Kind[] = ['program', 'postmaster', 'postgres', 'guard']

/** A moment within the load, in milliseconds. */
const soon = ({ random }: Pick<Scene, 'random'>) => sleep(400 + random.int(1_500))

/** A power cut ends everything at once; whoever is hit first here must make no difference. */
export const killEverything = (dataDir: string, random: Random): Promise<number> => killAll(dataDir, EVERYTHING, (found) => random.shuffle(found))

/** A start that is cut off after that many milliseconds. */
export async function cutStart(args: readonly string[], { installation, random }: Pick<Scene, 'installation' | 'random'>, moment: () => Promise<unknown>): Promise<void> {
  const began = start(args, installation).then(() => undefined, () => undefined)
  await moment()
  await killEverything(installation.dataDir, random)
  await began
}

/** From here on the region's cells are being counted into a new generation. */
const rebuilding = async (tables: pg.Client) => (await tables.query(
  `select from pg_locks where locktype = 'advisory' and classid = 7266010 and mode = 'ExclusiveLock' and granted`)).rowCount !== 0

/** Whether the program is to be started again afterwards, or recovers by itself. */
export type Blow = (scene: Scene) => Promise<'start' | 'wait'>

const someOf = (found: readonly Found[], ...kinds: Kind[]) => found.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => a.pid - b.pid)

/** The next start either comes at once or finds that the guard has ended PostgreSQL. */
async function killProgram({ installation, random }: Scene): Promise<void> {
  await killAll(installation.dataDir, ['program'], (found) => found)
  if (random.chance(0.5)) await until(() => processesOf(installation.dataDir).length === 0, 10_000, 'the end of PostgreSQL without its program')
}

/** By name, in the order in which a run deals them: the first few are what `npm test` has time for. */
export const BLOWS: Readonly<Record<string, Blow>> = {
  'after the commit, before the answer': async (scene) => {
    await soon(scene)
    const { dataDir } = scene.installation
    // The program stands still while PostgreSQL goes on: what it had sent is committed and nobody is told.
    await until(async () => {
      signal(someOf(processesOf(dataDir), 'program'), 'SIGSTOP')
      await sleep(20)
      if (await scene.committed() > 0) return true
      signal(someOf(processesOf(dataDir), 'program'), 'SIGCONT')
      return false
    }, 20_000, 'a commit without an answer')
    await killEverything(dataDir, scene.random)
    return 'start'
  },
  'while it is starting and recovering': async (scene) => {
    await soon(scene)
    await killEverything(scene.installation.dataDir, scene.random)
    for (let times = 1 + scene.random.int(2); times > 0; times--) await cutStart([], scene, () => sleep(scene.random.int(1_500)))
    return 'start'
  },
  'while everything is counted anew': async (scene) => {
    await scene.decide()
    await until(() => rebuilding(scene.tables), 10_000, 'a new generation')
    await sleep(scene.random.int(600))
    await killEverything(scene.installation.dataDir, scene.random)
    return 'start'
  },
  'everything, at any moment': async (scene) => {
    await soon(scene)
    await killEverything(scene.installation.dataDir, scene.random)
    return 'start'
  },
  'all of PostgreSQL, the program lives': async (scene) => {
    await soon(scene)
    signal(scene.random.shuffle(someOf(processesOf(scene.installation.dataDir), 'postmaster', 'postgres')), 'SIGKILL')
    return 'wait'
  },
  'one connection of PostgreSQL': async (scene) => {
    await soon(scene)
    const { rows } = await scene.tables.query<{ pid: number }>(`select pid from pg_stat_activity where usename = 'tongxin_app' and state <> 'idle'`)
    const busy = rows.map(({ pid }): Found => ({ pid, kind: 'postgres' }))
    signal(busy.length > 0 ? [scene.random.pick(busy)] : someOf(processesOf(scene.installation.dataDir), 'postgres').slice(0, 1), 'SIGKILL')
    return 'wait'
  },
  'the postmaster alone': async (scene) => {
    await soon(scene)
    signal(someOf(processesOf(scene.installation.dataDir), 'postmaster'), 'SIGKILL')
    return 'wait'
  },
  'the program alone': async (scene) => {
    await soon(scene)
    await killProgram(scene)
    return 'start'
  },
  'the program alone, while it is starting': async (scene) => {
    await soon(scene)
    await killEverything(scene.installation.dataDir, scene.random)
    const began = start([], scene.installation).then(() => undefined, () => undefined)
    await sleep(scene.random.int(1_500))
    await killProgram(scene)
    await began
    return 'start'
  },
  'program and guard, PostgreSQL is left behind': async (scene) => {
    await soon(scene)
    // The shell of the guard before its `cat`, whose end it waits for.
    signal(someOf(processesOf(scene.installation.dataDir), 'guard'), 'SIGKILL')
    await killAll(scene.installation.dataDir, ['program'], (found) => found)
    return 'start'
  },
}
