import type { SchoolDate } from '#kernel/dates'

/** Everything of a jurisdiction of any size, as statements: the rows are made by the server, so that half a million pupils take a minute. */

export const REGION = 1
/** Seals nothing of value: every name is invented. */
export const FIELD_KEY = '7'.repeat(64)
/** A Saturday in the twelfth week of a semester. */
export const MOMENT = '2026-11-21T10:00:00+08:00'
export const TODAY: SchoolDate = '2026-11-21'
export const YEAR = 2026
const FOUNDED: SchoolDate = '2015-09-01'

const CLASSES = 24
const PUPILS_PER_SCHOOL = 1_000

/** Head teachers, principals and an officer who can sign in. */
export const TEACHERS = 480

const schoolsFor = (size: number): number => Math.max(1, Math.round(size / PUPILS_PER_SCHOOL))

/**
 * `id` names the n-th row of a kind; `h` is chance that comes out the same every time, 0 ≤ h < 1.
 * Both live in the session, so nothing of them stays.
 */
const HELPERS = `
  create function pg_temp.id(kind int, n bigint) returns uuid language sql immutable as
    $$ select ('01900000-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
  create function pg_temp.h(n bigint, salt int) returns float8 language sql immutable as
    $$ select (hashint8extended(n, salt) & 1073741823)::float8 / 1073741824 $$;
  create function pg_temp.one(list text, n bigint) returns text language sql immutable as
    $$ select substr(list, 1 + (n % length(list))::int, 1) $$`

const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹'
const LITTLE = '荷杉桐松柳梅兰竹菊桃杏枫榆槐桂樱蓝青星云雨雪风露霜晨岚溪泉湖'
const nameOf = (n: string) => `pg_temp.one('${SURNAMES}', ${n}) || '示' || pg_temp.one('${LITTLE}', ${n} / 31)`

/** Who works: 24 head teachers, 24 subject teachers with three classes each, nine others a school; three in the bureau. */
const STAFF = `
  create temp table room as select c, c / ${CLASSES} + 1 as school, c % ${CLASSES} as k,
    case when (c / ${CLASSES}) % 2 = 0 then 'primary' else 'junior' end as stage,
    ${YEAR} - case when (c / ${CLASSES}) % 2 = 0 then (c % ${CLASSES}) / 4 else (c % ${CLASSES}) / 8 end as entry_year,
    1 + case when (c / ${CLASSES}) % 2 = 0 then c % 4 else c % 8 end as number,
    pg_temp.h(c, 1) < 0.12 as changed
    from generate_series(0, $schools * ${CLASSES} - 1) as c;
  create temp table seat as
    select room.school::bigint * 1000 + k as post, 'head_teacher' as kind, null as subject, c, school, room.school::bigint * 100 + k as person,
      make_date(entry_year, 9, 1) as since, changed and entry_year < ${YEAR} as changed from room
    union all
    select school::bigint * 1000 + 100 + x * ${CLASSES} + k, 'subject_teacher', (array['数学', '英语', '体育'])[x + 1], c, school,
      school::bigint * 100 + 24 + x * 8 + k / 3, make_date(entry_year, 9, 1), false from room, generate_series(0, 2) as x
    union all
    select school::bigint * 1000 + 200 + j, (array['principal', 'party_secretary', 'vice_principal', 'vice_principal', 'middle_leader',
      'middle_leader', 'middle_leader', 'middle_leader', 'roster_keeper'])[j + 1], null, null, school, school::bigint * 100 + 48 + j,
      date '${FOUNDED}', false from generate_series(1, $schools) as school, generate_series(0, 8) as j
    union all
    select j, (array['bureau_leader', 'bureau_officer', 'security_admin'])[j], null, null, 0, j, date '${FOUNDED}', false
      from generate_series(1, 3) as j`

