import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Layout, Remembered, RosterKind } from './row.contract.ts'
import type { Shape } from './shape.rules.ts'

/** Uploaded workbooks, sealed, and how each school reads its own. */

export interface RosterFile {
  readonly id: Uuid
  readonly kind: RosterKind
  readonly name: string
  readonly hash: string
  readonly sealed: Buffer
  readonly layout: Layout | null
}

export const insertFile = (act: Act, file: Omit<RosterFile, 'layout'> & { readonly schoolId: Uuid }) => act.tx.insertInto('roster_file').values({
  region_id: act.regionId, id: file.id, school_id: file.schoolId, kind: file.kind, name: file.name, hash: file.hash, sealed: file.sealed,
  uploaded_at: act.now, uploaded_by: act.scope.person,
}).execute()

/** Several people and windows at once; whoever sends more has no use for the first. */
const WAITING = 20

export const deleteOldest = (act: Act, schoolId: Uuid) => sql`
  delete from roster_file where region_id = ${act.regionId} and school_id = ${schoolId} and id in (
    select id from roster_file where region_id = ${act.regionId} and school_id = ${schoolId} order by uploaded_at desc, id desc offset ${WAITING})`.execute(act.tx)

const files = (act: Act, schoolId: Uuid) => act.tx.selectFrom('roster_file').where('region_id', '=', act.regionId).where('school_id', '=', schoolId)

export const findFile = (act: Act, schoolId: Uuid, fileId: Uuid): Promise<RosterFile | undefined> => files(act, schoolId)
  .select(['id', 'kind', 'name', 'hash', 'sealed', 'layout']).where('id', '=', fileId).executeTakeFirst() as Promise<RosterFile | undefined>

export const setFileLayout = (act: Act, fileId: Uuid, layout: Layout) => act.tx.updateTable('roster_file').set({ layout: JSON.stringify(layout) })
  .where('region_id', '=', act.regionId).where('id', '=', fileId).execute()

/** Answers whether there was one. */
export async function deleteFile(act: Act, schoolId: Uuid, fileId: Uuid): Promise<boolean> {
  const gone = await act.tx.deleteFrom('roster_file')
    .where('region_id', '=', act.regionId).where('school_id', '=', schoolId).where('id', '=', fileId).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** What is kept of how a school reads its workbook: its choices, and the shape in which it gets its roster back. */
export interface KeptLayout {
  readonly remembered: Remembered
  readonly shape: Shape
}
export const findLayout = async (act: Act, schoolId: Uuid, kind: RosterKind): Promise<KeptLayout | undefined> =>
  (await act.tx.selectFrom('roster_layout').select('columns').where('region_id', '=', act.regionId)
    .where('school_id', '=', schoolId).where('kind', '=', kind).executeTakeFirst())?.columns as KeptLayout | undefined

export async function keepLayout(act: Act, { schoolId, kind, layout }: { schoolId: Uuid; kind: RosterKind; layout: KeptLayout }): Promise<void> {
  const set = { columns: JSON.stringify(layout), set_at: act.now }
  await act.tx.insertInto('roster_layout').values({ region_id: act.regionId, school_id: schoolId, kind, ...set })
    .onConflict((known) => known.columns(['region_id', 'school_id', 'kind']).doUpdateSet(set)).execute()
}
