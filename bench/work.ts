import { CLASSES, REGION, TODAY, YEAR } from './moment.ts'

/** A date of the year that ends today: those after it belong to the year before. */
const on = (day: string): string => (`${YEAR}-${day}` < TODAY ? `${YEAR}-${day}` : `${YEAR - 1}-${day}`)

/** `about` is the school itself or all its classes; `post` the place of the maker among the school's posts; then days and fields. */
type Event = readonly [what: string, about: 'unit' | 'classes', post: number, days: readonly string[], fields: Readonly<Record<string, unknown>>]

/** What a school does in a year beside what single teachers do: some fifty records. */
const EVENTS: readonly Event[] = [
  ['guidance_activity', 'classes', 202, ['10-17', '03-21'], { category: ['ideas'], topic: '示例活动' }],
  ['guidance_activity', 'classes', 202, ['12-05', '05-15'], { category: ['knowledge', 'policy'], topic: '示例活动' }],
  ['lesson', 'classes', 210, ['09-18', '10-23', '03-13', '05-22'], { topic: '示例课程', lecturer: 'teacher' }],
  ['practice_activity', 'classes', 203, ['10-31', '04-18'], { topic: '示例实践' }],
  ['parent_child_activity', 'classes', 203, ['05-30'], { topic: '示例亲子活动' }],
  ['parent_meeting', 'classes', 200, ['09-04', '02-28'], { topic: '书记校长上讲台', themed: true, leader_spoke: true }],
  ['open_day', 'unit', 202, ['10-30', '04-24', '05-29'], { topic: '示例开放日' }],
  ['reception_day', 'unit', 201, ['09-25', '10-16', '11-13', '03-27', '04-17', '06-05'], { topic: '示例接待日' }],
  ['parent_congress', 'unit', 200, ['10-23'], { topic: '示例家长代表大会', attended: 60 }],
  ['training', 'unit', 203, ['04-11', '10-17'], { contents: ['psychology', 'family_education'], topic: '示例培训' }],
  ['work_meeting', 'unit', 200, ['09-10', '12-18', '03-05', '06-18'], { purpose: 'regular', agenda: ['report', 'progress'], invited: ['family'], topic: '示例会议' }],
  ['document', 'unit', 204, ['09-08'], { type: 'work_plan', title: '示例工作计划' }],
  ['document', 'unit', 204, ['12-28', '07-03'], { type: 'summary', title: '示例工作总结' }],
  ['building_check', 'unit', 205, ['09-02', '02-25'], { topic: '示例校舍检查', findings: 1 }],
  ['admission_ceremony', 'unit', 206, ['06-01'], { type: 'pioneers' }],
  ['phase_progress', 'unit', 204, ['06-30'], { note: '示例进展' }],
  ['publicity', 'unit', 207, ['05-15', '11-02'], { topic: '示例宣传', channel: 'board' }],
  ['named_activity', 'unit', 207, ['03-20', '05-08', '10-09'], { title: '示例主题活动' }],
  ['exchange_activity', 'unit', 202, ['10-14', '04-15'], { contents: ['policy', 'questions'], topic: '示例座谈' }],
  ['mental_health_activity', 'unit', 209, ['10-10', '05-25'], { topic: '示例心理活动', audience: ['students'] }],
  ['campus_visit', 'unit', 203, ['04-29', '09-29'], { people: ['five_elders', 'fire_instructor'], topic: '示例进校园' }],
  ['public_lecture', 'unit', 203, ['05-20'], { topic: '示例讲座' }],
]

const events = EVENTS.flatMap(([what, about, post, days, fields]) => days.map((day) => ({ what, about, post, day: on(day), fields })))
  .map(({ what, about, post, day, fields }, m) => `(${m}, '${what}', '${about}', ${post}, date '${day}', '${JSON.stringify(fields)}'::jsonb)`)

/** What head teachers and mentors record of each class. */
const OF_CLASS = ([
  ['awareness_check', 'k', ['09-15'], { audience: 'students', all_known: true }], ['awareness_check', 'k', ['09-22'], { audience: 'guardians', all_known: true }],
  ['mentor_report', '209', ['10-20', '04-13'], { field: 'psychology', topic: '示例辅导' }],
  ['mentor_report', '210', ['10-27', '04-20'], { field: 'family_education', topic: '示例辅导' }],
] as const).flatMap(([what, post, days, fields]) => days.map((day) => ({ what, post, day: on(day), fields })))
  .map(({ what, post, day, fields }, m) => `select 16, c * 10 + ${m}, null::bigint, c, school, school::bigint * 1000 + ${post}, '${what}', date '${day}',
      '${JSON.stringify(fields)}'::jsonb, null::uuid, school from room where pg_temp.h(c, ${30 + m}) < 0.9 and (entry_year < ${YEAR} or date '${day}' > date '${YEAR}-08-01')`)

