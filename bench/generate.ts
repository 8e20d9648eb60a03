import type { SchoolDate } from '#kernel/dates'
import { BODIES } from './bodies.ts'
import { CLASSES, MOMENT, REGION, YEAR } from './moment.ts'
import { WORK } from './work.ts'

/** Everything of a jurisdiction of any size, as statements: the rows are made by the server, so that half a million pupils take a minute. */

const FOUNDED: SchoolDate = '2015-09-01'

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

/** Who works: 24 head teachers, 24 subject teachers with three classes each, eleven others a school; three in the bureau. */
const STAFF = `
  create temp table room as select c, c / ${CLASSES} + 1 as school, c % ${CLASSES} as k,
    case when (c / ${CLASSES}) % 2 = 0 then 'primary' else 'junior' end as stage,
    ${YEAR} - case when (c / ${CLASSES}) % 2 = 0 then (c % ${CLASSES}) / 4 else (c % ${CLASSES}) / 8 end as entry_year,
    1 + case when (c / ${CLASSES}) % 2 = 0 then c % 4 else c % 8 end as number,
    pg_temp.h(c, 1) < 0.12 as changed
    from generate_series(0, $schools * ${CLASSES} - 1) as c;
  create temp table job as
    select room.school::bigint * 1000 + k as post, 'head_teacher' as kind, null as subject, c, school, room.school::bigint * 100 + k as person,
      make_date(entry_year, 9, 1) as since, changed and entry_year < ${YEAR} as changed from room
    union all
    select school::bigint * 1000 + 100 + x * ${CLASSES} + k, 'subject_teacher', (array['数学', '英语', '体育'])[x + 1], c, school,
      school::bigint * 100 + 24 + x * 8 + k / 3, make_date(entry_year, 9, 1), false from room, generate_series(0, 2) as x
    union all
    select school::bigint * 1000 + 200 + j, (array['principal', 'party_secretary', 'vice_principal', 'vice_principal', 'middle_leader',
      'middle_leader', 'middle_leader', 'middle_leader', 'roster_keeper', 'psychology_teacher', 'family_educator'])[j + 1], null, null, school, school::bigint * 100 + 48 + j,
      date '${FOUNDED}', false from generate_series(1, $schools) as school, generate_series(0, 10) as j
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
    from (select person from job union select person + 60 from job where changed) as staff;
  insert into post (region_id, id, unit_id, kind, class_id, subject, valid_from)
    select ${REGION}, pg_temp.id(5, post), pg_temp.id(1, school), kind, pg_temp.id(2, c), subject, since from job;
  insert into appointment (region_id, id, post_id, person_id, valid_from, valid_to)
    select ${REGION}, pg_temp.id(6, post), pg_temp.id(5, post), pg_temp.id(3, person), case when changed then date '${YEAR}-09-01' else since end, null from job
    union all
    select ${REGION}, pg_temp.id(7, post), pg_temp.id(5, post), pg_temp.id(3, person + 60), since, date '${YEAR}-08-31' from job where changed`

/**
 * Two guardians a child; one child in twelve shares them with another child of the neighbourhood of its class. Four in a hundred are
 * key students, four left behind. */
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
      ${nameOf('family + 7 * g')}, (array['父亲', '母亲'])[g + 1], make_date(entry_year, 9, 1) from pupil, generate_series(0, 1) as g;
  insert into designation (region_id, id, student_id, school_id, class_id, kind, valid_from, set_at, set_by)
    select ${REGION}, pg_temp.id(19, 2 * n + k), pg_temp.id(8, n), pg_temp.id(1, school), pg_temp.id(2, c), (array['key', 'left_behind'])[k + 1],
      make_date(entry_year, 9, 1), $now, pg_temp.id(3, school::bigint * 100 + 48)
    from pupil, generate_series(0, 1) as k where pg_temp.h(n, 20 + k) < 0.04`

/** Sessions without passwords: the program looks a token up by its hash. One of each leading post, and head teachers of spread classes. */
const ACCOUNTS = `
  create temp table login as
    select row_number() over (order by pg_temp.h(post, 9)) as n, post, person, kind, school, c from job where kind = 'head_teacher'
    limit ${TEACHERS};
  insert into login select 1000 + school, post, person, kind, school, c from job where kind = 'principal' and school <= 40;
  insert into login select 2000, post, person, kind, school, c from job where kind = 'bureau_officer';
  insert into identity (id, login, created_at) select pg_temp.id(16, n), 'bench-' || n, $now from login;
  insert into membership (identity_id, region_id, person_id) select pg_temp.id(16, n), ${REGION}, pg_temp.id(3, person) from login;
  insert into session (token_hash, identity_id, created_at, seen_at, expires_at)
    select encode(sha256(convert_to('bench-token-' || n, 'UTF8')), 'hex'), pg_temp.id(16, n), $now, $now, $now + interval '12 hours' from login`

/** The statements for a jurisdiction of `size` pupils, in order; to be run in one session of the superuser. */
export function statementsFor(size: number): string[] {
  const given: Readonly<Record<string, string>> = { $schools: String(schoolsFor(size)), $size: String(size), $now: `timestamptz '${MOMENT}'` }
  return [HELPERS, STAFF, ORGANISATION, BODIES, CHILDREN, WORK, ACCOUNTS]
    .map((text) => text.replace(/\$schools|\$size|\$now/g, (name) => given[name] ?? name))
}
