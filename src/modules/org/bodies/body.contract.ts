import { z } from 'zod'
import { event } from '#kernel/event'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { schoolDay } from '../units/unit.contract.ts'

/** Bodies (机构与队伍) that documents ask for and that are neither a unit nor a class. One body counts for every document. */
export const BODY_KINDS = [
  'leading_group', 'joint_conference', 'committee', 'project_organisation', 'department', 'town', 'community', 'county',
  'guidance_centre', 'station', 'workstation', 'consortium', 'alliance', 'zone', 'platform', 'mechanism', 'appointed_person',
  'expert_team', 'lecturer_team', 'counselling_team', 'volunteer_team', 'service_team', 'elders_team', 'studio', 'research_group',
  'guidance_committee', 'parent_committee', 'parents_school', 'service_centre', 'youth_committee',
  'base', 'venue', 'facility',
] as const
export type BodyKind = (typeof BODY_KINDS)[number]

/** `keeper`: which unit enters and keeps it. */
export const BODY_NAMES: Readonly<Record<BodyKind, { zh: string; en: string; keeper: 'school' | 'bureau' | 'both' }>> = {
  leading_group: { zh: '领导小组', en: 'leading group', keeper: 'both' },
  joint_conference: { zh: '联席会议', en: 'joint conference', keeper: 'bureau' },
  committee: { zh: '工作委员会', en: 'working committee', keeper: 'bureau' },
  project_organisation: { zh: '专项组织机构', en: 'project organisation', keeper: 'bureau' },
  department: { zh: '部门', en: 'department', keeper: 'bureau' },
  town: { zh: '镇（街道）', en: 'town or sub-district', keeper: 'bureau' },
  community: { zh: '社区（村）', en: 'community', keeper: 'bureau' },
  county: { zh: '旗县市', en: 'county or banner', keeper: 'bureau' },
  guidance_centre: { zh: '家庭教育指导中心', en: 'family-education guidance centre', keeper: 'bureau' },
  station: { zh: '家庭教育指导服务站点', en: 'guidance station', keeper: 'bureau' },
  workstation: { zh: '家庭教育工作站', en: 'family-education workstation', keeper: 'school' },
  consortium: { zh: '教联体', en: 'education consortium', keeper: 'both' },
  alliance: { zh: '联盟', en: 'alliance', keeper: 'both' },
  zone: { zh: '实验区', en: 'pilot zone', keeper: 'bureau' },
  platform: { zh: '平台', en: 'platform', keeper: 'both' },
  mechanism: { zh: '制度与机制', en: 'mechanism', keeper: 'both' },
  appointed_person: { zh: '专人与岗位', en: 'appointed person', keeper: 'both' },
  expert_team: { zh: '专家团队', en: 'expert team', keeper: 'both' },
  lecturer_team: { zh: '讲师团', en: 'lecturer team', keeper: 'both' },
  counselling_team: { zh: '心理辅导团队', en: 'counselling team', keeper: 'both' },
  volunteer_team: { zh: '志愿服务队', en: 'volunteer team', keeper: 'both' },
  service_team: { zh: '指导服务队伍', en: 'guidance service team', keeper: 'both' },
  elders_team: { zh: '“五老”队伍', en: 'team of the five elders', keeper: 'both' },
  studio: { zh: '名师工作室', en: 'master-teacher studio', keeper: 'both' },
  research_group: { zh: '课题组', en: 'research group', keeper: 'both' },
  guidance_committee: { zh: '家庭教育指导委员会', en: 'family-education guidance committee', keeper: 'school' },
  parent_committee: { zh: '家长委员会', en: 'parent committee', keeper: 'school' },
  parents_school: { zh: '家长学校', en: 'parents’ school', keeper: 'school' },
  service_centre: { zh: '家校社共育服务中心', en: 'co-education service centre', keeper: 'both' },
  youth_committee: { zh: '校外少工委', en: 'out-of-school pioneer committee', keeper: 'bureau' },
  base: { zh: '实践基地', en: 'practice base', keeper: 'bureau' },
  venue: { zh: '场馆', en: 'venue', keeper: 'bureau' },
  facility: { zh: '场所与设施', en: 'facility', keeper: 'both' },
}

export const SEAT_ROLES = ['head', 'executive_deputy', 'deputy', 'coordinator', 'secretary', 'member'] as const
export type SeatRole = (typeof SEAT_ROLES)[number]
export const SEAT_ROLE_NAMES: Readonly<Record<SeatRole, string>> = {
  head: '负责人', executive_deputy: '常务副职', deputy: '副职', coordinator: '总协调员', secretary: '秘书', member: '成员',
}

