import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { sayStaff } from '../../posts/holder.service.ts'
import { findBatch, findBatches, type Batch } from './batch.store.ts'
import { schoolOf } from '../reading/reading.service.ts'
import type { BatchView } from '../roster.contract.ts'

const viewOf = (batch: Batch, names: ReadonlyMap<Uuid, string>): BatchView => ({
  id: batch.id, kind: batch.kind, name: batch.fileName, effectiveOn: batch.effectiveOn, acceptedAt: batch.acceptedAt.toISOString(),
  acceptedBy: names.get(batch.acceptedBy) ?? '原工作人员', counts: batch.counts, undoneAt: batch.undoneAt?.toISOString() ?? null,
})

export const viewOfBatch = async (act: Act, batch: Batch): Promise<BatchView> => viewOf(batch, await sayStaff(act, [batch.acceptedBy]))

/** Throws 404 for a batch of another school. */
export async function getBatch(act: Act, batchId: Uuid): Promise<Batch> {
  const batch = await findBatch(act, schoolOf(act), batchId)
  if (batch === undefined) throw notFound('导入记录')
  return batch
}

export const getBatchView = async (act: Act, batchId: Uuid): Promise<BatchView> => viewOfBatch(act, await getBatch(act, batchId))

export async function listBatches(act: Act): Promise<BatchView[]> {
  const batches = await findBatches(act, schoolOf(act))
  const names = await sayStaff(act, [...new Set(batches.map((one) => one.acceptedBy))])
  return batches.map((batch) => viewOf(batch, names))
}
