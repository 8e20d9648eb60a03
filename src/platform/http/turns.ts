/** Runs at most `places` pieces of work at a time, in the order of asking. Whoever waits leaves when `signal` aborts. */
export function createTurns(places: number): <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T> {
  let running = 0
  const queue: (() => void)[] = []
  const turn = (signal: AbortSignal) => new Promise<void>((resolve, reject) => {
    const leave = () => {
      queue.splice(queue.indexOf(enter), 1)
      reject(signal.reason as Error)
    }
    const enter = () => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    queue.push(enter)
    signal.addEventListener('abort', leave, { once: true })
  })
  return async (signal, work) => {
    signal.throwIfAborted()
    if (running < places) running++
    else await turn(signal)
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
