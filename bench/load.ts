import { performance } from 'node:perf_hooks'

/** One figure of one round. Times in milliseconds. */
export interface Sample { readonly perSecond: number; readonly p50: number; readonly p95: number }

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

export const median = (values: readonly number[]): number => quantile([...values].sort((a, b) => a - b), 0.5)

export interface Load { readonly clients: number; readonly seconds: number }

/** `clients` that each send the next request when the last one is answered. `one(n, client)` throws when an answer is not the wished one. */
export async function press({ clients, seconds }: Load, one: (n: number, client: number) => Promise<void>): Promise<Sample> {
  const times: number[] = []
  let next = 0
  const since = performance.now()
  const until = since + seconds * 1_000
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    while (performance.now() < until) {
      const began = performance.now()
      await one(next++, client)
      times.push(performance.now() - began)
    }
  }))
  const took = performance.now() - since
  times.sort((a, b) => a - b)
  return { perSecond: times.length / took * 1_000, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}
