import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import { changeScope, regionScope, type Tx } from '#platform/db/scope'
import { insertAppointments, insertPeople, insertPosts, insertUnits } from '#modules/org/index'

export interface Jurisdiction {
  readonly level: 'province' | 'city' | 'district'
  readonly code: string
  readonly name: string
  readonly reportsTo?: number
  readonly demo?: boolean
}

const demoAndReal = () => new Refusal({
  code: 'demo-and-real', status: 400,
  say: '演示数据的账号和口令是公开的，不能与真实的管辖区装在一起。请换一个 TONGXIN_DATA 目录（或另一个数据库）再执行。',
})

/** A new jurisdiction under a number that was never used; later statements of the transaction are in its scope. Owner only. */
export async function foundJurisdiction(tx: Tx, regionId: number, { now, today, spec }: { now: Date; today: SchoolDate; spec: Jurisdiction }): Promise<void> {
  await changeScope(tx, regionScope(regionId))
  const demo = spec.demo ?? false
  const other = await tx.selectFrom('jurisdiction').select('region_id').where('demo', '<>', demo).limit(1).executeTakeFirst()
  if (other !== undefined) throw demoAndReal()
  await tx.insertInto('jurisdiction').values({
    region_id: regionId, level: spec.level, reports_to: spec.reportsTo ?? null, demo, created_at: now,
  }).execute()
  await tx.insertInto('jurisdiction_name').values({ region_id: regionId, valid_from: today, code: spec.code, name: spec.name }).execute()
}

export async function nextRegionId(tx: Tx): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(region_id), 0) + 1 as next from jurisdiction`.execute(tx)
  return rows[0]!.next
}

/** The bureau's unit with its first security administrator. */
export async function foundBureau(tx: Tx, regionId: number, spec: { name: string; admin: string; now: Date; today: SchoolDate }): Promise<{ personId: Uuid }> {
  const [unitId, postId, personId] = [newId(), newId(), newId()]
  const validFrom = spec.today
  await insertUnits(tx, regionId, [{ id: unitId, kind: 'bureau', name: spec.name, stages: [], street: null, validFrom }])
  await insertPeople(tx, regionId, [{ id: personId, kind: 'staff', name: spec.admin, createdAt: spec.now }])
  await insertPosts(tx, regionId, [{ id: postId, unitId, kind: 'security_admin', classId: null, subject: null, validFrom }])
  await insertAppointments(tx, regionId, [{ id: newId(), postId, personId, validFrom }])
  return { personId }
}
