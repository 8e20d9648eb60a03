import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import { inChunks } from '../units/dated.store.ts'

export interface NewPerson {
  readonly id: Uuid
  readonly kind: 'staff' | 'guardian'
  readonly name: string
  readonly createdAt: Date
}

export const insertPeople = (tx: Tx, regionId: number, people: readonly NewPerson[]): Promise<void> =>
  inChunks(people, (chunk) => tx.insertInto('person').values(chunk.map((p) => ({
    region_id: regionId, id: p.id, kind: p.kind, name: p.name, created_at: p.createdAt,
  }))).execute())

/** Staff of the jurisdiction, or the person in scope. */
export async function findPersonName(tx: Tx, regionId: number, personId: Uuid): Promise<string | undefined> {
  const row = await tx.selectFrom('person').select('name').where('region_id', '=', regionId).where('id', '=', personId).executeTakeFirst()
  return row?.name
}