const ORGANISATION = `
  insert into unit (region_id, id, kind, name, stages, street, valid_from)
    select ${REGION}, pg_temp.id(1, s), case when s = 0 then 'bureau' else 'school' end,
      case when s = 0 then '云杉区教育局（虚构）' else '云杉区示例第' || s || case when s % 2 = 1 then '小学' else '初级中学' end end,
      case when s = 0 then '{}' else array[case when s % 2 = 1 then 'primary' else 'junior' end] end,
      case when s > 0 then '示例街道' || (s % 12 + 1) end, date '${FOUNDED}' from generate_series(0, $schools) as s;
  insert into class (region_id, id, school_id, stage, entry_year, number, valid_from)
    select ${REGION}, pg_temp.id(2, c), pg_temp.id(1, school), stage, entry_year, number, make_date(entry_year, 9, 1) from room;
  insert into person (region_id, id, kind, name, created_at)
    select ${REGION}, pg_temp.id(3, person), 'staff', ${nameOf('person')}, $now
    from (select person from seat union select person + 60 from seat where changed) as staff;
  insert into post (region_id, id, unit_id, kind, class_id, subject, valid_from)
    select ${REGION}, pg_temp.id(5, post), pg_temp.id(1, school), kind, pg_temp.id(2, c), subject, since from seat;
  insert into appointment (region_id, id, post_id, person_id, valid_from, valid_to)
    select ${REGION}, pg_temp.id(6, post), pg_temp.id(5, post), pg_temp.id(3, person), case when changed then date '${YEAR}-09-01' else since end, null from seat
    union all
    select ${REGION}, pg_temp.id(7, post), pg_temp.id(5, post), pg_temp.id(3, person + 60), since, date '${YEAR}-08-31' from seat where changed`

/** Two guardians a child; one child in twelve shares them with another child of the neighbourhood of its class. */
const CHILDREN = `
  create temp table pupil as
    select n, c, school, case when n >= 60 and n % 12 = 11 then n - 59 else n end as family, room.entry_year
    from (select n, n * ($schools * ${CLASSES}) / $size as c from generate_series(0::bigint, $size - 1) as n) as p join room using (c);
  insert into person (region_id, id, kind, name, created_at)
    select ${REGION}, pg_temp.id(4, 2 * n + g), 'guardian', ${nameOf('n + 7 * g')}, $now
    from pupil, generate_series(0, 1) as g where family = n;
  insert into student (region_id, id, school_id, class_id, name, gender, neighbourhood, created_at)
    select ${REGION}, pg_temp.id(8, n), pg_temp.id(1, school), pg_temp.id(2, c), ${nameOf('n')},
      case when n % 2 = 0 then 'male' else 'female' end, '示例小区' || (family % 40 + 1), $now from pupil;
  insert into enrolment (region_id, id, student_id, school_id, class_id, valid_from)
    select ${REGION}, pg_temp.id(9, n), pg_temp.id(8, n), pg_temp.id(1, school), pg_temp.id(2, c),
      case when pg_temp.h(n, 2) < 0.02 then date '${YEAR}-10-08' else make_date(entry_year, 9, 1) end from pupil;
  insert into guardianship (region_id, id, student_id, school_id, class_id, person_id, guardian_name, relation, valid_from)
    select ${REGION}, pg_temp.id(10, 2 * n + g), pg_temp.id(8, n), pg_temp.id(1, school), pg_temp.id(2, c), pg_temp.id(4, 2 * family + g),
      ${nameOf('family + 7 * g')}, (array['父亲', '母亲'])[g + 1], make_date(entry_year, 9, 1) from pupil, generate_series(0, 1) as g`

/**
 * A year of work up to yesterday. Four of five children were visited by the head teacher, one of five by a subject teacher, a few
 * by leaders; five meetings a class and four events a school. `kind` 11 to 14 keep the ids apart.
 */
