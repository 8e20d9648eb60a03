import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { findReadable } from './reading.service.ts'
import type { RecordFacts } from './record.contract.ts'
import { factsOf } from './record.rules.ts'
import { findKind } from './record.service.ts'

/** The version of a record that holds, without texts and with the subjects that the capacity may know; undefined without any. */
export async function findFacts(act: Act, recordId: Uuid): Promise<RecordFacts | undefined> {
  const [record] = await findReadable(act, [recordId])
  if (record === undefined) return undefined
  // A record may be older than the adoption of its kind; the kind of today then says which of its words are options.
  const kind = await findKind(act, record.kind, record.happenedOn) ?? await findKind(act, record.kind, act.today)
  return factsOf(record, kind ?? { fields: [] })
}
