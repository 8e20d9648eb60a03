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
  reason text,
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
  primary key (region_id, record_id, version, subject_id),
  foreign key (region_id, record_id, version) references record_version,
  foreign key (region_id, student_id) references student
);
create index on record_subject (region_id, student_id);
create index on record_subject (region_id, class_id);
comment on table record_subject is 'personal data: what was learnt about a child. Purpose: guidance of the child. Retention: per kind. Erase: fields emptied. A class can be a subject; then student_id is null. school_id and class_id say where the child sits now, class_then where it sat on the day.';
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
  own constant text := region || ' and person_id = current_setting(''app.person'')::uuid';
begin
  foreach t in array array['record', 'record_version', 'record_subject', 'record_actor', 'confirmation', 'idempotency', 'outbox',
    'audit', 'audit_unsealed', 'audit_block'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy owner_migrates on %I to tongxin_owner using (true) with check (true)', t);
  end loop;
  foreach t in array array['record', 'record_version', 'record_subject', 'record_actor', 'outbox', 'audit', 'audit_unsealed', 'audit_block'] loop
    execute format('create policy rollup_region on %I to tongxin_rollup using (%s) with check (%s)', t, region, region);
    execute format('grant select on %I to tongxin_rollup', t);
  end loop;
  foreach t in array array['record', 'record_version', 'record_actor', 'outbox', 'audit_unsealed'] loop
    execute format('create policy app_region on %I to tongxin_app using (%s) with check (%s)', t, region, region);
  end loop;
  foreach t in array array['record_subject', 'confirmation'] loop
    execute format('create policy app_child on %I to tongxin_app using (%s) with check (%s)', t, child, child);
  end loop;
  execute format('create policy app_own on idempotency to tongxin_app using (%s) with check (%s)', own, own);
  execute format('create policy app_child on audit for select to tongxin_app using (%s)', child);
  execute format('create policy app_own on audit for select to tongxin_app using (%s)', own);
  execute format('create policy app_add on audit for insert to tongxin_app with check (%s)', region);
end $$;

grant select, insert, update on record to tongxin_app;
grant select, insert on record_version, record_actor, confirmation, idempotency, audit to tongxin_app;
grant select, insert, update on record_subject to tongxin_app;
grant update (school_id, class_id) on confirmation to tongxin_app;
grant select, insert, delete on outbox to tongxin_app;
grant insert on audit_unsealed to tongxin_app;
grant delete on idempotency to tongxin_app;
grant select, delete on outbox, audit_unsealed to tongxin_rollup;
grant update on outbox, audit_unsealed to tongxin_rollup;
grant select, insert on audit_block to tongxin_rollup;
