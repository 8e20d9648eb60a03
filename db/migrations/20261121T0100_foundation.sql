-- Shared tables (no jurisdiction owns their rows) and the people's side of a jurisdiction.
-- Settings of a transaction (SET LOCAL): app.region int, app.person uuid, app.schools / app.classes / app.students uuid[].
-- A policy reads them without missing_ok, so that a forgotten scope is an error and never an empty answer.

create table jurisdiction (
  region_id int primary key,
  level text not null check (level in ('province', 'city', 'district')),
  reports_to int references jurisdiction,
  demo boolean not null default false,
  created_at timestamptz not null
);
comment on table jurisdiction is 'personal data: none. An authority that keeps rows; the number is never reused.';

create table jurisdiction_name (
  region_id int not null references jurisdiction,
  valid_from date not null,
  code text not null,
  name text not null,
  primary key (region_id, valid_from)
);
comment on table jurisdiction_name is 'personal data: none. Name and GB/T 2260 code, dated.';

create table identity (
  id uuid primary key,
  login text not null unique,
  password_hash text,
  activation_hash text unique,
  activation_expires timestamptz,
  failed_count int not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null
);
comment on table identity is 'personal data: login and password hash of a user. Purpose: sign-in. Retention: until the account is closed. Reached only through account functions.';

create table session (
  token_hash text primary key,
  identity_id uuid not null references identity,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on session (identity_id);
create index on session (expires_at);
comment on table session is 'personal data: when an account was used. Purpose: sign-in. Retention: 12 hours. Only the hash of the token is kept.';

create table pack (
  doc text not null,
  hash text not null,
  body jsonb not null,
  loaded_at timestamptz not null,
  primary key (doc, hash)
);
comment on table pack is 'personal data: none. Policy packs; a version is immutable and named by its hash.';

-- Organisation -------------------------------------------------------------------------------------------------

create table unit (
  region_id int not null references jurisdiction,
  id uuid not null,
  kind text not null check (kind in ('bureau', 'school')),
  name text not null,
  stages text[] not null default '{}',
  street text,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id)
);
comment on table unit is 'personal data: none. Schools, kindergartens and bureaux.';

create table class (
  region_id int not null,
  id uuid not null,
  school_id uuid not null,
  stage text not null check (stage in ('kindergarten', 'primary', 'junior', 'senior', 'vocational')),
  entry_year int not null,
  number int not null,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, school_id) references unit
);
create index on class (region_id, school_id);
comment on table class is 'personal data: none. The grade follows from the entry year.';

create table person (
  region_id int not null references jurisdiction,
  id uuid not null,
  kind text not null check (kind in ('staff', 'guardian')),
  name text not null,
  created_at timestamptz not null,
  primary key (region_id, id)
);
comment on table person is 'personal data: names of staff and guardians. Purpose: who acts. Retention: while a post or guardianship is kept. Erase: name emptied.';

create table membership (
  identity_id uuid not null references identity,
  region_id int not null,
  person_id uuid not null,
  primary key (identity_id, region_id),
  -- Whoever may call the account functions may not name a person of nowhere or of another jurisdiction.
  foreign key (region_id, person_id) references person
);
comment on table membership is 'personal data: which person of a jurisdiction an account is. Purpose: sign-in. Retention: with the account. Reached only through account functions.';

create table post (
  region_id int not null,
  id uuid not null,
  unit_id uuid not null,
  kind text not null,
  class_id uuid,
  subject text,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, unit_id) references unit,
  foreign key (region_id, class_id) references class
);
create index on post (region_id, unit_id, kind);
create index on post (region_id, class_id);
comment on table post is 'personal data: none. A post stays when its holder changes.';

create table appointment (
  region_id int not null,
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, post_id) references post,
  foreign key (region_id, person_id) references person
);
create index on appointment (region_id, person_id);
create index on appointment (region_id, post_id);
create unique index appointment_one_holder on appointment (region_id, post_id) where valid_to is null;
comment on table appointment is 'personal data: who holds which post. Purpose: who acts. Retention: employment record. valid_to is the last day.';

-- Children -----------------------------------------------------------------------------------------------------
-- school_id and class_id say where the child sits now; they are moved with the child, so that a policy is one comparison.

create table student (
  region_id int not null references jurisdiction,
  id uuid not null,
  school_id uuid,
  class_id uuid,
  name text not null,
  gender text not null check (gender in ('male', 'female', 'unknown')),
  student_no text,
  neighbourhood text,
  created_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, school_id) references unit,
  foreign key (region_id, class_id) references class
);
create index on student (region_id, class_id);
create index on student (region_id, school_id);
comment on table student is 'personal data: name, gender, student number, neighbourhood of a child. Purpose: schooling. Retention: while enrolled and as the law on school records says. Erase: emptied, tombstone kept.';
create statistics student_place (dependencies, ndistinct) on region_id, school_id, class_id from student;

