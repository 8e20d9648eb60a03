import { Refusal } from '#kernel/errors'
import type { Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'

const otherKey = (spec: { known: string; mine: string; place: string }) => new Refusal({
  code: 'field-key-other', status: 500,
  say: `数据库里的证件号和电话由编号 ${spec.known} 的密钥封存，而 ${spec.place} 里是编号 ${spec.mine} 的密钥，已停止。请把原来的密钥放回 ${spec.place} 再试。`,
})

/** Notes the key of a new database, and refuses any other from then on: several machines must seal with the same one. */
export async function holdToKey(owner: Database, key: { id: string; place: string }, now: Date): Promise<void> {
  const known = await owner.inScope(regionScope(0), async (tx) => {
    await tx.insertInto('installation_key').values({ key_id: key.id, noted_at: now }).onConflict((found) => found.doNothing()).execute()
    return (await tx.selectFrom('installation_key').select('key_id').executeTakeFirstOrThrow()).key_id
  })
  if (known !== key.id) throw otherKey({ known, mine: key.id, place: key.place })
}
