-- A list of a class is written to the audit once, for the class; guardians of its children find it there.
create index on audit (region_id, class_id, at) where student_id is null;

-- Retention --------------------------------------------------------------------------------------------------------
-- The sender alone sees an answer, so the sweeper needs a function; the scope names the jurisdiction.
create function idempotency_sweep(p_before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from idempotency where region_id = current_setting('app.region')::int and created_at < p_before
$$;
revoke all on function idempotency_sweep(timestamptz) from public;
grant execute on function idempotency_sweep(timestamptz) to tongxin_app;

-- Accounts ---------------------------------------------------------------------------------------------------------
-- A new password ends what was open under the old one, and a lock with it.
create or replace function account_activate(p_activation_hash text, p_password_hash text, p_now timestamptz) returns text
language sql security definer set search_path = public, pg_temp as $$
  with activated as (
    update identity set password_hash = p_password_hash, activation_hash = null, activation_expires = null, failed_count = 0, locked_until = null
    where activation_hash = p_activation_hash and activation_expires > p_now and disabled_at is null returning id, login),
  ended as (delete from session where identity_id in (select id from activated))
  select login from activated
$$;

-- Words about a child lie in the child's row: why a record was withdrawn or corrected may name it.
alter table record_subject add column reason text;
update record_subject s set reason = v.reason from record_version v
  where v.region_id = s.region_id and v.record_id = s.record_id and v.version = s.version and v.reason is not null;
alter table record_version drop column reason;
comment on table record_subject is 'personal data: what was learnt about a child, and why its record was withdrawn. Purpose: guidance of the child. Retention: per kind. Erase: fields and reason emptied. A class can be a subject; then student_id is null. school_id and class_id say where the child sits now, class_then where it sat on the day.';

-- Ten devices at once are enough for one person (GB/T 22239-2019 8.1.4.1 b); the oldest session gives way.
create or replace function session_open(p_token_hash text, p_identity uuid, p_now timestamptz, p_expires timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where token_hash in (
    select token_hash from session where identity_id = p_identity order by created_at desc, token_hash offset 9);
  insert into session (token_hash, identity_id, created_at, seen_at, expires_at) values (p_token_hash, p_identity, p_now, p_now, p_expires)
$$;
