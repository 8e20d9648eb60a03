import { className, type ClassFacts } from '../../classes/class.rules.ts'
import type { GuardianStep } from './compare-guardians.rules.ts'
import type { SchoolChild, StudentsOfSchool } from './compare-match.rules.ts'
import { sayPost, type PersonStep, type StaffOfSchool, type StaffPlan, type StaffStep } from './compare-staff.rules.ts'
import { classesToFound, type ChildField, type ChildStep, type StudentPlan, type StudentStep } from './compare-students.rules.ts'
import { spotOf } from './compare.rules.ts'
import { CHANGE_KINDS, SHOWN, type ChangeView, type Doubt, type RosterCounts } from '../roster.contract.ts'
import type { Problem } from '../row.contract.ts'

/** A plan in words for a page. The counts are whole; problems, doubts and each kind of change are cut at `SHOWN`. */
export interface PlanView {
  readonly problems: Problem[]
  readonly newClasses: string[]
  readonly changes: ChangeView[]
  readonly doubts: Doubt[]
  readonly counts: RosterCounts
}

const GENDERS = { male: '男', female: '女', unknown: '未填' } as const

export function viewOfStudents(school: StudentsOfSchool, plan: StudentPlan, read: readonly Problem[]): PlanView {
  const classOf = new Map(school.classes.map((one) => [one.id, one]))
  const problems = [...read, ...plan.problems]
  return {
    problems: shownProblems(problems),
    newClasses: classesToFound(school, plan.steps).map((one) => className(one, school.academicYear)),
    changes: shownSteps(plan.steps).map((step) => changeOfChild(step, { classOf, academicYear: school.academicYear })),
    doubts: shownDoubts(plan.pending.map((one) => one.doubt)),
    counts: countStudents(school, { steps: plan.steps, rows: plan.rows, problems }),
  }
}

/** Errors first: a page that is cut must not hide them. */
const shownProblems = (problems: readonly Problem[]) =>
  [...problems.filter((one) => one.level === 'error'), ...problems.filter((one) => one.level === 'warning')].slice(0, SHOWN)
/** The first of each kind: a large intake must not hide who moves. */
const shownSteps = <Step extends { readonly kind: string }>(steps: readonly Step[]): Step[] =>
  CHANGE_KINDS.flatMap((kind) => steps.filter((step) => step.kind === kind).slice(0, SHOWN))
/** What must be answered comes before what may be. */
const shownDoubts = (doubts: readonly Doubt[]) =>
  [...doubts.filter((one) => one.fallback === null), ...doubts.filter((one) => one.fallback !== null)].slice(0, SHOWN)

interface Found<Step> { readonly steps: readonly Step[]; readonly rows: number; readonly problems: readonly Problem[] }

const levels = (problems: readonly Problem[]) => ({
  errors: problems.filter((one) => one.level === 'error').length, warnings: problems.filter((one) => one.level === 'warning').length,
})

export function countStudents(school: Pick<StudentsOfSchool, 'classes'>, { steps, rows, problems }: Found<StudentStep>): RosterCounts {
  const of = (kind: StudentStep['kind']) => steps.filter((step) => step.kind === kind).length
  const guardians = steps.reduce((sum, step) => sum + ('guardians' in step ? step.guardians.length : step.kind === 'guardian-end' ? 1 : 0), 0)
  return {
    rows, same: of('same'), new: of('new'), changed: of('changed'), moved: of('moved'), arrived: of('arrived'), left: of('left'),
    classes: classesToFound(school, steps).length, guardians, posts: 0, ...levels(problems),
  }
}

interface Places { readonly classOf: ReadonlyMap<string, ClassFacts>; readonly academicYear: number }

function changeOfChild(step: ChildStep, places: Places): ChangeView {
  const { row } = step.row
  const name = className(row.class, places.academicYear)
  return { kind: step.kind as ChangeView['kind'], ...spotOf(row), name: row.name, className: name, details: detailsOf(step, name, places) }
}

function detailsOf({ kind, child, row, fields, guardians }: ChildStep, now: string, { classOf, academicYear }: Places): string[] {
  if (child === null) return []
  const before = child.classId === null ? undefined : classOf.get(child.classId)
  const moved = kind === 'moved' && before !== undefined ? [`班级：${className(before, academicYear)} → ${now}`] : []
  return [...moved, ...fields.map((field) => sayField(field, child, row.row)), ...guardians.map((one) => sayGuardian(one, row.row.guardians[one.at]!))]
}

function sayField(field: ChildField, child: SchoolChild, row: ChildStep['row']['row']): string {
  if (field === 'name') return `姓名：${child.name} → ${row.name}`
  if (field === 'gender') return `性别：${GENDERS[child.gender]} → ${GENDERS[row.gender]}`
  if (field === 'birthDate') return `出生日期：${child.birthDate ?? '未填'} → ${row.birthDate}`
  if (field === 'neighbourhood') return `居住小区：${child.neighbourhood ?? '未填'} → ${row.neighbourhood}`
  const [what, known] = field === 'identity' ? ['证件号', child.identity] : ['学籍号', child.studentNo]
  return known === null ? `补充${what}` : `${what}变更`
}

function sayGuardian(step: GuardianStep, { name, relation }: { name: string; relation: string }): string {
  if (step.kind === 'new') return `新增监护人：${name}（${relation}）`
  const what = [...(step.phone ? [step.guardian.phone === null ? '补充电话' : '电话变更'] : []), ...(step.relation ? [`关系：${step.guardian.relation} → ${relation}`] : [])]
  return `监护人${name}：${what.join('，')}`
}

export function viewOfStaff(school: StaffOfSchool, plan: StaffPlan, read: readonly Problem[]): PlanView {
  const problems = [...read, ...plan.problems]
  return {
    problems: shownProblems(problems), newClasses: [],
    changes: shownSteps(plan.steps).map((step) => changeOfPerson(step, school.academicYear)),
    doubts: shownDoubts(plan.pending.map((one) => one.doubt)), counts: countStaff({ steps: plan.steps, rows: plan.rows, problems }),
  }
}

export function countStaff({ steps, rows, problems }: Found<StaffStep>): RosterCounts {
  const of = (kind: StaffStep['kind']) => steps.filter((step) => step.kind === kind).length
  const posts = steps.reduce((sum, step) => sum + ('givings' in step ? step.givings.length : 1), 0)
  return {
    rows, same: of('same'), new: of('new'), changed: of('changed'), moved: 0, arrived: 0, left: of('post-end'), classes: 0, guardians: 0, posts,
    ...levels(problems),
  }
}

function changeOfPerson({ kind, row, person, fields, givings }: PersonStep, academicYear: number): ChangeView {
  const said = fields.map((field) => (field === 'name' ? `姓名：${person?.name} → ${row.row.name}` : field === 'staffNo' ? '工号变更' : '手机变更'))
  const [first] = row.row.posts
  return {
    kind: kind as ChangeView['kind'], ...spotOf(row.row), name: row.row.name, className: first === undefined ? '' : sayPost(first, academicYear),
    details: [...said, ...givings.map((one) => `任职：${sayPost(one.as, academicYear)}`)],
  }
}
