import type { Sheet, Workbook } from '#kernel/workbook'
import { readAround } from './class-name.rules.ts'
import { besideEachOther, guessColumns } from './columns.rules.ts'
import { keepOutTwice } from './duplicates.rules.ts'
import { findHeaderRow, readHeader, type Header } from './header.rules.ts'
import { readLines, type Around, type Line, type Sink } from './lines.rules.ts'
import type {
  KeptOut, Layout, Problem, Reading, Remembered, RosterField, RosterKind, SchoolFacts, SheetLayout, SheetLook, StaffRow,
  StudentRow,
} from '../row.contract.ts'
import { entriesOf, yearNotBegun } from './seat.rules.ts'
import { isStaffRow, joinStaff, readStaff } from './staff.rules.ts'
import { isStudentRow, readStudent, studentSheet, withGuardians } from './students.rules.ts'
import { tidy } from './text.rules.ts'

export interface Given {
  /** As a person has set it; without it everything is guessed. */
  readonly layout?: Layout
  readonly remembered?: Remembered
  readonly school: SchoolFacts
  /** Called every few hundred rows, with the rows passed and all rows. What it throws ends the reading. */
  readonly onRow?: (done: number, total: number) => void
}

const EVERY = 200
const EXAMPLES = 3

interface Desk {
  readonly kind: RosterKind
  readonly book: Workbook
  readonly given: Given
  readonly rows: (StudentRow | StaffRow)[]
  readonly keptOut: KeptOut[]
  readonly problems: Problem[]
  readonly progress: Progress
}

interface Progress {
  readonly row: () => void
  /** Whatever of the sheet was not read is passed as well. */
  readonly sheet: (sheet: Sheet) => void
}

/**
 * Reads a roster as a school keeps it. Everything that is wrong is in `problems`, by sheet, row and column; nothing is thrown but
 * what `onRow` throws. The same workbook, layout, memory and school give the same reading.
 */
export function readRoster(kind: RosterKind, book: Workbook, given: Given): Reading {
  const desk = openDesk(kind, book, given)
  const looks = book.sheets.map((sheet) => readSheet(sheet, desk))
  if (!looks.some(({ use }) => use)) desk.problems.push(noSheet(kind, book))
  const problem = (one: Problem) => void desk.problems.push(one)
  const joined = kind === 'students'
    ? keepOutTwice(desk.rows as StudentRow[], problem) : joinStaff(desk.rows as StaffRow[], problem)
  return {
    kind, looks, hiddenRows: given.layout?.hiddenRows ?? 'read', rows: joined.rows, keptOut: [...desk.keptOut, ...joined.keptOut],
    problems: inOrder(desk.problems, book),
  }
}

function openDesk(kind: RosterKind, book: Workbook, given: Given): Desk {
  return { kind, book, given, rows: [], keptOut: [], problems: [], progress: progressOf(book, given.onRow) }
}

function progressOf(book: Workbook, onRow: Given['onRow']): Progress {
  const total = book.sheets.reduce((sum, { rows }) => sum + rows.length, 0)
  let before = 0
  let inSheet = 0
  return {
    row: () => {
      inSheet++
      if (inSheet % EVERY === 0) onRow?.(before + inSheet, total)
    },
    sheet: ({ rows }) => {
      before += rows.length
      inSheet = 0
      onRow?.(before, total)
    },
  }
}

const noSheet = (kind: RosterKind, book: Workbook): Problem => ({
  sheet: book.sheets[0]?.name ?? '', row: 1, level: 'error', code: 'no-sheet',
  say: kind === 'students'
    ? '没有找到学生名单：要有一行表头，里面有“姓名”和“班级”“学籍号”等列。请核对文件，或者在页面上指定表头在第几行。'
    : '没有找到教职工名单：要有一行表头，里面有“姓名”和“手机”“职务”“任教学科”等列。请核对文件，或者在页面上指定表头在第几行。',
})

