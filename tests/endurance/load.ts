import { setTimeout as sleep } from 'node:timers/promises'
import { send, type Journal, type Worker, type Write } from './crowd.ts'

/** Sends one submit and enters into the journal what came of it; false when nobody knows. */
export async function submit(url: string, write: Write, to: { journal: Journal; worker?: Worker }): Promise<boolean> {
  const { journal, worker } = to
  journal.open.add(write)
  const answer = await askOnce(url, write)
  if (answer === undefined) return false
  journal.open.delete(write)
  if (answer.ok) {
    write.answer = answer.body
    journal.answered.push(write)
    worker?.learn(write)
  } else journal.refused.push({ write, code: String(answer.body['code']) })
  return true
}

interface Answer { readonly ok: boolean; readonly body: Readonly<Record<string, unknown>> }

/** Undefined when the answer was lost, or is 503: then too the submit may have been committed. */
async function askOnce(url: string, write: Write): Promise<Answer | undefined> {
  const answer = await send(url, write).catch(() => undefined)
  if (answer === undefined || answer.status === 503) return undefined
  if (answer.status >= 500) throw new Error(`${write.path}: ${answer.status} ${await answer.text()}`)
  const body = await answer.json().catch(() => undefined) as Answer['body'] | undefined
  return body && { ok: answer.ok, body }
}

/** Everybody works at once until told to rest. Whoever loses an answer waits for `settle`, as a phone keeps an entry. */
export function setToWork(url: string, workers: readonly Worker[], journal: Journal): { rest(): Promise<void> } {
  let resting = false
  const shift = async (worker: Worker) => {
    while (!resting) {
      const write = await worker.next(url).catch(() => 'failed' as const)
      if (write === 'failed') await sleep(50)
      else if (write === undefined) journal.reads++
      else if (!await submit(url, write, { journal, worker })) return
    }
  }
  const shifts = Promise.all(workers.map(shift))
  // Looked at in rest(); a failure before that must not end the run without a word.
  shifts.catch(() => undefined)
  return { rest: async () => { resting = true; await shifts } }
}

/** Repeats what was sent and not answered, with the same keys. */
export async function settle(url: string, workers: readonly Worker[], journal: Journal): Promise<void> {
  for (const write of journal.open) {
    const worker = workers.find(({ by }) => by === write.by)
    if (!await submit(url, write, { journal, ...(worker && { worker }) })) throw new Error(`${write.path}: no answer to the repetition`)
  }
}