const GOALS = ['governance', 'mechanism', 'school_base', 'parents', 'stations', 'resources', 'formed', 'level', 'teams', 'carriers', 'experience', 'society']
/** What the bureau records of itself; 1 is its leader, 2 its officer. */
const OF_BUREAU = [
  ...GOALS.map((goal) => ['goal_review', '06-20', { goal, reached: goal !== 'level' }] as const),
  ...['plan', 'work_plan', 'list', 'issued'].map((type) => ['document', '03-02', { type, title: '示例文件' }] as const),
  ...['01-15', '04-15', '09-15'].map((day) => ['work_meeting', day, { purpose: 'joint', agenda: ['progress'], topic: '示例联席会议' }] as const),
  ...Array.from({ length: 9 }, (_, n) => ['public_lecture', `0${n + 1}-11`, { topic: '示例公益讲座' }] as const),
].map(([what, day, fields], m) => `select 23, ${m}::bigint, null::bigint, null::bigint, 0, 2::bigint, '${what}', date '${on(day)}', '${JSON.stringify(fields)}'::jsonb, pg_temp.id(1, 0), 0`)

/**
 * A year of work up to yesterday, of every kind. Four of five children were visited by the head teacher, one of five by a subject teacher, a few
 * by leaders; nearly half were talked with; those left behind were called three times. Five meetings a class, its reports and checks, some fifty events
 * a school, one inspection of each, and what stations and venues do. `kind` keeps the ids apart; `about` is a unit or body, `at` its keeper.
 */
