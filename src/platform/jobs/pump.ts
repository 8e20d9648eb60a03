/** A piece of work that repeats while the program runs and can be asked for at once. */
export interface Pump {
  /** Runs soon; many calls before it starts are one run. */
  poke(): void
  stop(): Promise<void>
}

/**
 * Runs `work` every `everyMs` and shortly after each poke, never twice at the same time in this process.
 * A failure is reported and the next round tries again, so `work` must be harmless to repeat.
 */
export function startPump(work: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): Pump {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  const run = (): void => {
    if (stopped) return
    if (running !== undefined) { again = true; return }
    running = work().catch(onError).finally(() => {
      running = undefined
      if (again) { again = false; setImmediate(run) }
    })
  }
  const timer = setInterval(run, everyMs)
  return {
    poke: () => { setImmediate(run) },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
