import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { inChunks } from '../../units/dated.store.ts'
import type { RosterCounts } from '../roster.contract.ts'
import type { RosterKind } from '../row.contract.ts'

/** Batches that a school accepted, and what each changed. */

export interface Batch {
  readonly id: Uuid
  readonly schoolId: Uuid
  readonly kind: RosterKind
  readonly fileName: string
  readonly effectiveOn: SchoolDate
  readonly counts: RosterCounts
  readonly acceptedAt: Date
  readonly acceptedBy: Uuid
  readonly undoneAt: Date | null
}

export const insertBatch = (act: Act, batch: Omit<Batch, 'acceptedAt' | 'acceptedBy' | 'undoneAt'> & { readonly fileHash: string }) =>
  act.tx.insertInto('roster_batch').values({
    region_id: act.regionId, id: batch.id, school_id: batch.schoolId, kind: batch.kind, file_name: batch.fileName, file_hash: batch.fileHash,
    effective_on: batch.effectiveOn, counts: JSON.stringify(batch.counts), accepted_at: act.now, accepted_by: act.scope.person,
  }).execute()

const batches = (act: Act, schoolId: Uuid) => act.tx.selectFrom('roster_batch')
  .select(['id', 'school_id as schoolId', 'kind', 'file_name as fileName', 'effective_on as effectiveOn', 'counts', 'accepted_at as acceptedAt',
    'accepted_by as acceptedBy', 'undone_at as undoneAt'])
  .where('region_id', '=', act.regionId).where('school_id', '=', schoolId)

export const findBatch = (act: Act, schoolId: Uuid, batchId: Uuid): Promise<Batch | undefined> =>
  batches(act, schoolId).where('id', '=', batchId).executeTakeFirst() as Promise<Batch | undefined>

const SHOWN = 200

/** Latest first. */
export const findBatches = (act: Act, schoolId: Uuid): Promise<Batch[]> =>
  batches(act, schoolId).orderBy('accepted_at', 'desc').orderBy('id', 'desc').limit(SHOWN).execute() as Promise<Batch[]>

export const markUndone = (act: Act, batchId: Uuid) => act.tx.updateTable('roster_batch').set({ undone_at: act.now, undone_by: act.scope.person })
  .where('region_id', '=', act.regionId).where('id', '=', batchId).execute()

/** `…new` was not there before and is taken back; `…set` has a before-image. */
export type ChangeKind =
  | 'student.new' | 'student.set' | 'enrolment.new' | 'guardianship.new' | 'class.new' | 'post.new'
  | 'person.new' | 'staff.new' | 'staff.set' | 'appointment.new' | 'appointment.set'

export interface Change {
  readonly seq: number
  readonly kind: ChangeKind
  readonly objectId: Uuid
  readonly before: Buffer | null
  readonly after: Buffer | null
}

export const insertChanges = (act: Act, of: { batchId: Uuid; schoolId: Uuid }, changes: readonly Change[]) =>
  inChunks(changes, (chunk) => act.tx.insertInto('roster_change').values(chunk.map((one) => ({
    region_id: act.regionId, batch_id: of.batchId, seq: one.seq, school_id: of.schoolId, kind: one.kind, object_id: one.objectId,
    before_sealed: one.before, after_mark: one.after,
  }))).execute())

export const findChanges = (act: Act, batchId: Uuid): Promise<Change[]> => act.tx.selectFrom('roster_change')
  .select(['seq', 'kind', 'object_id as objectId', 'before_sealed as before', 'after_mark as after'])
  .where('region_id', '=', act.regionId).where('batch_id', '=', batchId).orderBy('seq').execute() as Promise<Change[]>

/** How many objects of a batch a later one, not undone, has changed again. */
export async function countChangedLater(act: Act, batch: Pick<Batch, 'id' | 'acceptedAt'>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct mine.object_id) as n from roster_change mine
    join roster_change other on other.region_id = ${act.regionId} and other.object_id = mine.object_id and other.batch_id <> mine.batch_id
    join roster_batch b on b.region_id = ${act.regionId} and b.id = other.batch_id and b.undone_at is null and b.accepted_at > ${batch.acceptedAt}
    where mine.region_id = ${act.regionId} and mine.batch_id = ${batch.id}`.execute(act.tx)
  return rows[0]!.n
}

export const takeBack = (act: Act, batchId: Uuid) => sql`select roster_take_back(${batchId}::uuid)`.execute(act.tx)

/** Of the jurisdiction in scope. */
export const sweepRosters = (tx: Act['tx'], before: { files: Date; images: Date }) =>
  sql`select roster_sweep(${before.files}, ${before.images})`.execute(tx)
