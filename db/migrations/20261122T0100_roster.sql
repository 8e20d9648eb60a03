-- Rosters from workbooks: what a school's own list says of a child beyond its name, batches that can be undone, and slips for accounts.
-- Sealed columns are encrypted by the program (decision 27); marks are keyed hashes that find equal values without opening any.

create table installation_key (
  one boolean primary key default true check (one),
  key_id text not null,
  noted_at timestamptz not null
);
comment on table installation_key is 'personal data: none. Which key seals fields in this database; the key itself is never here.';

alter table unit add column code text;
create unique index unit_code on unit (region_id, code) where code is not null;

-- No program has written it; the student number of the national system holds the identity number and is sealed from now on.
alter table student drop column student_no;

create table student_file (
  region_id int not null,
  student_id uuid not null,
  school_id uuid,
  class_id uuid,
  birth_date date,
  identity_type text,
  identity_sealed bytea,
  identity_mark bytea,
  student_no_sealed bytea,
  student_no_mark bytea,
  updated_at timestamptz not null,
  primary key (region_id, student_id),
  foreign key (region_id, student_id) references student
);
create index on student_file (region_id, identity_mark);
create index on student_file (region_id, student_no_mark);
create index on student_file (region_id, school_id);
create index on student_file (region_id, class_id);
create statistics student_file_place (dependencies, ndistinct) on region_id, school_id, class_id from student_file;
comment on table student_file is 'personal data: birth date, identity and student number of a child, numbers sealed. Purpose: the same child is found again in the next roster. Retention: while enrolled and as the law on school records says. Erase: row deleted.';

alter table guardianship add column phone_sealed bytea;
alter table guardianship add column phone_mark bytea;
comment on table guardianship is 'personal data: who guards a child, and the telephone number, sealed. Purpose: access and contact. Retention: as the student. valid_to is the last day.';

create table staff_file (
  region_id int not null,
  person_id uuid not null,
  school_id uuid not null,
  staff_no text,
  phone_sealed bytea,
  phone_mark bytea,
  updated_at timestamptz not null,
  primary key (region_id, person_id, school_id),
  foreign key (region_id, person_id) references person,
  foreign key (region_id, school_id) references unit
);
create unique index staff_file_no on staff_file (region_id, school_id, staff_no) where staff_no is not null;
comment on table staff_file is 'personal data: staff number and telephone number of staff in a school, the latter sealed. Purpose: the same person is found again in the next roster. Retention: while a post is held. Erase: row deleted.';

create table roster_file (
  region_id int not null,
  id uuid not null,
  school_id uuid not null,
  kind text not null check (kind in ('students', 'staff')),
  name text not null,
  hash text not null,
  sealed bytea not null,
  layout jsonb,
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  primary key (region_id, id),
  foreign key (region_id, school_id) references unit
);
create index on roster_file (region_id, school_id, uploaded_at);
comment on table roster_file is 'personal data: a roster workbook as it was uploaded, sealed. Purpose: to be read until it is accepted. Retention: until acceptance, at most a day. Erase: row deleted.';

create table roster_layout (
  region_id int not null,
  school_id uuid not null,
  kind text not null check (kind in ('students', 'staff')),
  columns jsonb not null,
  set_at timestamptz not null,
  primary key (region_id, school_id, kind),
  foreign key (region_id, school_id) references unit
);
comment on table roster_layout is 'personal data: none. How a school reads the headings of its own workbook.';

create table roster_batch (
  region_id int not null,
  id uuid not null,
  school_id uuid not null,
  kind text not null check (kind in ('students', 'staff')),
  file_name text not null,
  file_hash text not null,
  effective_on date not null,
  counts jsonb not null,
  accepted_at timestamptz not null,
  accepted_by uuid not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (region_id, id),
  foreign key (region_id, school_id) references unit
);
create index on roster_batch (region_id, school_id, accepted_at);
comment on table roster_batch is 'personal data: who accepted which workbook. Purpose: accountability, undoing. Retention: three years.';

create table roster_change (
  region_id int not null,
  batch_id uuid not null,
  seq int not null,
  school_id uuid not null,
  kind text not null,
  object_id uuid not null,
  before_sealed bytea,
  after_mark bytea,
  primary key (region_id, batch_id, seq),
  foreign key (region_id, batch_id) references roster_batch
);
create index on roster_change (region_id, object_id);
create index on roster_change (region_id, school_id);
comment on table roster_change is 'personal data: what a batch changed, sealed what stood there before, and a keyed hash of what it left, which tells a later change by hand. Purpose: undoing. Retention: until undone, at most a year. Erase: before_sealed emptied.';

-- Accounts are looked for by person, class by class.
create index on membership (region_id, person_id);

do $$
declare
  t text;
  region constant text := 'region_id = current_setting(''app.region'')::int';
  school constant text := region || ' and school_id = any (current_setting(''app.schools'')::uuid[])';
  child constant text := region || ' and (school_id = any (current_setting(''app.schools'')::uuid[])'
    || ' or class_id = any (current_setting(''app.classes'')::uuid[])'
    || ' or student_id = any (current_setting(''app.students'')::uuid[]))';
