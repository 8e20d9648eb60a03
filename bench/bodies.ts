import { REGION } from './moment.ts'

/** What stands in every school: one of each, the parents' committee also for each grade and each class. Three schools of a hundred lack one. */
const OF_SCHOOL = `(values
  (0, 'workstation', null, '家庭教育工作站', '{"coordinator moral_head 1", "member psychology_teacher 1", "member head_teacher 3", "member station_worker 1", "member parent_committee 2"}'),
  (1, 'parents_school', null, '家长学校', '{"head principal 1", "member teacher 4", "member parent 3"}'),
  (2, 'parent_committee', null, '家长委员会', '{"head party_chief 1", "deputy parent 2", "member parent 11"}'),
  (3, 'guidance_committee', null, '家庭教育指导委员会', '{"head principal 1", "member teacher 5"}'),
  (4, 'service_team', null, '家庭教育指导服务队伍', '{"member head_teacher 24", "member psychology_teacher 1", "member family_educator 1"}'),
  (5, 'volunteer_team', 'parents', '家长志愿服务队', '{"member parent_committee 3", "member parent 30"}'),
  (6, 'mechanism', 'home-visits', '全员家访工作机制', '{}'),
  (7, 'mechanism', 'home-visit-system', '家访制度', '{}'),
  (8, 'mechanism', 'mentor-system', '导师制度', '{"member psychology_teacher 1", "member family_educator 1"}'),
  (9, 'mechanism', 'one-plan-per-student', '一生一策关爱制度', '{}'),
  (10, 'mechanism', 'school-led-management', '校级统筹管理机制', '{}'),
  (11, 'appointed_person', 'parent-school', '家长学校专人', '{"member teacher 1"}'),
  (12, 'platform', 'online-parents-school', '网上家长学校', '{}'))`

const DEPARTMENTS = `{"head education 1", "deputy government 2", "member education 3", "member school 6", "member publicity 1", "member cyberspace 1",
  "member civilisation 1", "member police 1", "member civil_affairs 1", "member culture_tourism 1", "member heritage 1", "member government 1",
  "member youth_league 1", "member womens_federation 1", "member care_committee 1", "member science_association 1", "member resource_unit 1"}`

const MECHANISMS = ['base-schools', 'home-visit-linkage', 'leaders-linked-to-schools', 'responsible-bureau', 'responsible-bureau-and-schools',
  'responsible-teacher-development', 'responsible-resource-library', 'responsible-social-resources', 'responsible-family-education',
  'responsible-social-experience', 'responsible-linkage', 'responsible-open-resources', 'responsible-environment', 'coordination',
  'division-of-duties', 'school-safety']

/** What the bureau keeps once. */
const OF_BUREAU = `(values
  (1, 'committee', null, '工作委员会', '${DEPARTMENTS}'),
  (2, 'project_organisation', null, '项目组织机构', '{"head education 1", "coordinator education 1", "deputy education 2", "member moral_head 9"}'),
  (3, 'guidance_centre', null, '家庭教育指导中心', '{"member full_time_guide 3", "member part_time_guide 8"}'),
  (4, 'service_centre', 'workplace', '职工家庭教育服务中心', '{}'), (5, 'platform', 'co-education', '协同育人平台', '{}'),
  (6, 'platform', 'resource-library', '资源库', '{}'), (7, 'zone', null, '东部实验区', '{}'), (8, 'zone', null, '西部实验区', '{}'),
  (9, 'research_group', null, '第一课题组', '{}'), (10, 'research_group', null, '第二课题组', '{}'), (11, 'alliance', null, '心育联盟', '{}'),
  (12, 'expert_team', null, '专家团队', '{"member expert 12", "member psychologist 6"}'),
  (13, 'lecturer_team', null, '讲师团', '{"member psychologist 4", "member expert 9", "member university_teacher 3", "member five_elders 6", "member artist 2"}'),
  (14, 'studio', 'moral-education', '德育名师工作室', '{}'), (15, 'studio', 'family-education', '家庭教育名师工作室', '{}'),
  (16, 'service_team', null, '指导服务队伍', '{"member full_time_guide 12", "member part_time_guide 40"}'),
  (17, 'volunteer_team', 'community', '社区志愿服务队', '{"member community_worker 20", "member industry_expert 8"}'),
  (18, 'elders_team', null, '五老队伍', '{"member five_elders 30", "member party_member 9", "member model_worker 2"}'),
  ${MECHANISMS.map((topic, n) => `(${20 + n}, 'mechanism', '${topic}', '工作机制${n + 1}', '${DEPARTMENTS}')`).join(',\n  ')})`

