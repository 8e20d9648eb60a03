import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import type { Uuid } from '#kernel/ids'
import type { DB } from './rows.generated.ts'

/** A database handle inside one transaction with its scope set. */
export type Tx = Kysely<DB>

/**
 * What a transaction may see. Row policies compare columns with exactly these values; everything that is
 * not named here is invisible, and without a scope every statement on a jurisdiction's table fails.
 */
export interface Scope {
  readonly region: number
  readonly person: Uuid
  readonly schools: readonly Uuid[]
  readonly classes: readonly Uuid[]
  readonly students: readonly Uuid[]
}

/** Nobody in particular: sees the jurisdiction's public rows and no child. */
export const NOBODY: Uuid = '00000000-0000-0000-0000-000000000000'

export const regionScope = (region: number): Scope => ({ region, person: NOBODY, schools: [], classes: [], students: [] })

/** `SET LOCAL` with quoted literals: bind parameters and set_config() do not reach the shards of Citus. */
export function setScope(scope: Scope): string {
  const set = (name: string, value: string) => `set local app.${name} = ${pg.escapeLiteral(value)}`
  const ids = (list: readonly Uuid[]) => `{${list.join(',')}}`
  return [
    set('region', String(scope.region)), set('person', scope.person), set('schools', ids(scope.schools)),
    set('classes', ids(scope.classes)), set('students', ids(scope.students)),
  ].join('; ')
}

/** Changes the scope of a running transaction: once from links to capacity, and around a step of the program itself. */
export async function changeScope(tx: Tx, scope: Scope): Promise<void> {
  await sql.raw(setScope(scope)).execute(tx)
}