function inOrder(problems: readonly Problem[], book: Workbook): Problem[] {
  const place = new Map(book.sheets.map(({ name }, at) => [name, at]))
  return problems.toSorted((a, b) => place.get(a.sheet)! - place.get(b.sheet)! || a.row - b.row)
}

function readSheet(sheet: Sheet, desk: Desk): SheetLook {
  const { kind, given } = desk
  const chosen = given.layout?.sheets.find((one) => one.sheet === sheet.name)
  const headerRow = chosen?.headerRow ?? findHeaderRow(kind, sheet)
  const header = readHeader(kind, sheet, headerRow ?? 0)
  const fields = chosen === undefined || Object.keys(chosen.columns).length === 0
    ? guessColumns(kind, headerRow === null ? [] : header.columns, given.remembered) : chosenColumns(chosen)
  const columns = new Map([...fields].map(([column, field]) => [field, column]))
  const why = chosen === undefined ? whyNot(kind, sheet, { headerRow, columns }) : chosen.use ? unusable(columns) : '没有选用。'
  const rows = why === null ? readRows(sheet, { header, columns }, desk) : 0
  desk.progress.sheet(sheet)
  const below = sheet.rows.filter(({ number, hidden }) => hidden && number > header.last).length
  return {
    sheet: sheet.name, use: why === null, headerRow, columns: Object.fromEntries(fields), why, rows,
    hidden: sheet.hidden, hiddenRows: below,
    headings: header.columns.map(({ column, heading, samples }) => ({
      column, heading, hidden: sheet.hiddenColumns.includes(column),
      examples: samples.slice(0, EXAMPLES).map(({ text }) => tidy(text)),
    })),
  }
}

const chosenColumns = ({ columns }: SheetLayout) =>
  new Map(Object.entries(columns).map(([column, field]) => [Number(column), field]))

type Columns = ReadonlyMap<RosterField, number>

const unusable = (columns: Columns): string | null => (columns.has('name') ? null : '没有指定哪一列是姓名。')

const STUDENTS_ONLY = ['birthDate', 'studentNo', 'identityNo', 'grade', 'class', 'guardian1Name', 'guardian1Phone'] as const
const STAFF_ONLY = ['staffNo', 'phone', 'posts', 'subject', 'headOf', 'teaches'] as const

/** Why a sheet probably lists nobody of the kind, or null. */
function whyNot(kind: RosterKind, sheet: Sheet, { headerRow, columns }: Pick<SheetLook, 'headerRow'> & { columns: Columns }): string | null {
  if (sheet.rows.length === 0) return '空表。'
  if (headerRow === null || !columns.has('name')) return '没有找到表头（有“姓名”一列的一行）。'
  const telling = kind === 'students' ? STUDENTS_ONLY : STAFF_ONLY
  if (!telling.some((field) => columns.has(field))) return kind === 'students' ? '除姓名外，没有学生名单的列。' : '除姓名外，没有教职工名单的列。'
  if (looksLikeOther(kind, sheet)) return kind === 'students' ? '像是教职工名单。' : '像是学生名单。'
  return sheet.hidden ? '隐藏的工作表，不读。要读入的话，请选用。' : null
}

/** A sheet of teachers among those of children, or the other way round: more of its headings are of the other kind's own. */
function looksLikeOther(kind: RosterKind, sheet: Sheet): boolean {
  const count = (of: RosterKind, telling: readonly RosterField[]) => {
    const at = findHeaderRow(of, sheet)
    if (at === null) return 0
    const fields = new Set(guessColumns(of, readHeader(of, sheet, at).columns).values())
    return telling.filter((field) => fields.has(field)).length
  }
  const students = count('students', ['studentNo', 'grade', 'guardian1Name', 'guardian2Name', 'class'])
  const staff = count('staff', ['staffNo', 'posts', 'subject', 'headOf'])
  return kind === 'students' ? staff > students : students > staff + 1
}

interface Table { readonly header: Header; readonly columns: Columns }

