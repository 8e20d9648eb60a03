import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerOf } from '#kernel/route'
import type { recordVisits } from '#modules/ledger/visits/visit.contract'
import { send, sendTogether, type Journal, type Worker, type Write } from './crowd.ts'

interface Desk { readonly journal: Journal; readonly worker?: Worker | undefined }

/** Sends one submit and enters into the journal what came of it; false when nobody knows. */
export async function submit(url: string, write: Write, desk: Desk): Promise<boolean> {
  desk.journal.open.add(write)
  const answer = await askOnce(() => send(url, write))
  if (answer === undefined) return false
  enter(desk, write, answer)
  return true
}

/** As `submit`, for several visits in one request: each is saved or refused by itself. */
async function submitTogether(url: string, writes: readonly Write[], desk: Desk): Promise<boolean> {
  for (const write of writes) desk.journal.open.add(write)
  const answer = await askOnce(() => sendTogether(url, writes))
  if (answer === undefined) return false
  if (!answer.ok) throw new Error(`a list of visits: ${JSON.stringify(answer.body)}`)
  const { outcomes } = answer.body as AnswerOf<typeof recordVisits>
  for (const write of writes) {
    const outcome = outcomes.find(({ key }) => key === write.key)!
    enter(desk, write, outcome.outcome === 'saved' ? { ok: true, body: outcome.saved } : { ok: false, body: outcome.refusal })
  }
  return true
}

function enter({ journal, worker }: Desk, write: Write, answer: Answer): void {
  journal.open.delete(write)
  if (answer.ok) {
    write.answer = answer.body
    journal.answered.push(write)
    worker?.learn(write)
  } else journal.refused.push({ write, code: String(answer.body['code']) })
}

interface Answer { readonly ok: boolean; readonly body: Readonly<Record<string, unknown>> }

/** Undefined when the answer was lost, or is 503: then too the submit may have been committed. */
async function askOnce(ask: () => Promise<Response>): Promise<Answer | undefined> {
  const answer = await ask().catch(() => undefined)
  if (answer === undefined || answer.status === 503) return undefined
  if (answer.status >= 500) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`)
  const body = await answer.json().catch(() => undefined) as Answer['body'] | undefined
  return body && { ok: answer.ok, body }
}

/** Everybody works at once until told to rest. Whoever loses an answer waits for `settle`, as a phone keeps an entry. */
export function setToWork(url: string, workers: readonly Worker[], journal: Journal): { rest(): Promise<void> } {
  let resting = false
  const shift = async (worker: Worker) => {
    while (!resting) {
      const writes = await worker.next(url).catch(() => undefined)
      if (writes === undefined) await sleep(50)
      else if (writes.length === 0) journal.reads++
      else if (!await (writes.length === 1 ? submit(url, writes[0]!, { journal, worker }) : submitTogether(url, writes, { journal, worker }))) return
    }
  }
  const shifts = Promise.all(workers.map(shift))
  // Looked at in rest(); a failure before that must not end the run without a word.
  shifts.catch(() => undefined)
  return { rest: async () => { resting = true; await shifts } }
}

/** Repeats what was sent and not answered, with the same keys; what went together now goes alone. */
export async function settle(url: string, workers: readonly Worker[], journal: Journal): Promise<void> {
  for (const write of journal.open) {
    if (!await submit(url, write, { journal, worker: workers.find(({ by }) => by === write.by) })) throw new Error(`${write.path}: no answer to the repetition`)
  }
}
