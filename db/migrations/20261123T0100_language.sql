-- What the whole duty language counts beside records: bodies and their seats, what is true of some children, exceptions.

create table body (
  region_id int not null,
  id uuid not null,
  kind text not null,
  topic text,
  name text not null,
  unit_id uuid not null,
  parent_id uuid,
  class_id uuid,
  grade int,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, unit_id) references unit,
  foreign key (region_id, parent_id) references body,
  foreign key (region_id, class_id) references class
);
create index on body (region_id, unit_id, kind);
create index on body (region_id, parent_id);
comment on table body is 'personal data: none. Committees, teams, stations, bases: what documents ask to be there. valid_to is the last day.';

create table seat (
  region_id int not null,
  id uuid not null,
  body_id uuid not null,
  unit_id uuid not null,
  role text not null,
  kind text not null,
  title text,
  number int not null check (number > 0),
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, body_id) references body,
  foreign key (region_id, unit_id) references unit
);
create index on seat (region_id, body_id);
create index on seat (region_id, unit_id);
comment on table seat is 'personal data: none. How many persons of which kind sit in a body, by post and never by name. unit_id is that of the body.';

create table designation (
  region_id int not null,
  id uuid not null,
  student_id uuid not null,
  school_id uuid not null,
  class_id uuid,
  kind text not null check (kind in ('key', 'left_behind')),
  valid_from date not null,
  valid_to date,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (region_id, id),
  foreign key (region_id, student_id) references student
);
create index on designation (region_id, student_id);
create index on designation (region_id, class_id, kind);
create unique index designation_once on designation (region_id, student_id, kind) where valid_to is null;
comment on table designation is 'personal data: sensitive, that a child is a key student or left behind. Purpose: duties towards these children. Retention: two years after valid_to. Erase: row deleted. school_id and class_id follow the child.';

create table exception (
  region_id int not null,
  id uuid not null,
  kind text not null check (kind in ('exception', 'hindrance')),
  duty text not null,
  period text not null,
  bearer_id uuid not null,
  group_id uuid not null,
  unit_id uuid not null,
  reason text not null,
  note text not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'ended')),
  ends_on date not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  primary key (region_id, id),
  foreign key (region_id, unit_id) references unit
);
create index on exception (region_id, unit_id, duty, period);
comment on table exception is 'personal data: who asked and who approved, nothing about a child. Purpose: why a duty is excepted or cannot be met. Retention: with the figures of the period.';

do $$
declare
  t text;
  region constant text := 'region_id = current_setting(''app.region'')::int';
  school constant text := region || ' and unit_id = any (current_setting(''app.schools'')::uuid[])';
  child constant text := region || ' and (school_id = any (current_setting(''app.schools'')::uuid[])'
    || ' or class_id = any (current_setting(''app.classes'')::uuid[])'
    || ' or student_id = any (current_setting(''app.students'')::uuid[]))';
begin
  foreach t in array array['body', 'seat', 'designation', 'exception'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy owner_migrates on %I to tongxin_owner using (true) with check (true)', t);
    execute format('create policy rollup_region on %I to tongxin_rollup using (%s) with check (%s)', t, region, region);
    execute format('grant select on %I to tongxin_rollup', t);
  end loop;
  foreach t in array array['body', 'seat', 'exception'] loop
    execute format('create policy app_region on %I to tongxin_app using (%s) with check (%s)', t, region, region);
  end loop;
  execute format('create policy app_child on designation to tongxin_app using (%s) with check (%s)', child, child);
end $$;

grant select, insert, update on body, seat, designation, exception to tongxin_app;

-- What other jurisdictions of the same level chose for a value that a document leaves open: how many chose what, never who.
create function local_value_choices(p_doc text, p_key text) returns table (value jsonb, chosen bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select held.value, count(*) from (
    select distinct on (v.region_id) v.value from local_value v
    join jurisdiction j on j.region_id = v.region_id
    join jurisdiction own on own.region_id = current_setting('app.region')::int
    where v.doc = p_doc and v.key = p_key and v.unit_id is null and v.region_id <> own.region_id
      and j.level = own.level and j.demo = own.demo
    order by v.region_id, v.set_at desc, v.id desc) held
  group by held.value
$$;
revoke all on function local_value_choices(text, text) from public;
grant execute on function local_value_choices(text, text) to tongxin_app;
