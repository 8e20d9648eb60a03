-- Records: work, written down once. Words about a child live in the child's row (record_subject) and nowhere else.

create table record (
  region_id int not null references jurisdiction,
  id uuid not null,
  kind text not null,
  unit_id uuid not null,
  version int not null,
  state text not null check (state in ('recorded', 'corrected', 'withdrawn')),
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (region_id, id),
  foreign key (region_id, unit_id) references unit
);
comment on table record is 'personal data: who recorded. Purpose: ledger. Retention: per kind. Holds the number of the valid version.';

create table record_version (
  region_id int not null,
  record_id uuid not null,
  version int not null,
  kind text not null,
  unit_id uuid not null,
  happened_on date not null,
  fields jsonb not null,
  withdrawn boolean not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  capacity text not null,
  primary key (region_id, record_id, version),
  foreign key (region_id, record_id) references record
);
create index on record_version (region_id, unit_id, kind, happened_on);
comment on table record_version is 'personal data: who recorded what and when, nothing about a child. Purpose: ledger. Retention: per kind. Never changed.';

create table record_subject (
  region_id int not null,
  record_id uuid not null,
  version int not null,
  subject_id uuid not null,
  student_id uuid,
  school_id uuid,
  class_id uuid,
  class_then uuid,
  fields jsonb not null,
  reason text,
  primary key (region_id, record_id, version, subject_id),
  foreign key (region_id, record_id, version) references record_version,
  foreign key (region_id, student_id) references student
);
create index on record_subject (region_id, student_id);
create index on record_subject (region_id, class_id);
comment on table record_subject is 'personal data: what was learnt about a child, and why its record was withdrawn. Purpose: guidance of the child. Retention: per kind. Erase: fields and reason emptied. A class can be a subject; then student_id is null. school_id and class_id say where the child sits now, class_then where it sat on the day.';
create statistics record_subject_place (dependencies, ndistinct) on region_id, school_id, class_id, student_id from record_subject;

create table record_actor (
  region_id int not null,
  record_id uuid not null,
  version int not null,
  person_id uuid not null,
  post_id uuid not null,
  post_kind text not null,
  unit_id uuid not null,
  class_id uuid,
  primary key (region_id, record_id, version, post_id),
  foreign key (region_id, record_id, version) references record_version,
  foreign key (region_id, post_id) references post
);
create index on record_actor (region_id, person_id, post_kind);
comment on table record_actor is 'personal data: who did the work and holding which post. Purpose: duties and workload. Retention: per kind.';

create table confirmation (
  region_id int not null,
  id uuid not null,
  record_id uuid not null,
  student_id uuid not null,
  school_id uuid,
  class_id uuid,
  person_id uuid not null,
  answer text not null check (answer in ('true', 'not-true')),
  said_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, record_id) references record,
  foreign key (region_id, student_id) references student
);
create index on confirmation (region_id, record_id, student_id);
create index on confirmation (region_id, class_id);
create index on confirmation (region_id, school_id);
comment on table confirmation is 'personal data: what a guardian says of a visit. Purpose: truth of the ledger. Retention: as the record. The latest word of a person holds.';

create table idempotency (
  region_id int not null references jurisdiction,
  person_id uuid not null,
  key text not null,
  request_hash text not null,
  answer jsonb not null,
  created_at timestamptz not null,
  primary key (region_id, person_id, key)
);
create index on idempotency (region_id, created_at);
comment on table idempotency is 'personal data: the answer to a repeated request. Purpose: a repeated submit is harmless. Retention: 30 days. Visible to its sender only.';

create table outbox (
  region_id int not null references jurisdiction,
  id uuid not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  primary key (region_id, id)
);
create index on outbox (region_id, topic);
comment on table outbox is 'personal data: none, ids only. Purpose: reactions after a transaction. Rows are taken and deleted.';

-- Audit: ids and field names, no contents ------------------------------------------------------------------------

create table audit (
  region_id int not null references jurisdiction,
  id uuid not null,
  at timestamptz not null,
  person_id uuid not null,
  capacity text not null,
  action text not null,
  object_kind text not null,
  object_id text not null,
  student_id uuid,
  school_id uuid,
  class_id uuid,
  fields text[] not null default '{}',
  purpose text,
  request_id text not null,
  primary key (region_id, id)
);
create index on audit (region_id, student_id, at);
-- A list of a class is written to the audit once, for the class; guardians of its children find it there.
create index on audit (region_id, class_id, at) where student_id is null;
create index on audit (region_id, at);
comment on table audit is 'personal data: who did or read what. Purpose: accountability; guardians see who looked. Retention: three years, at least 180 days by law. Insert only.';

