import { laterOf, type SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import { gradeOf, type NewBody, type NewClass, type NewSeat } from '#modules/org/index'
import type { DistrictPlan, SchoolPlan } from './plan.ts'

/** Bodies and seats of one jurisdiction, a parent before its children. */
export interface Bodies { readonly bodies: NewBody[]; readonly seats: NewSeat[] }

interface School { readonly plan: SchoolPlan; readonly schoolId: Uuid; readonly classes: readonly NewClass[] }
type SeatSpec = readonly [role: NewSeat['role'], kind: NewSeat['kind'], number?: number, title?: string]
type BodySpec = Pick<NewBody, 'kind' | 'name'> & Partial<Pick<NewBody, 'topic' | 'parentId' | 'classId' | 'grade' | 'validFrom' | 'validTo'>>

/** Some are complete, some lack something, some are not there: a page shows each of the three. */
export function addBodies(district: DistrictPlan, place: { bureauId: Uuid; schools: readonly School[]; year: number }): Bodies {
  const made: Bodies = { bodies: [], seats: [] }
  const of = (unitId: Uuid, since: SchoolDate) => (spec: BodySpec, seats: readonly SeatSpec[] = []): Uuid => {
    const id = newId()
    made.bodies.push({ id, unitId, topic: null, parentId: null, classId: null, grade: null, validFrom: since, ...spec })
    made.seats.push(...seats.map(([role, kind, number = 1, title]) => ({
      id: newId(), bodyId: id, unitId, role, kind, number, title: title ?? null, validFrom: spec.validFrom ?? since,
    })))
    return id
  }
  const since: SchoolDate = `${place.year - 1}-09-10`
  addOrganisation(of(place.bureauId, since), district)
  addPlaces(of(place.bureauId, since), PLACES[district.key]!)
  for (const school of place.schools) addSchoolBodies(of(school.schoolId, since), school, place.year)
  return made
}

type Add = (spec: BodySpec, seats?: readonly SeatSpec[]) => Uuid

const MEMBERS: readonly SeatSpec[] = ([
  ['publicity', '区委宣传部分管副部长'], ['police', '公安分局分管副局长'], ['civil_affairs', '区民政局分管副局长'], ['justice', '区司法局分管副局长'],
  ['health', '区卫生健康局分管副局长'], ['culture_tourism', '区文化和旅游局分管副局长'], ['womens_federation', '区妇联副主席'],
  ['youth_league', '团区委副书记'], ['care_committee', '区关工委常务副主任'], ['science_association', '区科协副主席'],
] as const).map(([kind, title]) => ['member', kind, 1, title])

function addOrganisation(add: Add, { key, name }: DistrictPlan): void {
  const district = name.slice(6, 9)
  const group = add({ kind: 'leading_group', name: `${district}家校社协同育人工作领导小组` }, [
    ['head', 'government', 1, '区长'], ['deputy', 'party_committee', 1, '区委常委、宣传部部长'], ['deputy', 'government', 1, '分管教育副区长'],
    ['secretary', 'education', 1, '区教育局局长'], ...(key === 'yunhe' ? MEMBERS : MEMBERS.slice(0, 3)),
  ])
  if (key !== 'yunhe') return
  // Nine kinds of departments are asked for, and one of them does not sit in it.
  add({ kind: 'committee', name: '云河区家庭教育工作委员会', parentId: group }, [['head', 'education', 1, '区教育局局长'], ...MEMBERS, ['member', 'principal', 6]])
  add({ kind: 'project_organisation', name: '云河区家校社共育项目组', parentId: group }, [
    ['head', 'education', 1, '区教育局副局长'], ['deputy', 'education', 2], ['member', 'moral_head', 6],
  ])
  add({ kind: 'joint_conference', name: '云河区家庭教育联席会议', parentId: group }, [['head', 'government', 1, '分管教育副区长'], ...MEMBERS])
  add({ kind: 'guidance_centre', name: '云河区家庭教育指导中心' }, [['head', 'education', 1, '中心主任'], ['member', 'full_time_guide', 3], ['member', 'part_time_guide', 8]])
  add({ kind: 'zone', name: '云河区家校社协同育人实验区' })
  add({ kind: 'platform', name: '云河区家校社共育平台', topic: 'co-education' })
  for (const [topic, name] of BUREAU_MECHANISMS) add({ kind: 'mechanism', name, topic })
  add({ kind: 'mechanism', name: '局领导联系学校制度', topic: 'leaders-linked-to-schools' }, [['member', 'education', 5, '局领导'], ['member', 'school', 4]])
  for (const [spec, seats] of TEAMS) add({ ...spec, parentId: group }, seats)
  for (const one of DEPARTMENTS) add({ kind: 'department', name: `${district}${one}` })
}

const BUREAU_MECHANISMS = [['coordination', '部门协调联动机制'], ['school-safety', '学校安全多部门协作机制'], ['home-visit-linkage', '家访联动机制']] as const

const TEAMS: readonly (readonly [BodySpec, readonly SeatSpec[]])[] = [
  [{ kind: 'expert_team', name: '云河区家庭教育专家团队' }, [['head', 'university_teacher'], ['member', 'expert', 11], ['member', 'psychologist', 6], ['member', 'legal_worker', 2]]],
  [{ kind: 'lecturer_team', name: '云河区家庭教育讲师团' }, [['head', 'researcher'], ['member', 'teacher', 168], ['member', 'parent', 64], ['member', 'expert', 22]]],
  [{ kind: 'volunteer_team', name: '云河区社区家庭教育志愿服务队', topic: 'community' }, [['head', 'community_worker'], ['member', 'volunteer', 46], ['member', 'industry_expert', 5]]],
  [{ kind: 'service_team', name: '云河区家庭教育指导服务队伍' }, [['member', 'full_time_guide', 20], ['member', 'part_time_guide', 34]]],
]

const DEPARTMENTS = ['教育局', '民政局', '司法局', '卫生健康局', '文化和旅游局', '妇女联合会', '关心下一代工作委员会']

interface Places { readonly towns: Readonly<Record<string, readonly string[]>>; readonly without: readonly string[]; readonly bases: readonly string[] }

/** In Yunhe 17 of 20 communities have a station, and 9 bases of 10 are there; in Songling every community has one. */
const PLACES: Readonly<Record<string, Places>> = {
  yunhe: {
    towns: {
      柳岸街道: ['柳岸社区', '柳堤社区', '芦苇荡社区', '渡口社区', '云帆社区', '北仓社区', '石桥社区'],
      桥东街道: ['桥东社区', '书院社区', '银杏社区', '灯塔社区', '长亭社区', '风铃社区', '竹里社区'],
      石榴街道: ['石榴社区', '葵园社区', '星河社区', '麦浪社区', '晨光社区', '鹿鸣社区'],
    },
    without: ['北仓社区', '长亭社区', '鹿鸣社区'],
    bases: ['示例湿地观鸟站', '示例农耕园', '示例博物馆', '示例消防体验馆', '示例科技馆', '示例非遗工坊', '示例法治教育馆', '示例图书馆', '示例红色纪念馆'],
  },
  songling: {
    towns: { 岭下街道: ['松风社区', '梅园社区', '水车社区', '林场社区', '西坡社区'] },
    without: [], bases: ['示例林业劳动站', '示例水文观测站', '示例陶艺馆'],
  },
}

/** The last community of a town has nobody but volunteers. */
const STATION: readonly SeatSpec[] = [['head', 'community_worker', 1, '社区党组织书记'], ['member', 'volunteer', 3], ['member', 'full_time_guide'], ['member', 'part_time_guide', 2]]

function addPlaces(add: Add, { towns, without, bases }: Places): void {
  for (const [town, communities] of Object.entries(towns)) {
    const townId = add({ kind: 'town', name: town })
    if (town !== '石榴街道') add({ kind: 'platform', name: `${town}资源库`, topic: 'resource-bank', parentId: townId })
    for (const name of communities) {
      const parentId = add({ kind: 'community', name, parentId: townId })
      if (without.includes(name)) continue
      add({ kind: 'station', name: `${name}家庭教育指导服务站`, parentId }, name === communities.at(-1) ? STATION.slice(0, 2) : STATION)
    }
  }
  for (const name of bases) add({ kind: 'base', name })
}

const STATION_TEAM: readonly SeatSpec[] = [
  ['head', 'principal'], ['coordinator', 'moral_head', 1, '德育处主任'], ['member', 'psychology_teacher'], ['member', 'family_educator'],
  ['member', 'head_teacher', 3], ['member', 'parent_committee', 2], ['member', 'station_worker'], ['member', 'volunteer', 2],
]

/** The junior school's workstation lacks members, the kindergarten has none, and the vocational school has entered nothing. */
function addSchoolBodies(add: Add, { plan, classes }: School, year: number): void {
  if (plan.key === 'vocational') return
  const school = plan.name.slice(3)
  if (plan.key !== 'kindergarten') add({ kind: 'workstation', name: `${school}家庭教育工作站` }, plan.key === 'junior' ? STATION_TEAM.slice(0, 3) : STATION_TEAM)
  add({ kind: 'parents_school', name: `${school}家长学校` }, [['head', 'principal'], ['deputy', 'parent_committee'], ['member', 'teacher', 4], ['member', 'parent', 3]])
  add({ kind: 'parent_committee', name: `${school}家长委员会` }, committeeSeats(11, plan.key === 'primary' ? 'party_chief' : 'parent'))
  if (plan.key !== 'kindergarten') addSystems(add, school, plan.key === 'junior')
  if (plan.key === 'primary') addPrimaryBodies(add, { classes, year })
  if (plan.key === 'junior') add({ kind: 'parent_committee', name: `${school}膳食家长委员会`, validTo: `${year}-07-05` })
}

const PSYCHOLOGIST: SeatSpec = ['member', 'psychology_teacher']

/** Growth mentors and home visits; the junior school has found no psychology teacher for it yet. */
function addSystems(add: Add, school: string, lacking: boolean): void {
  add({ kind: 'mechanism', name: `${school}成长导师制`, topic: 'mentor-system' }, [['member', 'family_educator'], ...(lacking ? [] : [PSYCHOLOGIST])])
  add({ kind: 'mechanism', name: `${school}家访制度`, topic: 'home-visit-system' })
  if (!lacking) add({ kind: 'guidance_committee', name: `${school}家庭教育指导委员会` }, [['head', 'principal'], ['member', 'teacher', 5], ['member', 'parent', 4]])
}

/** Parent committees at three levels; the fourth class of each grade has none. */
function addPrimaryBodies(add: Add, { classes, year }: { classes: readonly NewClass[]; year: number }): void {
  add({ kind: 'appointed_person', name: '家长学校专人', topic: 'parent-school' }, [['member', 'teacher']])
  add({ kind: 'service_team', name: '示例小学家庭教育指导队伍' }, [['member', 'head_teacher', 12], ['member', 'psychology_teacher']])
  add({ kind: 'volunteer_team', name: '示例小学家长志愿服务队', topic: 'parents' }, [['head', 'parent_committee'], ['member', 'parent', 24]])
  for (const grade of [...new Set(classes.map((room) => gradeOf(room, year)!))].sort((a, b) => a - b)) {
    add({ kind: 'parent_committee', name: `${'一二三四五六'[grade - 1]}年级家长委员会`, grade }, committeeSeats(7))
  }
  for (const room of classes.filter((one) => one.number !== 4)) {
    const name = `${room.entryYear}级${room.number}班家长委员会`
    add({ kind: 'parent_committee', name, classId: room.id, validFrom: laterOf(`${year - 1}-09-10`, room.validFrom) }, committeeSeats(5))
  }
}

const committeeSeats = (members: number, head: 'parent' | 'party_chief' = 'parent'): readonly SeatSpec[] =>
  [['head', head], ['deputy', 'parent', 2], ['member', 'parent', members]]
