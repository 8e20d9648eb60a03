import path from 'node:path'
import { Worker, type Transferable } from 'node:worker_threads'
import { Refusal } from '#kernel/errors'
import { PROGRAM_ROOT } from '#platform/config/root'
import type { Said } from './serve-worker.ts'
import { tooHeavy, workersBusy } from './workbook.refusals.ts'

export interface WorkerSpec {
  /** A `*.worker.js` that calls `serveWorker`, below `dist/server`. */
  readonly file: string
  /** Copied, except what stands in `transfer`, which is gone for the caller. */
  readonly data: unknown
  readonly transfer?: readonly Transferable[]
  /** Time from its start, not from its place in the queue; memory of its heap. */
  readonly limits: { readonly seconds: number; readonly megabytes: number }
  readonly onProgress?: (news: unknown) => void
  readonly signal?: AbortSignal
}

const SERVER = path.join(PROGRAM_ROOT, 'dist/server')
/** One after the other: two files that grow at the same time would need twice the memory, and each takes seconds. */
const WAITING = 20
const LOOK_EVERY_MS = 50
/** Beside its heap a worker needs its code, the youngest objects and the buffers that it unpacks into. */
const BESIDE_HEAP = 96
const MEGABYTE = 1024 * 1024

let isRunning = false
const queue: (() => void)[] = []

/**
 * The answer of a worker that runs alone and under limits. A refusal in it is thrown here as a refusal. Throws
 * `workbook-too-heavy` when it takes more time or memory than it may or ends without an answer, `workers-busy` when too many
 * wait, the reason of `signal` when that aborts, and an ordinary error for a mistake in the worker's code.
 */
export async function runInWorker<T>(spec: WorkerSpec): Promise<T> {
  spec.signal?.throwIfAborted()
  if (isRunning) await turn(spec.signal)
  isRunning = true
  try {
    return await answerOf<T>(spec)
  } finally {
    const next = queue.shift()
    if (next === undefined) isRunning = false
    else next()
  }
}

function turn(signal: AbortSignal | undefined): Promise<void> {
  if (queue.length >= WAITING) throw workersBusy()
  return new Promise((resolve, reject) => {
    const leave = () => {
      queue.splice(queue.indexOf(enter), 1)
      reject(signal!.reason as Error)
    }
    const enter = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    queue.push(enter)
    signal?.addEventListener('abort', leave, { once: true })
  })
}

async function answerOf<T>(spec: WorkerSpec): Promise<T> {
  const outside = memoryOutside()
  const worker = new Worker(path.resolve(SERVER, spec.file), {
    workerData: spec.data, transferList: [...(spec.transfer ?? [])], execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: spec.limits.megabytes, maxYoungGenerationSizeMb: 32 },
  })
  const watches: (() => void)[] = []
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.on('message', (said: Said) => {
        if ('news' in said) tell(spec, said.news, reject)
        else if ('answer' in said) resolve(said.answer as T)
        else reject('refusal' in said ? new Refusal(said.refusal) : new Error(said.mistake))
      })
      worker.on('error', (error) => reject(isOutOfMemory(error) ? tooHeavy() : error))
      worker.on('exit', () => reject(tooHeavy()))
      watches.push(
        after(spec.limits.seconds, () => reject(tooHeavy())),
        every(() => { if (memoryOutside() - outside > (spec.limits.megabytes + BESIDE_HEAP) * MEGABYTE) reject(tooHeavy()) }),
        onAbort(spec.signal, reject),
      )
    })
  } finally {
    for (const stop of watches) stop()
    await worker.terminate()
  }
}

function tell(spec: WorkerSpec, news: unknown, reject: (reason: unknown) => void): void {
  try {
    spec.onProgress?.(news)
  } catch (error) {
    reject(error)
  }
}

/** What the process holds beyond the heap and the buffers of this thread: Node 20 has no other look at a worker's buffers. */
function memoryOutside(): number {
  const { rss, heapTotal, external } = process.memoryUsage()
  return rss - heapTotal - external
}

const isOutOfMemory = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

function after(seconds: number, run: () => void): () => void {
  const timer = setTimeout(run, seconds * 1_000)
  return () => clearTimeout(timer)
}

function every(run: () => void): () => void {
  const timer = setInterval(run, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}

function onAbort(signal: AbortSignal | undefined, reject: (reason: unknown) => void): () => void {
  const stop = () => reject(signal!.reason)
  signal?.addEventListener('abort', stop, { once: true })
  return () => signal?.removeEventListener('abort', stop)
}
