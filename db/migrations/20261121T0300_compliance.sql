-- Coverage: fulfilment (what counted), cell (bearer × group × duty × period), roll-up (sums). States are derived at reading.

create table generation (
  region_id int not null references jurisdiction,
  id int not null,
  state text not null check (state in ('building', 'current', 'replaced')),
  reason text not null,
  built_at timestamptz not null,
  primary key (region_id, id)
);
create unique index generation_one_current on generation (region_id) where state = 'current';
comment on table generation is 'personal data: none. A change of rule, calendar or roster builds a new generation beside the old and swaps it.';

create table fulfilment (
  region_id int not null references jurisdiction,
  generation int not null,
  duty text not null,
  period text not null,
  bearer_id uuid not null,
  subject_id uuid not null,
  record_id uuid not null,
  version int not null,
  student_id uuid,
  school_id uuid,
  class_id uuid,
  happened_on date not null,
  primary key (region_id, generation, duty, period, subject_id, bearer_id, record_id)
);
create index on fulfilment (region_id, record_id);
create index on fulfilment (region_id, student_id);
create index on fulfilment (region_id, generation, duty, period, bearer_id);
comment on table fulfilment is 'personal data: that a record counted for a child. Purpose: coverage. Retention: with the record. subject_id is the child, the class, or the record itself where only times are counted.';
create statistics fulfilment_key (dependencies, ndistinct) on region_id, generation, duty, period from fulfilment;

create table cell (
  region_id int not null references jurisdiction,
  generation int not null,
  duty text not null,
  period text not null,
  bearer_id uuid not null,
  group_id uuid not null,
  bearer_kind text not null,
  unit_id uuid not null,
  class_id uuid,
  stage text,
  required int not null,
  done int not null,
  primary key (region_id, generation, duty, period, bearer_id, group_id)
);
create index on cell (region_id, generation, unit_id, period, duty) include (class_id, required, done);
create index on cell (region_id, generation, duty, period, class_id);
comment on table cell is 'personal data: none, counts of a post or unit. Purpose: coverage.';
create statistics cell_key (dependencies, ndistinct) on region_id, generation, unit_id, duty, period from cell;

create table rollup (
  region_id int not null references jurisdiction,
  generation int not null,
  duty text not null,
  period text not null,
  unit_id uuid not null,
  stage text not null,
  required int not null,
  done int not null,
  bearers int not null,
  bearers_met int not null,
  computed_at timestamptz not null,
  primary key (region_id, generation, duty, period, unit_id, stage)
);
comment on table rollup is 'personal data: none, sums of cells by unit and stage. Purpose: coverage above the school.';

do $$
declare
  t text;
  region constant text := 'region_id = current_setting(''app.region'')::int';
  child constant text := region || ' and (school_id = any (current_setting(''app.schools'')::uuid[])'
    || ' or class_id = any (current_setting(''app.classes'')::uuid[])'
    || ' or student_id = any (current_setting(''app.students'')::uuid[]))';
begin
  foreach t in array array['generation', 'fulfilment', 'cell', 'rollup'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy owner_migrates on %I to tongxin_owner using (true) with check (true)', t);
    execute format('create policy rollup_region on %I to tongxin_rollup using (%s) with check (%s)', t, region, region);
    execute format('grant select, insert, update, delete on %I to tongxin_rollup', t);
  end loop;
  foreach t in array array['generation', 'cell', 'rollup'] loop
    execute format('create policy app_region on %I to tongxin_app using (%s) with check (%s)', t, region, region);
  end loop;
  execute format('create policy app_child on fulfilment to tongxin_app using (%s) with check (%s)', child, child);
end $$;

grant select, insert, update, delete on fulfilment, cell to tongxin_app;
grant select on generation, rollup to tongxin_app;