create table enrolment (
  region_id int not null,
  id uuid not null,
  student_id uuid not null,
  school_id uuid not null,
  class_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, student_id) references student,
  foreign key (region_id, class_id) references class
);
create index on enrolment (region_id, class_id);
create index on enrolment (region_id, student_id);
create unique index enrolment_one_place on enrolment (region_id, student_id) where valid_to is null;
comment on table enrolment is 'personal data: where a child sat and when. Purpose: schooling. Retention: as the student. valid_to is the last day.';
create statistics enrolment_place (dependencies, ndistinct) on region_id, school_id, class_id from enrolment;

create table guardianship (
  region_id int not null,
  id uuid not null,
  student_id uuid not null,
  school_id uuid,
  class_id uuid,
  person_id uuid not null,
  guardian_name text not null,
  relation text not null,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, student_id) references student,
  foreign key (region_id, person_id) references person
);
create index on guardianship (region_id, student_id);
create index on guardianship (region_id, person_id);
create index on guardianship (region_id, class_id);
comment on table guardianship is 'personal data: who guards a child. Purpose: access and contact. Retention: as the student. valid_to is the last day.';

create table assignment (
  region_id int not null,
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  student_id uuid not null,
  school_id uuid not null,
  class_id uuid not null,
  purpose text not null check (purpose in ('random-visit')),
  valid_from date not null,
  valid_to date not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (region_id, id),
  foreign key (region_id, post_id) references post,
  foreign key (region_id, person_id) references person,
  foreign key (region_id, student_id) references student
);
create index on assignment (region_id, person_id);
comment on table assignment is 'personal data: which child a leader may visit and when. Purpose: one dated visit. Retention: three years.';

-- Plan ---------------------------------------------------------------------------------------------------------

create table adoption (
  region_id int not null references jurisdiction,
  doc text not null,
  hash text not null,
  valid_from date not null,
  valid_to date,
  adopted_at timestamptz not null,
  primary key (region_id, doc, adopted_at),
  foreign key (doc, hash) references pack
);
comment on table adoption is 'personal data: none. Which pack version holds in a jurisdiction; the latest adoption of a document wins.';

create table calendar_version (
  region_id int not null references jurisdiction,
  id uuid not null,
  academic_year int not null,
  body jsonb not null,
  published_at timestamptz not null,
  primary key (region_id, id)
);
create index on calendar_version (region_id, academic_year, published_at);
comment on table calendar_version is 'personal data: none. School calendars; the latest version of a year holds, older ones stay.';

create table local_value (
  region_id int not null references jurisdiction,
  id uuid not null,
  doc text not null,
  key text not null,
  unit_id uuid,
  value jsonb not null,
  set_at timestamptz not null,
  set_by uuid,
  primary key (region_id, id)
);
create index on local_value (region_id, doc, key);
comment on table local_value is 'personal data: which officer set a value. Purpose: accountability. Retention: as the pack. The latest value holds.';

-- Policies -----------------------------------------------------------------------------------------------------

do $$
declare
  t text;
  region constant text := 'region_id = current_setting(''app.region'')::int';
  child constant text := region || ' and (school_id = any (current_setting(''app.schools'')::uuid[])'
    || ' or class_id = any (current_setting(''app.classes'')::uuid[])'
    || ' or %s = any (current_setting(''app.students'')::uuid[]))';