/**
 * Some forty bodies with about seventy seats a school; in the district a town for four schools, two communities a school of which nine of ten have a
 * station, and a few venues and bases. `n` names a body, `at` its keeper.
 */
export const BODIES = `
  create temp table body_row (n bigint, at int, kind text, topic text, name text, parent bigint, c bigint, grade int, seats text[]);
  insert into body_row select school::bigint * 1000 + j, school, kind, topic, '示例' || name, null, null, null, seats::text[]
    from generate_series(1, $schools) as school, ${OF_SCHOOL} as o(j, kind, topic, name, seats) where pg_temp.h(school * 100 + j, 22) < 0.97;
  insert into body_row select school::bigint * 1000 + 20 + g, school, 'parent_committee', null, '示例年级家长委员会' || g, null, null, g, '{"head parent 1", "member parent 7"}'
    from generate_series(1, $schools) as school, generate_series(1, 9) as g where case when school % 2 = 1 then g <= 6 else g >= 7 end;
  insert into body_row select room.school::bigint * 1000 + 40 + k, room.school, 'parent_committee', null, '示例班级家长委员会' || k, null, room.c, null,
    '{"head parent 1", "member parent 4"}' from room where pg_temp.h(room.c, 23) < 0.9;
  insert into body_row select n, 0, kind, topic, '云杉区示例' || name, null, null, null, seats::text[] from ${OF_BUREAU} as o(n, kind, topic, name, seats);
  insert into body_row select 100000000 + t, 0, 'town', null, '示例街道' || t, null, null, null, '{}' from generate_series(1, greatest(1, $schools / 4)) as t;
  insert into body_row select 200000000 + t, 0, 'platform', 'resource-bank', '示例资源库' || t, 100000000 + t, null, null, '{}'
    from generate_series(1, greatest(1, $schools / 4)) as t where t % 5 > 0;
  insert into body_row select 300000000 + s, 0, 'community', null, '示例社区' || s, 100000000 + s % greatest(1, $schools / 4) + 1, null, null, '{}'
    from generate_series(1, 2 * $schools) as s;
  insert into body_row select 400000000 + s, 0, 'station', null, '示例指导服务站' || s, 300000000 + s, null, null,
    case when s % 3 = 0 then '{"member part_time_guide 2"}' else '{"member full_time_guide 1", "member part_time_guide 2", "member volunteer 4"}' end::text[]
    from generate_series(1, 2 * $schools) as s where s % 10 > 0;
  insert into body_row select 500000000 + v, 0, 'venue', null, '示例场馆' || v, null, null, null, '{}' from generate_series(1, greatest(3, $schools / 5)) as v;
  insert into body_row select 600000000 + v, 0, 'base', null, '示例实践基地' || v, null, null, null, '{}' from generate_series(1, greatest(12, $schools / 8)) as v;
  insert into body (region_id, id, kind, topic, name, unit_id, parent_id, class_id, grade, valid_from)
    select ${REGION}, pg_temp.id(17, n), kind, topic, name, pg_temp.id(1, at), pg_temp.id(17, parent), pg_temp.id(2, c), grade, date '2025-09-10' from body_row
    order by n;
  insert into seat (region_id, id, body_id, unit_id, role, kind, number, valid_from)
    select ${REGION}, pg_temp.id(18, n * 32 + j), pg_temp.id(17, n), pg_temp.id(1, at), split_part(said, ' ', 1), split_part(said, ' ', 2),
      split_part(said, ' ', 3)::int, date '2025-09-10' from body_row, unnest(seats) with ordinality as s(said, j)`