begin
  foreach t in array array['student_file', 'staff_file', 'roster_file', 'roster_layout', 'roster_batch', 'roster_change'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy owner_migrates on %I to tongxin_owner using (true) with check (true)', t);
  end loop;
  execute format('create policy app_child on student_file to tongxin_app using (%s) with check (%s)', child, child);
  foreach t in array array['staff_file', 'roster_file', 'roster_layout', 'roster_batch', 'roster_change'] loop
    execute format('create policy app_school on %I to tongxin_app using (%s) with check (%s)', t, school, school);
  end loop;
end $$;

grant select, insert, update, delete on student_file, staff_file, roster_file, roster_layout to tongxin_app;
grant select, insert, update on roster_batch, roster_change to tongxin_app;

-- A teacher who married is the same person under another name; a guardian's name stands in the guardianship.
create policy app_rename on person for update to tongxin_app using (region_id = current_setting('app.region')::int and kind = 'staff')
  with check (region_id = current_setting('app.region')::int and kind = 'staff');
grant update (name) on person to tongxin_app;

-- A child that is looked for by a number which the caller knows may sit in another school of the jurisdiction: that school alone is told.
create function student_by_mark(p_identity bytea[], p_student_no bytea[])
returns table (student_id uuid, school_id uuid, class_id uuid, identity_mark bytea, student_no_mark bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.student_id, f.school_id, f.class_id, f.identity_mark, f.student_no_mark from student_file f
  where f.region_id = current_setting('app.region')::int
    and (f.identity_mark = any (p_identity) or f.student_no_mark = any (p_student_no))
$$;

-- What a batch brought into the schools in scope goes again, and nothing else: whoever writes its notes can point at no other school's
-- rows. Rows that something depends on are refused by their foreign keys.
-- Classes and posts hold no personal data; they stay with no day on which they held, so that coverage of past periods finds them.
create function roster_take_back(p_batch uuid) returns void
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

-- Workbooks that nobody accepted, and before-images that nobody will need; of the jurisdiction in scope.
create function roster_sweep(p_files_before timestamptz, p_images_before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from roster_file where region_id = current_setting('app.region')::int and uploaded_at < p_files_before;
  update roster_change c set before_sealed = null, after_mark = null from roster_batch b
  where b.region_id = current_setting('app.region')::int and b.accepted_at < p_images_before
    and c.region_id = b.region_id and c.batch_id = b.id and c.after_mark is not null
$$;

-- Accounts on paper slips ----------------------------------------------------------------------------------------------------

-- One account a person and jurisdiction, also when two people hand out slips at the same moment.
create unique index membership_one_account on membership (region_id, person_id);

-- How far the accounts of some persons are: those of the jurisdiction in scope only, and nothing that could sign in. Whether somebody
-- holds a post, one outside the school, or guards a child outside it, in whatever jurisdiction the account reaches, decides who may
-- hand out a slip. What begins later counts already: a code and a password wait for it.
create function account_standing(p_persons uuid[], p_school uuid, p_on date)
returns table (person_id uuid, login text, activated boolean, code_expires timestamptz, disabled boolean,
  posted boolean, posted_elsewhere boolean, guards_elsewhere boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, i.login, coalesce(i.password_hash is not null, false), i.activation_expires, coalesce(i.disabled_at is not null, false),
    posts.held > 0, posts.elsewhere > 0, exists (
      select from (
        select p.region_id, p.id as person_id union select o.region_id, o.person_id from membership o where o.identity_id = i.id) as link
      join guardianship g on g.region_id = link.region_id and g.person_id = link.person_id
      join student s on s.region_id = g.region_id and s.id = g.student_id
      where (g.valid_to is null or g.valid_to >= p_on) and (s.region_id <> p.region_id or s.school_id is distinct from p_school))
  from person p
  left join membership m on m.region_id = p.region_id and m.person_id = p.id
  left join identity i on i.id = m.identity_id
  cross join lateral (
    select count(*) as held, count(*) filter (where t.region_id <> p.region_id or t.unit_id is distinct from p_school) as elsewhere from (
      select p.region_id, p.id as person_id union select o.region_id, o.person_id from membership o where o.identity_id = i.id) as link
    join appointment a on a.region_id = link.region_id and a.person_id = link.person_id
    join post t on t.region_id = a.region_id and t.id = a.post_id
    where a.valid_to is null or a.valid_to >= p_on) as posts
  where p.region_id = current_setting('app.region')::int and p.id = any (p_persons)
$$;

-- Which children the accounts of some persons open in the jurisdiction in scope, ids only, also of schools outside the scope: the
-- guardians of all of them are told of a new code.
create function account_wards(p_persons uuid[], p_on date)
returns table (person_id uuid, student_id uuid, school_id uuid, class_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct g.person_id, s.id, s.school_id, s.class_id from guardianship g
  join student s on s.region_id = g.region_id and s.id = g.student_id
  where g.region_id = current_setting('app.region')::int and g.person_id = any (p_persons)
    and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
  order by s.id
$$;

-- A lost slip: the new code takes the place of the old one. A password that was set stays until the new code is used, unless
-- p_password_hash, to which nobody has the password, takes its place and ends all sessions. The account stays one in use: whoever may
-- not renew such an account may not because it was closed.
create function account_renew(p_person uuid, p_activation_hash text, p_activation_expires timestamptz, p_password_hash text) returns text
language sql security definer set search_path = public, pg_temp as $$
  with renewed as (
    update identity i set activation_hash = p_activation_hash, activation_expires = p_activation_expires,
      password_hash = case when i.password_hash is not null then coalesce(p_password_hash, i.password_hash) end
    from membership m where m.identity_id = i.id and m.region_id = current_setting('app.region')::int and m.person_id = p_person
      and i.disabled_at is null
    returning i.id, i.login),
  ended as (delete from session where p_password_hash is not null and identity_id in (select id from renewed))
  select login from renewed
$$;

do $$
declare f text;
begin
  foreach f in array array['student_by_mark(bytea[], bytea[])', 'roster_take_back(uuid)', 'roster_sweep(timestamptz, timestamptz)', 'account_standing(uuid[], uuid, date)',
    'account_wards(uuid[], date)', 'account_renew(uuid, text, timestamptz, text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to tongxin_app', f);
  end loop;
end $$;
