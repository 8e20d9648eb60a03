/** The only source of time on the server, so that a test or a demonstration can set it. */
export interface Clock { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** Runs on from a given instant at the speed of the system's clock. */
export function clockFrom(start: Date): Clock {
  const offset = start.getTime() - Date.now()
  return { now: () => new Date(Date.now() + offset) }
}