export const WORK = `
  create temp table work as
    with visit as (
      select 11 as kind, n, n as child, pupil.c, pupil.school, room.school::bigint * 1000 + room.k as post from pupil join room using (c) where pg_temp.h(n, 3) < 0.8
      union all
      select 12, n, n, c, pupil.school, pupil.school::bigint * 1000 + 100 + (n % 3) * ${CLASSES} + room.k from pupil join room using (c) where pg_temp.h(n, 4) < 0.2
      union all
      select 13, n, n, c, school, school::bigint * 1000 + 200 + n % 8 from pupil where pg_temp.h(n, 5) < 0.06)
    select visit.kind, n, child, visit.c, visit.school, visit.post, 'home_visit' as what,
      case when job.since > date '${TODAY}' - 365 and visit.kind < 13 then job.since + floor(pg_temp.h(n, 6) * (date '${TODAY}' - job.since))::int
        else date '${TODAY}' - 1 - floor(pg_temp.h(n, 6 + visit.kind) * 364)::int end as day,
      jsonb_build_object('mode', case when pg_temp.h(n, 7) < 0.78 then 'in_home' when pg_temp.h(n, 8) < 0.5 then 'at_school' else 'phone' end) as fields,
      null::uuid as about, visit.school as at
    from visit join job on job.post = visit.post
    union all
    select 14, c * 5 + m, null, c, school, school::bigint * 1000 + k, 'parent_meeting',
      (array[date '${YEAR}-09-05', date '${YEAR}-11-08', date '${YEAR}-01-17', date '${YEAR}-02-28', date '${YEAR}-07-05'])[m + 1],
      jsonb_build_object('topic', '示例家长会', 'themed', m in (0, 3)), null, school
    from room, generate_series(0, 4) as m where entry_year < ${YEAR} or m < 2
    union all
    select 15, school::bigint * 100 + m, null, null, school, school::bigint * 1000 + place, what, day, fields,
      case when about = 'unit' then pg_temp.id(1, school) end, school
    from generate_series(1, $schools) as school, (values ${events.join(',\n      ')}) as e(m, what, about, place, day, fields)
    where pg_temp.h(school::bigint * 100 + m, 24) < 0.95
    union all
    ${OF_CLASS.join('\n    union all\n    ')}
    union all
    select 20, n, n, c, pupil.school, pupil.school::bigint * 1000 + 100 + (n % 3) * ${CLASSES} + room.k, 'talk',
      date '${YEAR}-09-01' + floor(pg_temp.h(n, 25) * 14)::int, '{"topics": ["study", "feelings"], "way": "face"}', null, pupil.school
    from pupil join room using (c) where pg_temp.h(n, 26) < 0.45
    union all
    select 21, n * 3 + m, n, c, pupil.school, pupil.school::bigint * 1000 + room.k, 'guardian_contact',
      date '${YEAR}-09-10' + m * 20 + floor(pg_temp.h(n, 27) * 15)::int, '{"way": "video"}', null, pupil.school
    from pupil join room using (c), generate_series(0, 2) as m where pg_temp.h(n, 21) < 0.04
    union all
    select 22, school, null, null, 0, 2, 'inspection', date '${YEAR}-10-12' + (school % 30)::int, '{"topic": "示例督导", "findings": 0}', pg_temp.id(1, school), school
    from generate_series(1, $schools) as school
    union all
    select 24, school, null, null, 0, 2, 'finding', date '${YEAR}-10-12' + (school % 30)::int,
      jsonb_build_object('rule', (array['group_notice', 'marking_by_parents', 'added_content', 'privacy_broken'])[1 + school % 4]), pg_temp.id(1, school), school
    from generate_series(1, $schools) as school where school % 12 = 0
    union all
    ${OF_BUREAU.join('\n    union all\n    ')}
    union all
    select 25, n * 8 + m, null, null, 0, 2, 'station_activity', date '${YEAR}-01-20' + (m * 60 + n % 40)::int, '{"topic": "示例活动", "free": true, "attended": 30}',
      pg_temp.id(17, n), 0
    from body_row, generate_series(0, 4) as m where kind in ('station', 'venue') and pg_temp.h(n * 8 + m, 28) < 0.9
    union all
    select 26, n * 8 + m, null, null, 0, 2, 'culture_guidance', date '${YEAR}-02-02' + (m * 40 + n % 30)::int, '{"topic": "示例讲座"}', pg_temp.id(17, n), 0
    from body_row, generate_series(0, 5) as m where kind = 'venue'
    union all
    select 27, n, null, null, 0, 2, what, date '${YEAR}-03-18', fields::jsonb, pg_temp.id(17, n), 0
    from body_row join (values ('committee', 'work_meeting', '{"purpose": "joint", "topic": "示例会议"}'),
      ('service_centre', 'training', '{"contents": ["family_education"], "topic": "示例培训"}'), ('guidance_centre', 'assessment', '{"topic": "示例评估"}'))
      as t(kind, what, fields) using (kind);
  create temp table done as
    select work.*, pg_temp.id(work.kind, n) as id, pg_temp.id(1, work.school) as unit, (day + time '12:30') at time zone 'UTC' as made,
      pg_temp.id(3, case when job.changed and day < date '${YEAR}-09-01' then job.person + 60 else job.person end) as person,
      job.kind as post_kind, job.c as post_class
    from work join job using (post);
  insert into record (region_id, id, kind, unit_id, version, state, created_at, created_by)
    select ${REGION}, id, what, unit, 1, 'recorded', made, person from done;
  insert into record_version (region_id, record_id, version, kind, unit_id, happened_on, fields, withdrawn, recorded_at, recorded_by, capacity)
    select ${REGION}, id, 1, what, unit, day, fields, false, made, person, '${REGION}.' || post_kind || '.' || unit from done;
  insert into record_actor (region_id, record_id, version, person_id, post_id, post_kind, unit_id, class_id)
    select ${REGION}, id, 1, person, pg_temp.id(5, post), post_kind, unit, pg_temp.id(2, post_class) from done
    union all
    select * from (select distinct on (done.id, job.person) ${REGION}, done.id, 1, pg_temp.id(3, job.person), pg_temp.id(5, job.post), job.kind, unit, pg_temp.id(2, job.c)
      from done join job on job.school = done.school and job.post <> done.post where what = 'training' and done.school > 0
      order by done.id, job.person, job.post) as everybody;
  insert into record_subject (region_id, record_id, version, subject_id, student_id, school_id, class_id, class_then, fields)
    select ${REGION}, id, 1, pg_temp.id(8, child), pg_temp.id(8, child), unit, pg_temp.id(2, c), pg_temp.id(2, c),
      case when what = 'home_visit' then '{"topics": ["at_home", "family"], "guidance": ["development"], "note": "在家能主动做家务，作息规律。"}' else '{}' end::jsonb
    from done where child is not null
    union all
    select ${REGION}, id, 1, about, null, pg_temp.id(1, at), null, null, '{}'::jsonb from done where about is not null
    union all
    select ${REGION}, id, 1, pg_temp.id(2, done.c), null, unit, pg_temp.id(2, done.c), pg_temp.id(2, done.c), '{}'::jsonb
    from done where child is null and about is null and done.c is not null
    union all
    select ${REGION}, id, 1, pg_temp.id(2, room.c), null, unit, pg_temp.id(2, room.c), pg_temp.id(2, room.c), '{}'::jsonb
    from done join room on room.school = done.school and make_date(room.entry_year, 9, 1) <= day where child is null and about is null and done.c is null`
