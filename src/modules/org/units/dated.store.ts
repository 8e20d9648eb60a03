import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { SchoolDate } from '#kernel/dates'

/** The row of `alias` holds on `date`: its last day, if it has one, belongs to it. */
export const holds = (alias: string, date: SchoolDate): RawBuilder<SqlBool> => {
  const to = sql.ref(`${alias}.valid_to`)
  return sql<SqlBool>`(${sql.ref(`${alias}.valid_from`)} <= ${date} and (${to} is null or ${to} >= ${date}))`
}

const CHUNK = 500

/** Multi-row VALUES of at most 500 rows: INSERT..SELECT does not pass the row policies of Citus. */
export async function inChunks<T>(rows: readonly T[], insert: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) await insert(rows.slice(at, at + CHUNK))
}
