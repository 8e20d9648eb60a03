import type { z } from 'zod'
import { readMatter, readSchool } from '../../region.contract.ts'
import { readClass } from '../../school.contract.ts'
import type { DutyState } from '../../coverage.contract.ts'
import { DUTY_STATE_NAMES } from '../../coverage.contract.ts'

/** Answers as the server would give them, parsed by its contract, so that a changed contract breaks the tests of the screens. */

type AnswerIn<R extends { answer: z.ZodType | 'file' }> = z.input<Exclude<R['answer'], 'file'>>

export const AS_OF = '2026-11-21T10:00:00Z'
export const uuid = (n: number) => `0192f1a0-0000-7000-8000-${String(n).padStart(12, '0')}`

export const standing = (state: DutyState, note: string | null = null) =>
  ({ state, label: DUTY_STATE_NAMES[state], red: state === 'overdue' || state === 'vacant', note })
export const figure = (done: number, required: number) => ({ done, required, asOf: AS_OF })

const YEAR = { key: '2026', label: '2026–2027学年', start: '2026-09-01', end: '2027-08-31', due: '2027-07-10' }
const DISTRICT = { doc: 'tianjin-hebei-2024-17', number: '河北教发〔2024〕17号', level: 'district', levelLabel: '区', matter: 'home-visit' } as const
const PROVINCE = { doc: 'shanxi-2023-3', number: '晋教政〔2023〕3号', level: 'province', levelLabel: '省', matter: 'home-visit' } as const
const MUST = { strength: 'must', strengthLabel: '必须' } as const

export const IN_HOME = 'tianjin-hebei-2024-17#head-teacher-visits-each-student'
export const ANY_VISIT = 'shanxi-2023-3#head-teacher-visits-each-student'

const NOT_RELIEVED = { relieved: { excepted: 0, hindered: 0 } } as const

const inHome = {
  ...DISTRICT, ...MUST, ...NOT_RELIEVED, key: IN_HOME, unit: '名', period: YEAR,
  sentence: '班主任 对本班每名学生 每学年 入户家访 至少 1 次', figure: figure(1_204, 4_876), standing: standing('on-track'),
} as const
const anyVisit = {
  ...PROVINCE, ...MUST, ...NOT_RELIEVED, key: ANY_VISIT, unit: '名', period: YEAR,
  sentence: '班主任 对本班每名学生 每学年 家访 至少 1 次', figure: figure(2_950, 4_876), standing: standing('on-track'),
} as const
const leaders = {
  ...DISTRICT, ...MUST, ...NOT_RELIEVED, key: 'tianjin-hebei-2024-17#school-leaders-visit', unit: '次', period: YEAR,
  sentence: '每名校长、党组织书记、副校长 每学年 家访 至少 5 次', figure: figure(21, 60), standing: standing('due-soon'),
} as const
const keyStudents = {
  ...DISTRICT, ...MUST, ...NOT_RELIEVED, key: 'tianjin-hebei-2024-17#key-students-visited', unit: '名', period: null, figure: null,
  sentence: '中小学校 对每名重点学生 每学期 入户家访 至少（次数由本地确定）', standing: standing('needs-local-value', '对每名重点学生每学期家访至少几次？'),
} as const
const system = {
  ...PROVINCE, ...NOT_RELIEVED, key: 'shanxi-2023-3#visit-system', unit: '次', period: null, figure: null, strength: 'statement', strengthLabel: '要求',
  sentence: '中小学校 每学年 家访制度 （次数未定）', standing: standing('cannot-be-recorded', '制度文本的登记尚未提供'),
} as const

const clause = { clauses: [{ id: '4.2.8/j', summary: '班主任每学年对每名学生至少入户家访一次。' }], decision: null, relations: [], binding: false, ofBureau: false }

export interface SchoolSpec {
  readonly name: string
  readonly required: number
  readonly done: number
  readonly any: number
  readonly state: DutyState
  readonly vacant?: number
}

const row = (spec: SchoolSpec, at: number) => ({
  unitId: uuid(at + 1), name: spec.name, street: at % 2 ? '河东街道' : '松林街道', stages: ['primary' as const], classes: Math.ceil(spec.required / 42), vacantPosts: spec.vacant ?? 0,
  cells: [
    { duty: IN_HOME, figure: figure(spec.done, spec.required), bearers: 20, bearersMet: 4, ...NOT_RELIEVED, standing: standing(spec.state) },
    { duty: ANY_VISIT, figure: figure(spec.any, spec.required), bearers: 20, bearersMet: 9, ...NOT_RELIEVED, standing: standing('on-track') },
  ],
})

