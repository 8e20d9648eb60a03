import type { Act } from './act.ts'

/** How far a long piece of work is; `doing` is Chinese, for the person who waits. */
export interface Progress {
  readonly doing: string
  readonly done: number
  readonly total: number
}

/** Work of several transactions or several seconds, for one person in one capacity: it says how far it is and can be stopped. */
export interface Desk {
  /** One transaction. The capacity is looked up anew; what was stopped meanwhile is not committed. */
  act<T>(work: (act: Act) => Promise<T>): Promise<T>
  tell(progress: Progress): void
  readonly signal: AbortSignal
}
