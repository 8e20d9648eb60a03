import { gradeOf, type ClassFacts } from '../../classes/class.rules.ts'
import { readClassName, readGradeName, type WrittenClass, type WrittenGrade } from './class-name.rules.ts'
import type { Cell } from '#kernel/workbook'
import type { SchoolFacts } from '../row.contract.ts'
import { found, isNothing, refused, type Found } from './text.rules.ts'

type Stage = ClassFacts['stage']
type Entry = Pick<ClassFacts, 'stage' | 'entryYear'>

const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  kindergarten: '幼儿园', primary: '小学', junior: '初中', senior: '高中', vocational: '中职',
}

/** What a row and its surroundings say of where somebody sits. */
export interface WrittenSeat {
  readonly class: Cell | undefined
  readonly grade: Cell | undefined
  /** Of the section, the title or the name of the sheet. */
  readonly around: { readonly class: WrittenClass | null; readonly grade: WrittenGrade | null }
}

/** Every year of entry that a grade may mean in this school today; more than one is for a person to tell. */
export function entriesOf(grade: WrittenGrade, school: SchoolFacts): Entry[] {
  return stagesOf(grade, school.stages)
    .map((stage) => ({ stage, entryYear: 'entryYear' in grade ? grade.entryYear : school.academicYear - grade.year + 1 }))
    .filter((entry) => gradeOf({ ...entry, number: 1 }, school.academicYear) !== null)
}

function stagesOf(grade: WrittenGrade, stages: readonly Stage[]): readonly Stage[] {
  if (grade.stage === 'senior' && !stages.includes('senior')) return stages.filter((stage) => stage === 'vocational')
  if (grade.stage !== null) return stages.filter((stage) => stage === grade.stage)
  if ('entryYear' in grade) return stages
  return stages.includes('primary') ? ['primary'] : stages.filter((stage) => stage !== 'kindergarten')
}

const UNCLEAR = refused('class-unclear', '班级认不出来。请写成“三(2)班”“三年级2班”“2024级2班”这样的形式，班号用数字。')

/**
 * The class of a row: what its own cell says, completed by the grade beside it, the section above it, the name of the sheet.
 * An entry year that two stages of the school share, and a grade that is not the school's, are refused with what to add.
 */
export function readSeat(written: WrittenSeat, school: SchoolFacts): Found<ClassFacts> {
  if (written.class?.kind === 'date') {
    return refused('class-became-date', 'Excel 把班级变成了日期。请把该列设为文本，重新写成“三(2)班”。')
  }
  const empty = written.class === undefined || isNothing(written.class.text)
  const own = empty ? written.around.class : readClassName(written.class!.text)
  if (own === null) return empty ? refused('class-missing', '没有班级。请填写班级；一张工作表是一个班的，也可以把工作表命名为“三(2)班”。') : UNCLEAR
  const beside = written.grade === undefined || isNothing(written.grade.text) ? null : readGradeName(written.grade.text)
  if (beside === null && written.grade !== undefined && !isNothing(written.grade.text)) {
    return refused('grade-unclear', '年级认不出来。请写成“三年级”“初一”“2024级”这样的形式。')
  }
  const grades = [own.grade, beside].filter((grade) => grade !== null)
  return seat(grades.length === 0 && written.around.grade !== null ? [written.around.grade] : grades, own.number, school)
}

function seat(grades: readonly WrittenGrade[], number: number, school: SchoolFacts): Found<ClassFacts> {
  if (grades.length === 0) return refused('class-without-grade', '只有班号，不知道是哪个年级。请在班级里写上年级（如“三(2)班”），或者加一列年级。')
  const sets = grades.map((grade) => entriesOf(grade, school))
  const lost = sets.findIndex((set) => set.length === 0)
  if (lost >= 0) return noSuchGrade(grades[lost]!, school)
  const [entry, ...others] = sets.reduce((a, b) => a.filter((one) => b.some((other) => same(one, other))))
  if (entry === undefined) return refused('class-grade-differs', '班级和年级两列不一致。请核对。')
  if (others.length > 0) return severalStages([entry, ...others])
  return found({ ...entry, number })
}

/** `readSeat` for many rows: what the same words said once is not read again. */
export function seatReader(school: SchoolFacts): (written: WrittenSeat) => Found<ClassFacts> {
  const read = new Map<WrittenSeat['around'], Map<string, Found<ClassFacts>>>()
  return (written) => {
    const known = read.get(written.around) ?? new Map<string, Found<ClassFacts>>()
    read.set(written.around, known)
    const key = `${written.class?.kind} ${written.class?.text}\n${written.grade?.text}`
    const seat = known.get(key) ?? readSeat(written, school)
    known.set(key, seat)
    return seat
  }
}

const same = (a: Entry, b: Entry) => a.stage === b.stage && a.entryYear === b.entryYear

function severalStages(entries: readonly Entry[]): Found<never> {
  const stages = entries.map(({ stage }) => STAGE_NAMES[stage]).join('、')
  return refused('class-stage-unclear', `这个班级可能属于${stages}，分不清。请写上学段（如“初中2024级2班”），或者加一列年级。`)
}

function noSuchGrade(grade: WrittenGrade, school: SchoolFacts): Found<never> {
  if (grade.stage !== null && stagesOf(grade, school.stages).length === 0) {
    return refused('class-stage-foreign', `这是${STAGE_NAMES[grade.stage]}的班级，学校没有登记这个学段。请核对班级，或者先请教育局登记学段。`)
  }
  const before = yearNotBegun(school)
  return refused('class-year-out', `按年级或者入学年份，这个班级现在不在学校里（已经毕业或者还没有入学）。${before === null ? '请核对学年。' : `${before}。`}`)
}

/**
 * In the summer the lists of the coming year are out, and every grade in them means another class than it says: in which year
 * classes are still understood, without stop at the end; null from 1 September to June.
 */
export function yearNotBegun({ today, academicYear }: SchoolFacts): string | null {
  if (!['07', '08'].includes(today.slice(5, 7))) return null
  return `现在仍按 ${academicYear}–${academicYear + 1} 学年理解年级和班级；新学年的花名册请在 9月1日 起导入`
}