function readRows(sheet: Sheet, table: Table, desk: Desk): number {
  const { kind, given } = desk
  const problem = (one: Problem) => void desk.problems.push(one)
  if (kind === 'students') sheetProblems(sheet, { ...table, school: given.school }, problem)
  const read = readerOf(sheet, table, desk)
  let rows = 0
  const line = (one: Line, continued: boolean) => {
    if (!continued) rows++
    read(one, continued)
  }
  const around = aroundOf(sheet, table.header, given.school)
  readLines({ kind, sheet, ...table, hiddenRows: given.layout?.hiddenRows ?? 'read', around }, { line, problem, passed: desk.progress.row })
  return rows
}

function readerOf(sheet: Sheet, { header, columns }: Table, desk: Desk): Sink['line'] {
  const { kind, given: { school }, rows, keptOut } = desk
  if (kind === 'staff') {
    return (line) => {
      const row = readStaff(line, school)
      if (isStaffRow(row)) rows.push(row)
      else keptOut.push(row)
    }
  }
  const facts = studentSheet(sheet, header, { columns, school })
  let last: StudentRow | KeptOut | undefined
  return (line, continued) => {
    if (continued && last !== undefined) {
      if (isStudentRow(last)) rows[rows.length - 1] = last = withGuardians(last, line, facts)
      return
    }
    last = readStudent(line, facts)
    if (isStudentRow(last)) rows.push(last)
    else keptOut.push(last)
  }
}

/** Class or grade in the name of the sheet or in the titles, if this school can have it. */
function aroundOf(sheet: Sheet, header: Header, school: SchoolFacts): Around {
  const titles = sheet.rows.filter(({ number }) => number < header.first)
    .flatMap(({ cells }) => cells.filter((cell) => cell !== undefined))
  const read = [sheet.name, ...titles.map(({ text }) => text)].filter((text) => text.length <= 60).map(readAround)
  const known = read.filter(({ grade }) => grade === null || entriesOf(grade, school).length > 0)
  return {
    class: known.find((one) => one.class !== null)?.class ?? null,
    grade: known.find((one) => one.grade !== null)?.grade ?? null,
  }
}

function sheetProblems(sheet: Sheet, { header, columns, school }: Table & { school: SchoolFacts }, problem: (problem: Problem) => void) {
  const at = { sheet: sheet.name, row: header.last, level: 'warning' } as const
  const summer = yearNotBegun(school)
  if (summer !== null) problem({ ...at, code: 'year-not-begun', say: `${summer}。` })
  if (besideEachOther(header.columns)) {
    problem({ ...at, level: 'error', code: 'tables-beside', say: '一张工作表里并排放了两份名单，右边的没有读入。请把右边的名单移到左边的下面。' })
  }
  if (hasTenOrOne(sheet, header.last, columns.get('class'))) {
    problem({
      ...at, code: 'class-ten-or-one',
      say: '班级写成了 3.1 这样的数字，1 班和 10 班分不清（末尾的 0 会丢失），都读成了 1 班。有 10 班的，请把该列设为文本，写成“三(10)班”。',
    })
  }
  const nameless = ([1, 2, 3] as const).some((n) => !columns.has(`guardian${n}Name`) && columns.has(`guardian${n}Phone`))
  if (nameless) problem({ ...at, code: 'guardian-column-missing', say: '有监护人电话一列，没有监护人姓名一列，电话没有采用。请加一列监护人姓名。' })
}

/** As numbers, 3.1 and 3.10 are the same: where a grade has a class 9 or 11, it may be either. */
function hasTenOrOne(sheet: Sheet, headerRow: number, column: number | undefined): boolean {
  if (column === undefined) return false
  const parts = sheet.rows.flatMap(({ number, cells }) => {
    const cell = number > headerRow ? cells[column] : undefined
    return cell?.kind === 'number' ? [cell.text.split('.')] : []
  })
  const large = new Set(parts.filter(([, after = '']) => /^(?:9|1[1-9]|[2-9]\d)$/.test(after)).map(([grade]) => grade))
  return parts.some(([grade, after]) => after === '1' && large.has(grade))
}
