import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Desk } from '#platform/access/desk'
import { insertChanges, type Change, type ChangeKind } from './batch.store.ts'
import { places } from '../seals.service.ts'

/** What the acceptance of children and of staff have in common: steps that can be watched and stopped, and notes for undoing. */
export interface Writing {
  readonly act: Act
  readonly schoolId: Uuid
  readonly batchId: Uuid
  /** From when arrivals, moves and posts hold unless a row or what stands there says later. */
  readonly effectiveOn: SchoolDate
  readonly notes: Notes
  /** In pieces; stops between two of them when the person has. */
  inPieces<T>(doing: string, things: readonly T[], work: (piece: T[]) => Promise<unknown>): Promise<void>
}

const PIECE = 500

export function beginWriting(act: Act, of: { schoolId: Uuid; batchId: Uuid; effectiveOn: SchoolDate }, desk: Pick<Desk, 'tell' | 'signal'>): Writing {
  return {
    act, ...of, notes: new Notes(act, of.batchId),
    inPieces: async (doing, things, work) => {
      for (let at = 0; at < things.length; at += PIECE) {
        desk.signal.throwIfAborted()
        desk.tell({ doing, done: at, total: things.length })
        await work(things.slice(at, at + PIECE))
        await new Promise(setImmediate)
      }
    },
  }
}

/** The same writing in a wider scope. */
export const inScopeOf = (writing: Writing, act: Act): Writing => ({ ...writing, act })

/** What the batch changes, in the order in which it is noted. */
export class Notes {
  readonly changes: Change[] = []
  readonly #act: Pick<Act, 'vault' | 'now'>
  readonly #batchId: Uuid

  constructor(act: Pick<Act, 'vault' | 'now'>, batchId: Uuid) {
    this.#act = act
    this.#batchId = batchId
  }

  newId = (): Uuid => newId(this.#act.now.getTime())

  /** `before` is what must be put back, `state` what the batch leaves (see `image.store.ts`). */
  note(kind: ChangeKind, objectId: Uuid, { before, state }: { before?: unknown; state?: string | undefined } = {}): void {
    const seq = this.changes.length + 1
    const { vault } = this.#act
    this.changes.push({
      seq, kind, objectId,
      before: before === undefined ? null : vault.seal(places.before(this.#batchId, seq), JSON.stringify(before)),
      after: state === undefined ? null : stateMark(this.#act, state),
    })
  }
}

export const stateMark = ({ vault }: Pick<Act, 'vault'>, state: string): Buffer => vault.mark('roster-state', state)

export const openBefore = (act: Pick<Act, 'vault'>, batchId: Uuid, { seq, before }: Change): unknown =>
  (before === null ? undefined : JSON.parse(act.vault.open(places.before(batchId, seq), before)))

export const keepNotes = ({ act, notes, batchId, schoolId, inPieces }: Writing): Promise<void> =>
  inPieces('记下撤销所需', notes.changes, (piece) => insertChanges(act, { batchId, schoolId }, piece))
