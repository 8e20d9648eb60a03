-- roster_take_back went where the notes of a batch pointed, and whoever may write notes of one school could point at any child, guardianship
-- or appointment of the jurisdiction. It goes no further than the schools in scope.
create or replace function roster_take_back(p_batch uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r constant int := current_setting('app.region')::int;
  schools constant uuid[] := current_setting('app.schools')::uuid[];
  children uuid[];
  people uuid[];
begin
  perform 1 from roster_batch b where b.region_id = r and b.id = p_batch and b.undone_at is null and b.school_id = any (schools) for update;
  if not found then raise exception 'no such batch in scope'; end if;
  children := array(select s.id from student s where s.region_id = r and s.school_id = any (schools) and s.id in (
    select object_id from roster_change where region_id = r and batch_id = p_batch and kind = 'student.new'));
  people := array(select object_id from roster_change where region_id = r and batch_id = p_batch and kind = 'person.new');
  with gone as (
    delete from guardianship g where g.region_id = r and g.school_id = any (schools) and (g.student_id = any (children) or g.id in (
      select object_id from roster_change where region_id = r and batch_id = p_batch and kind = 'guardianship.new')) returning g.person_id)
  select people || coalesce(array_agg(distinct person_id), '{}') into people from gone;
  delete from enrolment e where e.region_id = r and e.school_id = any (schools) and (e.student_id = any (children) or e.id in (
    select object_id from roster_change where region_id = r and batch_id = p_batch and kind = 'enrolment.new'));
  delete from student_file where region_id = r and student_id = any (children);
  delete from student where region_id = r and id = any (children);
  delete from appointment a using post p where a.region_id = r and p.region_id = r and p.id = a.post_id and p.unit_id = any (schools) and a.id in (
    select object_id from roster_change where region_id = r and batch_id = p_batch and kind = 'appointment.new');
  delete from staff_file f using roster_change c where c.region_id = r and c.batch_id = p_batch and c.kind = 'staff.new'
    and f.region_id = r and f.person_id = c.object_id and f.school_id = c.school_id and f.school_id = any (schools);
  -- Whom a guardianship, a post or another school's file still names stays.
  people := array(select n.id from person n where n.region_id = r and n.id = any (people)
    and not exists (select 1 from guardianship g where g.region_id = r and g.person_id = n.id)
    and not exists (select 1 from appointment a where a.region_id = r and a.person_id = n.id)
    and not exists (select 1 from staff_file f where f.region_id = r and f.person_id = n.id));
  with gone as (
    delete from membership m using identity i where m.region_id = r and m.person_id = any (people)
      and i.id = m.identity_id and i.password_hash is null returning m.identity_id)
  delete from identity i using gone where i.id = gone.identity_id
    and not exists (select 1 from membership m where m.identity_id = i.id and m.region_id <> r);
  delete from person where region_id = r and id = any (people);
  update roster_change set before_sealed = null, after_mark = null where region_id = r and batch_id = p_batch;
end $$;
