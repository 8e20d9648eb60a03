import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#kernel/errors'

/** What a worker says to `runInWorker`. A class does not survive the way between threads, so a refusal travels as its parts. */
export type Said =
  | { readonly news: unknown }
  | { readonly answer: unknown }
  | { readonly refusal: ConstructorParameters<typeof Refusal>[0] }
  | { readonly mistake: string }

/** The worker's side of `runInWorker`: one piece of work on the `data` of its spec; `tell` reaches `onProgress`. */
export function serveWorker<Data>(work: (data: Data, tell: (news: unknown) => void) => Promise<unknown>): void {
  const say = (said: Said) => parentPort!.postMessage(said)
  const run = async () => say({ answer: await work(workerData as Data, (news) => say({ news })) })
  run().catch((error: unknown) => say(error instanceof Refusal ? { refusal: partsOf(error) } : { mistake: textOf(error) }))
}

const partsOf = ({ code, status, say, fields }: Refusal) => ({ code, status, say, fields: { ...fields } })
const textOf = (error: unknown) => (error instanceof Error ? error.stack ?? error.message : String(error))
