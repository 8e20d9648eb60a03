import type { Capacity, Role } from '#kernel/capacity'
import { newId, type Uuid } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import type { explainRecord, listRemaining, MyDuty, readMine, RemainingChild } from '#modules/compliance/coverage/mine.contract'
import type { FamilyVisit, StaffVisit, VisitPreparation } from '#modules/ledger/visits/visit.contract'
import type { SignedView } from '#modules/org/session/session.contract'
import type { RecordField } from '#modules/plan/packs/kind.contract'

export const TODAY = '2026-11-21'
export const NOW = '2026-11-21T10:00:00Z'

const [regionId, unitId, personId, classId] = [1, newId(), newId(), newId()]

export function capacityOf(role: Role, part: Partial<Capacity> = {}): Capacity {
  const label = role === 'head_teacher' ? '三(2)班 · 班主任' : '演示身份'
  const reach = role === 'head_teacher' ? { classIds: [classId] } : {}
  return { id: `1.${role}.${newId()}`, regionId, role, personId, unitId, postIds: [newId()], classIds: [], studentIds: [], label, ...reach, ...part }
}

export const signedIn = (capacities: Capacity[]): SignedView => ({
  signedIn: true, name: '王老师甲', capacities, demo: true, demoAccounts: [], now: NOW, today: TODAY,
  regions: [{ regionId: 1, name: '云杉省示例市松林区' }, { regionId: 2, name: '云杉省示例市柏溪区' }],
})

const period = { key: '2026', label: '2026–2027学年', start: '2026-09-01', end: '2027-08-31', due: '2027-07-10' }
const onTrack = { state: 'on-track', label: '进行中', red: false, note: null } as const

export const dutyOf = (part: Partial<MyDuty> = {}): MyDuty => ({
  key: 'demo-2024#home', doc: 'demo-2024', number: '云杉教〔2024〕17号', level: 'district', levelLabel: '区', matter: 'home-visit',
  sentence: '班主任 对本班每名学生 每学年 入户家访 至少 1 次', strength: 'must', strengthLabel: '必须', unit: '名', period,
  figure: { required: 38, done: 12, asOf: NOW }, relieved: { excepted: 0, hindered: 0 }, standing: onTrack, remaining: 26, due: '2027-07-10',
  dueLabel: '7月10日前', bearerId: classId, groupId: classId, classId,
  className: '三(2)班', hasList: true, ...part,
})

export const mineOf = (duties: MyDuty[] = [dutyOf()]): AnswerOf<typeof readMine> => ({
  asOf: NOW, today: TODAY, duties,
  leading: { duty: 'demo-2024#home', headline: '已访 12 / 38', detail: '还有 26 名，7月10日前' },
})

export const remainingChildOf = (name: string, part: Partial<RemainingChild> = {}): RemainingChild => ({
  studentId: newId(), name, neighbourhood: '松林社区', arrived: null, arrivalNote: null, lastTime: null, done: 0, due: '2027-07-10',
  standing: onTrack, ...part,
})

export const remainingOf = (children: RemainingChild[]): AnswerOf<typeof listRemaining> => ({
  asOf: NOW, duty: dutyOf(), period, class: { id: classId, name: '三(2)班' }, required: 38, done: 38 - children.length, children,
})

const options = (names: Record<string, string>) => Object.entries(names).map(([key, zh]) => ({ key, zh, en: key }))
const field = (part: Pick<RecordField, 'key' | 'zh' | 'type'> & Partial<RecordField>): RecordField =>
  ({ en: part.key, required: false, about: 'subject', setBy: 'recorder', ...part })

export const VISIT_FIELDS: RecordField[] = [
  field({ key: 'mode', zh: '方式', type: 'enum', required: true, about: 'record',
    options: options({ in_home: '入户', at_school: '校内', phone: '电话', video: '视频' }) }),
  field({ key: 'topics', zh: '了解到的情况', type: 'enums', options: options({ at_home: '在家表现', family: '家庭情况', upbringing: '家庭教育情况' }) }),
  field({ key: 'guidance', zh: '给予的指导', type: 'enums', options: options({ development: '学生发展指导', parenting: '家庭教育指导' }) }),
  field({ key: 'note', zh: '一句话记录', type: 'text', max: 200 }),
  field({ key: 'promise', zh: '答应家长的事', type: 'text', max: 100 }),
]

export const MEETING_FIELDS: RecordField[] = [
  field({ key: 'topic', zh: '主题', type: 'text', required: true, about: 'record', max: 100 }),
  field({ key: 'themed', zh: '“有情施教”专题', type: 'flag', about: 'record' }),
]

export const TALK_FIELDS: RecordField[] = [
  field({ key: 'way', zh: '方式', type: 'enum', required: true, about: 'record', options: options({ face: '当面', other: '其他' }) }),
]

export const preparationOf = (student: { studentId: Uuid; name: string }, part: Partial<VisitPreparation> = {}): VisitPreparation =>
  ({ student: { ...student, className: '三(2)班' }, siblings: [], colleagues: [], fields: VISIT_FIELDS, today: TODAY, ...part })

export const visitOf = (recordId: Uuid, part: Partial<StaffVisit> = {}): StaffVisit => ({
  view: 'staff', recordId, state: 'recorded', happenedOn: TODAY, mode: { key: 'in_home', zh: '入户' }, version: 1, random: false,
  by: [{ postId: newId(), personId, post: '三(2)班班主任', name: '王老师甲' }], siblings: [], companions: [],
  children: [{
    studentId: newId(), name: '陈某某', className: '三(2)班', topics: [{ key: 'at_home', zh: '在家表现' }], guidance: [],
    note: '晚上能自己读书半小时', promise: null, answers: [],
  }],
  history: [{ version: 1, recordedAt: NOW, by: '王老师甲', withdrawn: false, reason: null }], can: { correct: true, withdraw: true }, ...part,
})

export const familyVisitOf = (studentId: Uuid, part: Partial<FamilyVisit> = {}): FamilyVisit => ({
  view: 'family', recordId: newId(), state: 'recorded', happenedOn: '2026-11-19', mode: { key: 'in_home', zh: '入户' },
  by: [{ postId: newId(), personId, post: '三(2)班班主任', name: '王老师甲' }],
  children: [{ studentId, name: '陈某某', myAnswer: null }], can: { confirm: true }, ...part,
})

const judged = { matter: 'home-visit', short: '家访' }
export const explained: AnswerOf<typeof explainRecord> = {
  asOf: NOW,
  counted: [
    { ...judged, short: '入户家访', duty: 'demo-2024#home', sentence: '班主任 对本班每名学生 每学年 入户家访 至少 1 次', level: 'district', levelLabel: '区', period: '2026–2027学年', times: 1 },
    { ...judged, duty: 'demo-2023#any', sentence: '班主任 对每名学生 每学年 家访 至少 1 次', level: 'province', levelLabel: '省', period: '2026–2027学年', times: 1 },
  ],
  notCounted: [
    { ...judged, duty: 'demo-2024#new', sentence: '新任班主任 接班两个月内 对每名学生 家访 1 次', level: 'district', levelLabel: '区', code: 'appointment', reason: '您接任本班已超过两个月' },
  ],
}