const RECORDS = `
  create temp table work as
    with visit as (
      select 11 as kind, n, n as child, pupil.c, pupil.school, room.school::bigint * 1000 + room.k as post from pupil join room using (c) where pg_temp.h(n, 3) < 0.8
      union all
      select 12, n, n, c, pupil.school, pupil.school::bigint * 1000 + 100 + (n % 3) * ${CLASSES} + room.k from pupil join room using (c) where pg_temp.h(n, 4) < 0.2
      union all
      select 13, n, n, c, school, school::bigint * 1000 + 200 + n % 8 from pupil where pg_temp.h(n, 5) < 0.06)
    select visit.kind, n, child, visit.c, visit.school, visit.post, 'home_visit' as what,
      case when seat.since > date '${TODAY}' - 365 and visit.kind < 13 then seat.since + floor(pg_temp.h(n, 6) * (date '${TODAY}' - seat.since))::int
        else date '${TODAY}' - 1 - floor(pg_temp.h(n, 6 + visit.kind) * 364)::int end as day,
      jsonb_build_object('mode', case when pg_temp.h(n, 7) < 0.78 then 'in_home' when pg_temp.h(n, 8) < 0.5 then 'at_school' else 'phone' end) as fields
    from visit join seat on seat.post = visit.post
    union all
    select 14, c * 5 + m, null, c, school, school::bigint * 1000 + k, 'parent_meeting',
      (array[date '${YEAR}-09-05', date '${YEAR}-11-08', date '${YEAR}-01-17', date '${YEAR}-02-28', date '${YEAR}-07-05'])[m + 1],
      jsonb_build_object('topic', '示例家长会', 'themed', m in (0, 3))
    from room, generate_series(0, 4) as m where entry_year < ${YEAR} or m < 2
    union all
    select 15, school * 4 + m, null, null, school, school::bigint * 1000 + 202, 'guidance_activity',
      (array[date '${YEAR}-10-17', date '${YEAR - 1}-12-05', date '${YEAR}-03-21', date '${YEAR}-05-15'])[m + 1],
      jsonb_build_object('category', jsonb_build_array((array['ideas', 'knowledge', 'policy', 'knowledge'])[m + 1]), 'topic', '示例活动')
    from generate_series(1, $schools) as school, generate_series(0, 3) as m;
  create temp table done as
    select work.*, pg_temp.id(work.kind, n) as id, pg_temp.id(1, work.school) as unit, (day + time '12:30') at time zone 'UTC' as at,
      pg_temp.id(3, case when seat.changed and day < date '${YEAR}-09-01' then seat.person + 60 else seat.person end) as person,
      seat.kind as post_kind, seat.c as post_class
    from work join seat using (post);
  insert into record (region_id, id, kind, unit_id, version, state, created_at, created_by)
    select ${REGION}, id, what, unit, 1, 'recorded', at, person from done;
  insert into record_version (region_id, record_id, version, kind, unit_id, happened_on, fields, withdrawn, recorded_at, recorded_by, capacity)
    select ${REGION}, id, 1, what, unit, day, fields, false, at, person, '${REGION}.' || post_kind || '.' || unit from done;
  insert into record_actor (region_id, record_id, version, person_id, post_id, post_kind, unit_id, class_id)
    select ${REGION}, id, 1, person, pg_temp.id(5, post), post_kind, unit, pg_temp.id(2, post_class) from done;
  insert into record_subject (region_id, record_id, version, subject_id, student_id, school_id, class_id, class_then, fields)
    select ${REGION}, id, 1, pg_temp.id(8, child), pg_temp.id(8, child), unit, pg_temp.id(2, c), pg_temp.id(2, c),
      '{"topics": ["at_home", "family"], "guidance": ["development"], "note": "在家能主动做家务，作息规律。"}'::jsonb from done where child is not null
    union all
    select ${REGION}, id, 1, pg_temp.id(2, room.c), null, unit, pg_temp.id(2, room.c), pg_temp.id(2, room.c), '{}'::jsonb
    from done join room on room.c = done.c where child is null
    union all
    select ${REGION}, id, 1, pg_temp.id(2, room.c), null, unit, pg_temp.id(2, room.c), pg_temp.id(2, room.c), '{}'::jsonb
    from done join room on room.school = done.school and make_date(room.entry_year, 9, 1) <= day where done.c is null`

/** Sessions without passwords: the program looks a token up by its hash. One of each leading post, and head teachers of spread classes. */
const ACCOUNTS = `
  create temp table login as
    select row_number() over (order by pg_temp.h(post, 9)) as n, post, person, kind, school, c from seat where kind = 'head_teacher'
    limit ${TEACHERS};
  insert into login select 1000 + school, post, person, kind, school, c from seat where kind = 'principal' and school <= 40;
  insert into login select 2000, post, person, kind, school, c from seat where kind = 'bureau_officer';
  insert into identity (id, login, created_at) select pg_temp.id(16, n), 'bench-' || n, $now from login;
  insert into membership (identity_id, region_id, person_id) select pg_temp.id(16, n), ${REGION}, pg_temp.id(3, person) from login;
  insert into session (token_hash, identity_id, created_at, seen_at, expires_at)
    select encode(sha256(convert_to('bench-token-' || n, 'UTF8')), 'hex'), pg_temp.id(16, n), $now, $now, $now + interval '12 hours' from login`

/** The statements for a jurisdiction of `size` pupils, in order; to be run in one session of the superuser. */
export function statementsFor(size: number): string[] {
  const given: Readonly<Record<string, string>> = { $schools: String(schoolsFor(size)), $size: String(size), $now: `timestamptz '${MOMENT}'` }
  return [HELPERS, STAFF, ORGANISATION, CHILDREN, RECORDS, ACCOUNTS]
    .map((text) => text.replace(/\$schools|\$size|\$now/g, (name) => given[name] ?? name))
}