export const SCHOOLS: readonly SchoolSpec[] = [
  { name: '云河区示例实验学校附属小学', required: 1_012, done: 812, any: 940, state: 'on-track' },
  { name: '示例第二小学', required: 840, done: 110, any: 310, state: 'overdue', vacant: 2 },
  { name: '示例中学', required: 640, done: 640, any: 640, state: 'met' },
  { name: '示例幼儿园', required: 0, done: 0, any: 0, state: 'not-applicable' },
]

export const aMatter = (parts: Partial<AnswerIn<typeof readMatter>> = {}, schools: readonly SchoolSpec[] = SCHOOLS) => readMatter.answer === 'file'
  ? (() => { throw new Error('not a file') })()
  : readMatter.answer.parse({
    asOf: AS_OF, matter: { key: 'home-visit', name: '家访' },
    year: { academicYear: 2026, label: '2026–2027学年' }, years: [{ academicYear: 2026, label: '2026–2027学年' }, { academicYear: 2025, label: '2025–2026学年' }],
    stages: [{ key: 'primary', name: '小学' }, { key: 'junior', name: '初中' }], streets: ['松林街道', '河东街道'],
    duties: [
      { ...inHome, ...clause, binding: true, relations: [{ to: ANY_VISIT, relation: 'stricter', label: '严于省级要求：省里只要求家访，区里要求入户' }] },
      { ...anyVisit, ...clause, relations: [{ to: IN_HOME, relation: 'looser', label: '宽于区级要求' }] },
      { ...leaders, ...clause }, { ...keyStudents, ...clause }, { ...system, ...clause },
    ],
    rows: schools.map(row),
    packs: [
      { doc: 'shanxi-2023-3', number: '晋教政〔2023〕3号', title: '山西省教育厅等十三部门关于进一步推进学校家庭社会协同育人工作的通知', hash: '5d1f0a9c'.repeat(8) },
      { doc: 'tianjin-hebei-2024-17', number: '河北教发〔2024〕17号', title: '河北区等十部门关于健全学校家庭社会协同育人机制的实施方案', hash: 'c2d1e0f3'.repeat(8) },
    ],
    calendar: { academicYear: 2026, start: '2026-09-01', end: '2027-07-10' }, calendarMissing: null,
    ...parts,
  } satisfies AnswerIn<typeof readMatter>)

const CLASSES = ['一(1)班', '一(2)班', '二(1)班', '三(2)班'] as const
const classRows = (state: DutyState, share: number) => CLASSES.map((label, at) => ({
  bearerId: uuid(100 + at), groupId: uuid(200 + at), classId: uuid(200 + at), label, holder: at === 2 ? null : `王老师${'甲乙丙丁'[at]}`, period: YEAR,
  figure: figure(Math.round(40 * share) - at, 40), standing: standing(at === 2 ? 'vacant' : state),
}))
const leaderRows = ['校长', '党组织书记', '副校长', '副校长'].map((label, at) => ({
  bearerId: uuid(300 + at), groupId: uuid(1), classId: null, label, holder: `李老师${'甲乙丙丁'[at]}`, period: YEAR, figure: figure(at * 2, 5), standing: standing(at === 3 ? 'met' : 'due-soon'),
}))
const schoolDuties = [
  { ...inHome, figure: figure(58, 160), rows: classRows('due-soon', 0.4) }, { ...anyVisit, figure: figure(110, 160), rows: classRows('on-track', 0.7) },
  { ...leaders, figure: figure(12, 20), rows: leaderRows }, { ...keyStudents, rows: [] },
]

export const aSchool = (parts: Partial<AnswerIn<typeof readSchool>> = {}) => (readSchool.answer as Exclude<typeof readSchool.answer, 'file'>).parse({
  asOf: AS_OF, school: { id: uuid(1), name: '云河区示例实验学校附属小学', street: '松林街道', stages: ['primary'] },
  matters: [{ key: 'home-visit', name: '家访' }], duties: schoolDuties, ...parts,
})

export const aClass = (parts: Partial<AnswerIn<typeof readClass>> = {}) => (readClass.answer as Exclude<typeof readClass.answer, 'file'>).parse({
  asOf: AS_OF, class: { id: uuid(203), name: '三(2)班', schoolId: uuid(1), students: 40 },
  duties: schoolDuties.slice(0, 2).map((duty) => ({ ...duty, figure: figure(12, 40), rows: duty.rows.slice(3) })), can: { listChildren: true }, ...parts,
})
