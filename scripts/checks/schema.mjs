import { withMigratedDatabase } from '../schema.mjs'

export const title = 'row policies and declarations of personal data'

const REGIONAL = `
  select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced, r.role,
    has_table_privilege(r.role, c.oid, 'select, insert, update, delete') as reaches,
    exists (select from pg_policy p where p.polrelid = c.oid and p.polroles = array[r.role::regrole::oid]) as own,
    exists (select from pg_policy p where p.polrelid = c.oid and 0 = any (p.polroles)) as everybody
  from pg_class c cross join (values ('tongxin_app'), ('tongxin_rollup')) r (role)
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'region_id' and not a.attisdropped)`

const UNDECLARED = `
  select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and coalesce(obj_description(oid, 'pg_class'), '') not like 'personal data:%'`

/** A role reaches a jurisdiction's table only through a policy that names it; every table says what it holds. */
export const run = () => withMigratedDatabase(async (query) => [
  ...(await query(REGIONAL)).flatMap(faultsOf),
  ...(await query(UNDECLARED)).map(({ table }) => `${table}: its comment does not begin with "personal data:"`),
])

function faultsOf({ table, forced, role, reaches, own, everybody }) {
  const faults = []
  if (!forced) faults.push(`${table}: row security is not enabled and forced`)
  if (reaches && !own) faults.push(`${table}: ${role} has rights but no policy of its own`)
  if (everybody) faults.push(`${table}: a policy names no role`)
  return faults
}
