import type { Tx } from './scope.ts'

const running = new WeakMap<Tx, Promise<unknown>[]>()

/** What a transaction sent and nobody waited for. */
interface Sent {
  /** Waits for all answers; throws the first failure. */
  done(): Promise<void>
  /** The first failure: every statement after it fails only because of it. */
  cause(): Promise<unknown>
}

/** Begins to collect for the transaction that begins now on this handle. */
export function collect(tx: Tx): Sent {
  const sent: Promise<unknown>[] = []
  running.set(tx, sent)
  return {
    done: async () => { await Promise.all(sent) },
    cause: async () => (await Promise.allSettled(sent)).find((one) => one.status === 'rejected')?.reason as unknown,
  }
}

/**
 * For a statement whose answer nobody needs: it is on its way, and the commit waits for it. The server works in the order of
 * sending, so whatever is asked afterwards sees what it did. Of a handle without a running transaction it waits at once.
 */
export async function later(tx: Tx, statement: Promise<unknown>): Promise<void> {
  const sent = running.get(tx)
  if (sent === undefined) await statement
  else {
    statement.catch(() => undefined)
    sent.push(statement)
  }
}
