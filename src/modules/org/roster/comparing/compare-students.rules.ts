import type { Uuid } from '#kernel/ids'
import { className, compareClasses, type ClassFacts } from '../../classes/class.rules.ts'
import { classKeyOf, settle, spotOf, type Pending, type Settled } from './compare.rules.ts'
import { resolveGuardians, type GuardianStep, type Guardians } from './compare-guardians.rules.ts'
import {
  findAbsent, matchStudents, type MarkedOut, type MarkedRow, type Match, type SchoolChild, type SchoolGuardian, type StudentsOfSchool,
} from './compare-match.rules.ts'
import type { Doubt } from '../roster.contract.ts'
import type { Problem } from '../row.contract.ts'

const CHILD_FIELDS = ['name', 'gender', 'birthDate', 'identity', 'studentNo', 'neighbourhood'] as const
export type ChildField = (typeof CHILD_FIELDS)[number]

/** What happens to a child. `arrived`: one whose file exists, of a released child of another school or of one that comes back. */
export interface ChildStep {
  readonly kind: 'same' | 'new' | 'changed' | 'moved' | 'arrived'
  readonly row: MarkedRow
  readonly child: SchoolChild | null
  readonly fields: readonly ChildField[]
  readonly guardians: readonly GuardianStep[]
}
export type StudentStep =
  | ChildStep
  | { readonly kind: 'left'; readonly child: SchoolChild }
  | { readonly kind: 'guardian-end'; readonly child: SchoolChild; readonly guardian: SchoolGuardian }

/** Everything that a workbook means for the school; pure, and the same whenever both are the same. */
export interface StudentPlan {
  readonly kind: 'students'
  readonly rows: number
  readonly steps: readonly ChildStep[]
  readonly pending: readonly Pending<StudentStep>[]
  readonly problems: readonly Problem[]
}

const PIECE = 2_000

/** Yields between pieces of its work, so that whoever drives it can give way to others. */
export function* compareStudents(
  school: StudentsOfSchool, { rows, keptOut }: { rows: readonly MarkedRow[]; keptOut: readonly MarkedOut[] },
): Generator<undefined, StudentPlan> {
  const matches = yield* matchStudents(school, rows)
  const sure = rows.flatMap((row, at) => {
    const match = matches.of[at]!
    return match.is === 'child' || (match.is === 'renumbered' && match.byNumber) ? [{ row, child: match.child }] : []
  })
  yield
  const steps = new Steps(school, resolveGuardians({ children: school.children, rows, sure }))
  for (const [at, row] of rows.entries()) {
    if (at % PIECE === 0) yield
    steps.take(row, matches.of[at]!)
  }
  for (const child of findAbsent(school, rows, { named: matches.named, keptOut })) steps.askAbsent(child)
  return { kind: 'students', rows: rows.length + keptOut.length, steps: steps.sure, pending: steps.pending, problems: matches.problems }
}

/** What the answers make of the plan. */
export const decideStudents = (plan: StudentPlan, answers: Readonly<Record<string, string>>): Settled<StudentStep> =>
  settle(plan, answers, (step) => (step.kind === 'guardian-end' ? null : step.child?.id ?? null))

/** What the workbook says anew: an empty cell takes nothing away. */
function fieldsOf({ row, identity, studentNo }: MarkedRow, child: SchoolChild): ChildField[] {
  const says: Record<ChildField, boolean> = {
    name: row.name !== child.name,
    gender: row.gender !== 'unknown' && row.gender !== child.gender,
    birthDate: row.birthDate !== null && row.birthDate !== child.birthDate,
    identity: identity !== null && identity !== child.identity,
    studentNo: studentNo !== null && studentNo !== child.studentNo,
    neighbourhood: row.neighbourhood !== null && row.neighbourhood !== child.neighbourhood,
  }
  return CHILD_FIELDS.filter((field) => says[field])
}

class Steps {
  readonly sure: ChildStep[] = []
  readonly pending: Pending<StudentStep>[] = []
  readonly #school: StudentsOfSchool
  readonly #guardians: Guardians
  readonly #classOf: ReadonlyMap<Uuid, ClassFacts>

  constructor(school: StudentsOfSchool, guardians: Guardians) {
    this.#school = school
    this.#guardians = guardians
    this.#classOf = new Map(school.classes.map((one) => [one.id, one]))
  }

