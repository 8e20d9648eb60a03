import type { KeptOut, Problem, Spot, StudentRow } from '../row.contract.ts'
import { sayRow } from './text.rules.ts'

/** Those who are taken, and those whose rows are not. */
export interface Kept<Row> {
  readonly rows: readonly Row[]
  readonly keptOut: readonly KeptOut[]
}

type Keyed = readonly [key: string, code: string, what: string]

/** What no two children of a workbook share. Twins differ in their numbers or names, namesakes in their birth dates. */
function keysOf(row: StudentRow): Keyed[] {
  const { stage, entryYear, number } = row.class
  return [
    ...(row.identity === null ? [] : [[`i ${row.identity.type} ${row.identity.no}`, 'identity-twice', '身份证件号'] as const]),
    ...(row.studentNo === null ? [] : [[`s ${row.studentNo}`, 'student-no-twice', '学籍号'] as const]),
    [`c ${row.name} ${row.birthDate} ${stage} ${entryYear} ${number}`, 'child-twice', '姓名、出生日期和班级'],
  ]
}

const isSameChild = (a: StudentRow, b: StudentRow) => a.name === b.name
  && a.class.stage === b.class.stage && a.class.entryYear === b.class.entryYear && a.class.number === b.class.number

/** Namesakes of one class born on the same day, told apart by their numbers. */
const areNamesakes = (a: StudentRow, b: StudentRow) => differ(a.identity?.no, b.identity?.no) || differ(a.studentNo, b.studentNo)
const differ = (a: string | null | undefined, b: string | null | undefined) => a != null && b != null && a !== b

/**
 * Keeps out children that stand twice: the second row of one who is the same in both, both rows where name or class differ, for
 * then nobody can tell which is right.
 */
export function keepOutTwice(rows: readonly StudentRow[], problem: (problem: Problem) => void): Kept<StudentRow> {
  const seen = new Map<string, StudentRow>()
  const out = new Set<StudentRow>()
  const tell = (row: StudentRow, other: Spot, [, code, what]: Keyed) => {
    if (out.has(row)) return
    out.add(row)
    problem({
      sheet: row.sheet, row: row.row, level: 'error', code,
      say: `${what}和${sayRow(other, row)}相同。同一个学生请只留一行；是两个学生的，请更正号码或者补上出生日期。`,
    })
  }
  for (const row of rows) {
    for (const keyed of keysOf(row)) {
      const first = seen.get(keyed[0])
      if (first === undefined) seen.set(keyed[0], row)
      else if (keyed[1] !== 'child-twice' || !areNamesakes(first, row)) {
        tell(row, first, keyed)
        if (!isSameChild(row, first)) tell(first, row, keyed)
      }
    }
  }
  return {
    rows: rows.filter((row) => !out.has(row)),
    keptOut: [...out].map(({ sheet, row, name, studentNo, identity }) =>
      ({ sheet, row, name, studentNo, identityNo: identity?.no ?? null })),
  }
}
