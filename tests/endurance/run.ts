import { availableParallelism, loadavg } from 'node:os'
import { expect } from 'vitest'
import { tongxin, type Installation } from '../journeys/running.ts'

/** How many times to kill, and the chance behind every moment: `node scripts/boot.mjs crash --kills 100 --seed 7`. */
export const KILLS = Number(process.env['TONGXIN_KILLS'] || 3)
export const SEED = Number(process.env['TONGXIN_SEED'] || Date.now() % 1_000_000)

/** From the start of the process to the first good `/readyz`, in milliseconds, also after a crash. */
export const START_WITHIN = 6_000

/** How many processes want to work, over the last minute. The test itself comes to 3 on two cores. */
export const load = (): number => Number(loadavg()[0]!.toFixed(1))

/** From this load on a machine is busy with other work, and how long a start takes there says nothing about the program. */
export const BUSY = 3 * availableParallelism()

/** The program's own judgement of its figures and of its audit, as an operator asks for it beside the running server. */
export async function proveByCommands(installation: Installation): Promise<void> {
  for (const name of ['coverage verify', 'audit verify']) {
    const { code, out, err } = await tongxin([...name.split(' '), '--json'], installation)
    expect({ name, code, said: code === 0 ? '' : out + err }).toEqual({ name, code: 0, said: '' })
    for (const report of JSON.parse(out) as object[]) {
      expect(report).toMatchObject(name === 'audit verify' ? { damage: [] } : { differences: [], waiting: 0 })
    }
  }
}