create table audit_unsealed (
  region_id int not null,
  audit_id uuid not null,
  primary key (region_id, audit_id)
);
comment on table audit_unsealed is 'personal data: none, ids only. Audit rows that wait for their block.';

create table audit_block (
  region_id int not null references jurisdiction,
  seq int not null,
  previous_hash text not null,
  hash text not null,
  row_ids uuid[] not null,
  row_hashes text[] not null,
  sealed_at timestamptz not null,
  primary key (region_id, seq)
);
comment on table audit_block is 'personal data: none, hashes only. The chain that shows any change of the audit.';

do $$
declare
  t text;
  region constant text := 'region_id = current_setting(''app.region'')::int';
  child constant text := region || ' and (school_id = any (current_setting(''app.schools'')::uuid[])'
    || ' or class_id = any (current_setting(''app.classes'')::uuid[])'
    || ' or student_id = any (current_setting(''app.students'')::uuid[]))';
  by_me constant text := ' and %I = current_setting(''app.person'')::uuid';
  own constant text := region || format(by_me, 'person_id');
begin
  foreach t in array array['record', 'record_version', 'record_subject', 'record_actor', 'confirmation', 'idempotency', 'outbox',
    'audit', 'audit_unsealed', 'audit_block'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy owner_migrates on %I to tongxin_owner using (true) with check (true)', t);
  end loop;
  foreach t in array array['record', 'record_version', 'record_subject', 'record_actor', 'outbox', 'audit', 'audit_unsealed', 'audit_block'] loop
    execute format('create policy rollup_region on %I to tongxin_rollup using (%s) with check (%s)', t, region, region);
    if t <> 'record_subject' then
      execute format('grant select on %I to tongxin_rollup', t);
    end if;
  end loop;
  grant select (region_id, record_id, version, subject_id, student_id, school_id, class_id, class_then, fields) on record_subject to tongxin_rollup;
  foreach t in array array['record', 'record_actor', 'outbox', 'audit_unsealed'] loop
    execute format('create policy app_region on %I to tongxin_app using (%s) with check (%s)', t, region, region);
  end loop;
  execute format('create policy app_child on record_subject to tongxin_app using (%s) with check (%s)', child, child);
  -- Nobody writes in the name of another: the word of a person carries the person of the scope, also around the program.
  execute format('create policy app_region on record_version to tongxin_app using (%s) with check (%s)', region, region || format(by_me, 'recorded_by'));
  execute format('create policy app_child on confirmation for select to tongxin_app using (%s)', child);
  execute format('create policy app_say on confirmation for insert to tongxin_app with check (%s)', child || format(by_me, 'person_id'));
  -- The words follow the child whoever moves it.
  execute format('create policy app_move on confirmation for update to tongxin_app using (%s) with check (%s)', child, child);
  execute format('create policy app_own on idempotency to tongxin_app using (%s) with check (%s)', own, own);
  execute format('create policy app_child on audit for select to tongxin_app using (%s)', child);
  execute format('create policy app_own on audit for select to tongxin_app using (%s)', own);
  execute format('create policy app_add on audit for insert to tongxin_app with check (%s)', own);
end $$;

grant select, insert, update on record to tongxin_app;
grant select, insert on record_version, record_actor, confirmation, idempotency, audit to tongxin_app;
grant select, insert, update on record_subject to tongxin_app;
grant update (school_id, class_id) on confirmation to tongxin_app;
grant insert on outbox to tongxin_app;
grant insert on audit_unsealed to tongxin_app;
-- The key is taken before the work and the answer is written after it, so that a twin waits instead of working.
grant update (answer) on idempotency to tongxin_app;
grant select, delete on outbox, audit_unsealed to tongxin_rollup;
grant update on outbox, audit_unsealed to tongxin_rollup;
grant select, insert on audit_block to tongxin_rollup;

-- The sender alone sees an answer, so the sweeper needs a function; the scope names the jurisdiction.
create function idempotency_sweep(p_before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from idempotency where region_id = current_setting('app.region')::int and created_at < p_before
$$;
revoke all on function idempotency_sweep(timestamptz) from public;
grant execute on function idempotency_sweep(timestamptz) to tongxin_app;
