import type { Tx } from './scope.ts'

const running = new WeakMap<Tx, Promise<unknown>[]>()

/** What a transaction sent and nobody waited for. */
interface Sent {
  add(statement: Promise<unknown>): void
  /** Waits for all answers; throws the first failure. */
  done(): Promise<void>
  /** The first failure that is no consequence of another: after one, every statement of the transaction fails. */
  cause(): Promise<unknown>
}

const isAfterwards = (why: unknown): boolean => (why as { code?: string }).code === '25P02'

/** Begins to collect for the transaction that begins now on this handle. */
export function collect(tx: Tx): Sent {
  const sent: Promise<unknown>[] = []
  running.set(tx, sent)
  return {
    add: (statement) => { keep(sent, statement) },
    done: async () => { await Promise.all(sent) },
    cause: async () => (await Promise.allSettled(sent)).flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])).find((why) => !isAfterwards(why)),
  }
}

/**
 * For a statement whose answer nobody needs: it is on its way, and the commit waits for it. The server works in the order of
 * sending, so whatever is asked afterwards sees what it did. Of a handle without a running transaction it waits at once.
 */
export async function later(tx: Tx, statement: Promise<unknown>): Promise<void> {
  const sent = running.get(tx)
  if (sent === undefined) await statement
  else keep(sent, statement)
}

function keep(sent: Promise<unknown>[], statement: Promise<unknown>): void {
  statement.catch(() => undefined)
  sent.push(statement)
}