begin
  foreach t in array array['jurisdiction', 'jurisdiction_name', 'membership', 'unit', 'class', 'person', 'post', 'appointment',
    'student', 'enrolment', 'guardianship', 'assignment', 'adoption', 'calendar_version', 'local_value'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy owner_migrates on %I to tongxin_owner using (true) with check (true)', t);
    if t <> 'membership' then
      execute format('grant select on %I to tongxin_app', t);
    end if;
  end loop;
  -- Coverage and the sealer never ask for a name.
  foreach t in array array['jurisdiction', 'jurisdiction_name', 'unit', 'class', 'post', 'appointment', 'student', 'enrolment', 'adoption',
    'calendar_version', 'local_value'] loop
    execute format('create policy rollup_region on %I to tongxin_rollup using (%s)', t, region);
    if t <> 'student' then
      execute format('grant select on %I to tongxin_rollup', t);
    end if;
  end loop;
  grant select (region_id, id, school_id, class_id) on student to tongxin_rollup;
  foreach t in array array['jurisdiction', 'jurisdiction_name', 'unit', 'class', 'post', 'appointment', 'adoption', 'calendar_version', 'local_value'] loop
    execute format('create policy app_region on %I to tongxin_app using (%s) with check (%s)', t, region, region);
  end loop;
  foreach t in array array['enrolment', 'guardianship', 'assignment'] loop
    execute format('create policy app_child on %I to tongxin_app using (%s) with check (%s)', t, format(child, 'student_id'), format(child, 'student_id'));
  end loop;
  execute format('create policy app_child on student to tongxin_app using (%s) with check (%s)', format(child, 'id'), format(child, 'id'));
  -- A link of one's own is how a capacity is found before any child may be seen.
  execute format('create policy app_own on guardianship for select to tongxin_app using (%s and person_id = current_setting(''app.person'')::uuid)', region);
  execute format('create policy app_own on assignment for select to tongxin_app using (%s and person_id = current_setting(''app.person'')::uuid)', region);
  execute format('create policy app_staff on person for select to tongxin_app using (%s and (kind = ''staff'' or id = current_setting(''app.person'')::uuid))', region);
  execute format('create policy app_add on person for insert to tongxin_app with check (%s)', region);
end $$;

grant insert, update on unit, class, post, appointment, student, enrolment, guardianship, assignment to tongxin_app;
grant insert on person, adoption, calendar_version, local_value to tongxin_app;
grant select on pack to tongxin_app, tongxin_rollup;

-- Accounts: the only way to identity, membership and session ----------------------------------------------------

create function account_by_login(p_login text)
returns table (identity_id uuid, password_hash text, failed_count int, locked_until timestamptz, disabled boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select id, i.password_hash, i.failed_count, i.locked_until, disabled_at is not null from identity i where login = p_login
$$;

-- A failure of an account that exists must not be told from one of an account that does not by the time of a write to disk.
-- A count that a crash of the server forgets does no harm.
create function account_failed(p_identity uuid, p_locked_until timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  select set_config('synchronous_commit', 'off', true);
  update identity set failed_count = failed_count + 1, locked_until = p_locked_until where id = p_identity
$$;

create function account_entered(p_identity uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  update identity set failed_count = 0, locked_until = null where id = p_identity
$$;

-- The person must be of the jurisdiction in scope: the foreign key of membership refuses any other.
create function account_create(p_identity uuid, p_login text, p_password_hash text, p_activation_hash text,
  p_activation_expires timestamptz, p_person uuid, p_now timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into identity (id, login, password_hash, activation_hash, activation_expires, created_at)
  values (p_identity, p_login, p_password_hash, p_activation_hash, p_activation_expires, p_now);
  insert into membership (identity_id, region_id, person_id) values (p_identity, current_setting('app.region')::int, p_person)
$$;

create function account_join(p_login text, p_person uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into membership (identity_id, region_id, person_id)
  select id, current_setting('app.region')::int, p_person from identity where login = p_login
$$;

-- A new password ends what was open under the old one, and a lock with it.
create function account_activate(p_activation_hash text, p_password_hash text, p_now timestamptz) returns text
language sql security definer set search_path = public, pg_temp as $$
  with activated as (
    update identity set password_hash = p_password_hash, activation_hash = null, activation_expires = null, failed_count = 0, locked_until = null
    where activation_hash = p_activation_hash and activation_expires > p_now and disabled_at is null returning id, login),
  ended as (delete from session where identity_id in (select id from activated))
  select login from activated
$$;

-- Ten devices at once are enough for one person (GB/T 22239-2019 8.1.4.1 b); the oldest session gives way.
create function session_open(p_token_hash text, p_identity uuid, p_now timestamptz, p_expires timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where token_hash in (
    select token_hash from session where identity_id = p_identity order by created_at desc, token_hash offset 9);
  insert into session (token_hash, identity_id, created_at, seen_at, expires_at) values (p_token_hash, p_identity, p_now, p_now, p_expires)
$$;

-- Idle limit and absolute limit are both checked here; an account that was disabled has no session any more.
create function session_find(p_token_hash text, p_now timestamptz, p_idle_since timestamptz)
returns table (identity_id uuid, login text, seen_at timestamptz, region_id int, person_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.login, s.seen_at, m.region_id, m.person_id
  from session s join identity i on i.id = s.identity_id left join membership m on m.identity_id = i.id
  where s.token_hash = p_token_hash and s.expires_at > p_now and s.seen_at > p_idle_since and i.disabled_at is null
  order by m.region_id
$$;

create function session_touch(p_token_hash text, p_now timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update session set seen_at = p_now where token_hash = p_token_hash
$$;

create function session_close(p_token_hash text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where token_hash = p_token_hash
$$;

create function session_sweep(p_now timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where expires_at <= p_now
$$;

-- Jobs go round the jurisdictions; their numbers alone are no secret.
create function jurisdiction_ids() returns setof int
language sql stable security definer set search_path = public, pg_temp as $$
  select region_id from jurisdiction order by region_id
$$;

do $$
declare f text;
begin
  foreach f in array array['account_by_login(text)', 'account_failed(uuid, timestamptz)', 'account_entered(uuid)',
    'account_create(uuid, text, text, text, timestamptz, uuid, timestamptz)', 'account_join(text, uuid)',
    'account_activate(text, text, timestamptz)', 'session_open(text, uuid, timestamptz, timestamptz)',
    'session_find(text, timestamptz, timestamptz)', 'session_touch(text, timestamptz)', 'session_close(text)',
    'session_sweep(timestamptz)', 'jurisdiction_ids()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to tongxin_app', f);
  end loop;
  grant execute on function jurisdiction_ids() to tongxin_rollup;
end $$;