/** From where a seat is filled. */
export const SEAT_KINDS = [
  'party_chief', 'principal', 'school_leader', 'moral_head', 'head_teacher', 'teacher', 'counsellor', 'psychology_teacher',
  'family_educator', 'researcher', 'grade_head', 'parent', 'parent_committee', 'community_worker', 'station_worker',
  'volunteer', 'expert', 'psychologist', 'university_teacher', 'medical_worker', 'police_officer', 'legal_worker', 'judge',
  'prosecutor', 'fire_officer', 'social_worker', 'five_elders', 'model_worker', 'moral_model', 'times_model', 'civility_model',
  'artist', 'heritage_keeper', 'party_member', 'industry_expert', 'full_time_guide', 'part_time_guide', 'party_committee',
  'government', 'education', 'publicity', 'cyberspace', 'civilisation', 'court', 'procuratorate', 'police', 'justice',
  'civil_affairs', 'health', 'sports', 'culture_tourism', 'heritage', 'housing', 'fire', 'market', 'science_technology',
  'finance', 'human_resources', 'womens_federation', 'youth_league', 'care_committee', 'science_association', 'trade_union',
  'disabled_federation', 'broadcasting', 'town', 'community', 'hospital', 'school', 'family', 'resource_unit',
  'social_organisation', 'enterprise', 'university',
] as const
export type SeatKind = (typeof SEAT_KINDS)[number]

export const SEAT_KIND_NAMES: Readonly<Record<SeatKind, string>> = {
  party_chief: '党组织主要负责人', principal: '校长', school_leader: '校领导', moral_head: '德育干部', head_teacher: '班主任', teacher: '教师',
  counsellor: '辅导员', psychology_teacher: '心理健康教师', family_educator: '家庭教育教师', researcher: '教研员', grade_head: '年级组长',
  parent: '家长', parent_committee: '家委会成员', community_worker: '社区工作者', station_worker: '站点派员', volunteer: '志愿者',
  expert: '家庭教育专家', psychologist: '心理专家', university_teacher: '高校教师', medical_worker: '医务人员', police_officer: '民警',
  legal_worker: '法治工作者', judge: '法官', prosecutor: '检察官', fire_officer: '消防员', social_worker: '社会工作者', five_elders: '“五老”',
  model_worker: '劳动模范', moral_model: '道德模范', times_model: '时代楷模', civility_model: '精神文明先进代表', artist: '德艺双馨艺术家',
  heritage_keeper: '非遗传承人', party_member: '优秀党（团）员', industry_expert: '行业优秀工作者', full_time_guide: '专职指导人员',
  part_time_guide: '兼职指导人员', party_committee: '党委', government: '政府', education: '教育', publicity: '宣传', cyberspace: '网信',
  civilisation: '文明办', court: '法院', procuratorate: '检察院', police: '公安', justice: '司法', civil_affairs: '民政', health: '卫健',
  sports: '体育', culture_tourism: '文旅', heritage: '文物', housing: '住建', fire: '消防', market: '市场监管', science_technology: '科技',
  finance: '财政', human_resources: '人社', womens_federation: '妇联', youth_league: '共青团', care_committee: '关工委',
  science_association: '科协', trade_union: '工会', disabled_federation: '残联', broadcasting: '广电', town: '镇（街道）',
  community: '社区（村）', hospital: '医疗机构', school: '学校', family: '家庭', resource_unit: '社会资源单位', social_organisation: '社会组织',
  enterprise: '企业', university: '高校',
}

/** A seat is held by so many persons of a kind; a title (岗位) stands for whoever holds that post, never a name. */
export const seat = z.object({
  id: z.uuid(),
  role: z.enum(SEAT_ROLES),
  kind: z.enum(SEAT_KINDS),
  title: z.string().nullable(),
  number: z.int().positive(),
  validFrom: schoolDay,
  validTo: schoolDay.nullable(),
})
export type Seat = z.infer<typeof seat>

export const body = z.object({
  id: z.uuid(),
  kind: z.enum(BODY_KINDS),
  topic: z.string().nullable(),
  name: z.string(),
  /** The school or bureau that keeps it. */
  unitId: z.uuid(),
  /** The body to which it belongs: the community of a station, the banner of a consortium. */
  parentId: z.uuid().nullable(),
  classId: z.uuid().nullable(),
  grade: z.int().nullable(),
  validFrom: schoolDay,
  validTo: schoolDay.nullable(),
  seats: z.array(seat),
})
export type Body = z.infer<typeof body>

/** Bodies or their seats came, changed or went. `on`: the first day that it concerns. */
export const bodiesChanged = event<{ readonly bodyIds: readonly Uuid[]; readonly unitIds: readonly Uuid[]; readonly on: SchoolDate }>('bodies-changed')