  take(row: MarkedRow, match: Match): void {
    if (match.is === 'wrong') return
    if (match.is === 'new') this.sure.push(this.#joining(row))
    if (match.is === 'child') this.#known(row, match.child)
    if (match.is === 'renumbered') this.#askRenumbered(row, match)
    if (match.is === 'one-of') this.#askSame(row, match.children)
  }

  #joining(row: MarkedRow): ChildStep {
    return { kind: 'new', row, child: null, fields: [], guardians: this.#guardians.stepsOf(row, null) }
  }

  #staying(row: MarkedRow, child: SchoolChild, leaveOut: readonly ChildField[] = []): ChildStep {
    const fields = fieldsOf(row, child).filter((field) => !leaveOut.includes(field))
    const guardians = this.#guardians.stepsOf(row, child)
    const now = child.classId === null ? undefined : this.#classOf.get(child.classId)
    const kind = now === undefined ? 'arrived'
      : classKeyOf(now) !== classKeyOf(row.row.class) ? 'moved'
        : fields.length > 0 || guardians.length > 0 ? 'changed' : 'same'
    return { kind, row, child, fields, guardians }
  }

  #known(row: MarkedRow, child: SchoolChild): void {
    this.sure.push(this.#staying(row, child))
    this.#askGone(row, child)
  }

  #askGone(row: MarkedRow, child: SchoolChild): void {
    for (const guardian of this.#guardians.goneOf(row, child)) {
      this.pending.push({
        doubt: this.#doubt(`guardian-gone:${guardian.id}`, row, {
          kind: 'guardian-gone', say: `工作簿里没有原来的监护人（${guardian.relation}）。仍是监护人请选“保留”，不再监护请选“终止”。`,
          choices: [{ value: 'keep', label: '保留' }, { value: 'end', label: '终止' }], fallback: 'keep',
        }),
        outcomes: { keep: [], end: [{ kind: 'guardian-end', child, guardian }] },
      })
    }
  }

  #askRenumbered(row: MarkedRow, { child, byNumber }: Extract<Match, { is: 'renumbered' }>): void {
    const change = { value: 'change', label: '是同一名学生，改用工作簿里的号码' }
    const other = byNumber
      ? { choice: { value: 'keep', label: '是同一名学生，保留原来的号码' }, steps: [this.#staying(row, child, ['identity'])] }
      : { choice: { value: 'new', label: '是另一名学生，按新生导入' }, steps: [this.#joining(row)] }
    this.pending.push({
      doubt: this.#doubt(`identity-changed:${row.row.sheet}:${row.row.row}`, row, {
        kind: 'identity-changed', choices: [change, other.choice], fallback: null,
        say: `${byNumber ? '学籍号与本校一名学生相同，但证件号不同' : '姓名和出生日期与本校一名学生相同，但证件号或学籍号不同'}。请核对证件后选择。`,
      }),
      outcomes: { change: [this.#staying(row, child)], [other.choice.value]: other.steps },
    })
    this.#askGone(row, child)
  }

  #askSame(row: MarkedRow, children: readonly SchoolChild[]): void {
    const choices = children.map((child) => ({ value: child.id, label: `是${this.#whereOf(child)}的学生` }))
    this.pending.push({
      doubt: this.#doubt(`same-person:${row.row.sheet}:${row.row.row}`, row, {
        kind: 'same-person', choices: [...choices, { value: 'new', label: '是另一名学生，按新生导入' }], fallback: null,
        say: '本校有同名学生，号码和出生日期不足以判断是不是同一人。请核对后选择。',
      }),
      outcomes: { ...Object.fromEntries(children.map((child) => [child.id, [this.#staying(row, child)]])), new: [this.#joining(row)] },
    })
  }

  askAbsent(child: SchoolChild): void {
    this.pending.push({
      doubt: {
        key: `absent:${child.id}`, kind: 'absent', sheet: null, row: null, name: child.name, className: this.#whereOf(child),
        say: '在本校名册里，但工作簿的这个班没有该生。请选择已离校或仍在校。',
        choices: [{ value: 'left', label: '离校' }, { value: 'stay', label: '仍在校' }], fallback: null,
      },
      outcomes: { left: [{ kind: 'left', child }], stay: [] },
    })
  }

  #whereOf({ classId, birthDate }: SchoolChild): string {
    const facts = classId === null ? undefined : this.#classOf.get(classId)
    const born = birthDate === null ? '' : `（${birthDate} 出生）`
    return `${facts === undefined ? '已离校' : className(facts, this.#school.academicYear)}${born}`
  }

  #doubt(key: string, { row }: MarkedRow, rest: Pick<Doubt, 'kind' | 'say' | 'choices' | 'fallback'>): Doubt {
    return { key, ...spotOf(row), name: row.name, className: className(row.class, this.#school.academicYear), ...rest }
  }
}

/** Classes in which a child is to sit and that the school does not have, in the order of an office list. */
export function classesToFound(school: Pick<StudentsOfSchool, 'classes'>, steps: readonly StudentStep[]): ClassFacts[] {
  const known = new Set(school.classes.map(classKeyOf))
  const missing = new Map<string, ClassFacts>()
  for (const step of steps) {
    if (step.kind === 'left' || step.kind === 'guardian-end') continue
    const key = classKeyOf(step.row.row.class)
    if (!known.has(key)) missing.set(key, step.row.row.class)
  }
  return [...missing.values()].sort(compareClasses)
}
