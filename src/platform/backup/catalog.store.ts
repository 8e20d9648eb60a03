import pg from 'pg'
import { ROLES } from '#platform/db/roles'
import { LEFT_OUT } from './manifest.ts'

export interface Table { readonly name: string; readonly columns: readonly string[] }

/** Values look alike on every server, whatever its settings. For this transaction only. */
export const READ_ALIKE = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0; set local lock_timeout = 0`

/** The tables to carry, from the catalog: a table that a migration brings is never forgotten. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relowner = $1::regrole
    group by c.relname order by c.relname`, [ROLES.owner])
  return rows.filter(({ name }) => !LEFT_OUT.has(name))
}

/**
 * What a backup could not carry as it is. The owner is under row policies like everybody: without one that shows everything it
 * would copy a part and call it the whole. Numbers that the database counts out are not used here, so none are carried.
 */
export async function listUncarried(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relowner = $1::regrole
      and (c.relkind in ('S', 'p', 'm', 'f') or c.relkind = 'r' and c.relrowsecurity and (
        not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
          and $1::regrole = any (p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true')
        or exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive
          and (0 = any (p.polroles) or $1::regrole = any (p.polroles)))))
    order by 1`, [ROLES.owner])
  return rows.map((row) => row.name)
}

export const copyList = ({ name, columns }: Table): string =>
  `public.${pg.escapeIdentifier(name)} (${columns.map(pg.escapeIdentifier).join(', ')})`
