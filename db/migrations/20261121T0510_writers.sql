-- Nobody writes in the name of another: the word of a person carries the person of the scope, also around the program.
do $$
declare
  region constant text := 'region_id = current_setting(''app.region'')::int';
  child constant text := region || ' and (school_id = any (current_setting(''app.schools'')::uuid[])'
    || ' or class_id = any (current_setting(''app.classes'')::uuid[])'
    || ' or student_id = any (current_setting(''app.students'')::uuid[]))';
  own constant text := ' and %I = current_setting(''app.person'')::uuid';
begin
  drop policy app_add on audit;
  execute format('create policy app_add on audit for insert to tongxin_app with check (%s)', region || format(own, 'person_id'));
  drop policy app_region on record_version;
  execute format('create policy app_region on record_version to tongxin_app using (%s) with check (%s)', region, region || format(own, 'recorded_by'));
  drop policy app_child on confirmation;
  execute format('create policy app_child on confirmation for select to tongxin_app using (%s)', child);
  execute format('create policy app_say on confirmation for insert to tongxin_app with check (%s)', child || format(own, 'person_id'));
  -- The words follow the child whoever moves it.
  execute format('create policy app_move on confirmation for update to tongxin_app using (%s) with check (%s)', child, child);
end $$;

-- A failure of an account that exists must not be told from one of an account that does not by the time of a write to disk.
-- A count that a crash of the server forgets does no harm.
create or replace function account_failed(p_identity uuid, p_locked_until timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  select set_config('synchronous_commit', 'off', true);
  update identity set failed_count = failed_count + 1, locked_until = p_locked_until where id = p_identity
$$;
