import type { Cell, Merge, Sheet, SheetRow } from '#kernel/workbook'
import { columnName } from '#kernel/workbook'
import { readAround } from './class-name.rules.ts'
import type { Header } from './header.rules.ts'
import { readHeading } from './heading.rules.ts'
import { FIELD_NAMES, type Fault, type Problem, type RosterField, type RosterKind, type Spot } from '../row.contract.ts'
import { refused, tight, warning, type Found } from './text.rules.ts'

export type Around = ReturnType<typeof readAround>

/** How a sheet is to be read. */
export interface Plan {
  readonly kind: RosterKind
  readonly sheet: Sheet
  readonly header: Header
  readonly columns: ReadonlyMap<RosterField, number>
  readonly hiddenRows: 'read' | 'skip'
  readonly around: Around
}

/** Whoever reads the lines gets the problems of the sheet at the end, in the order of its rows. */
export interface Sink {
  /** `continued`: one more row of the person before, whose name is merged over both. */
  readonly line: (line: Line, continued: boolean) => void
  readonly problem: (problem: Problem) => void
  /** After every row of the sheet, whatever became of it. */
  readonly passed: () => void
}

const TOTAL = /^(?:合计|小计|总计|总数|共计|总人数|人数|本班人数|班级人数|男生人数|本页|全校|全班)|^共?(?:计)?\d+人|共\d+(?:人|名)/
const FOOTNOTE = /^(?:填表|填报|制表|审核|复核|说明|备注|注|单位|学校|校长|园长|班主任|负责人|经办人|联系人|联系电话|日期|打印|签名|签字)[^:：]{0,8}[:：]|^(?:填表说明|注意事项|填写说明)/
const SIGNATURE = /^(?:制表|填表|审核|填报|复核|经办)人$|签[字名]$/
const NUMBERED_NOTE = /^[(（]?\d+[)）]?[、.．)）]\D/
const EXAMPLE = /^[(（【]?(?:示例|样例|范例|例)[)）】]?[:：]?\d*$/
/** Not in the middle: a name that goes on after it is somebody's. */
const EXAMPLE_NAME = /^(?:示例|样例|范例)|(?:示例|样例|范例)[)）】\]]?\d*$/
/** What a form may hold before anybody is written into it. */
const PRESET: ReadonlySet<RosterField> = new Set([
  'class', 'grade', 'gender', 'identityType', 'enteredOn', 'guardian1Relation', 'guardian2Relation', 'guardian3Relation',
])
/** What two children never share, however the cells are merged. */
const OWN: ReadonlySet<RosterField> = new Set(['name', 'gender', 'birthDate', 'studentNo', 'identityNo'])
const LONGEST_SECTION = 40

/** Reads every row below the header that tells of somebody: no totals, footnotes, repeated headers, examples, empty forms. */
export function readLines(plan: Plan, sink: Sink): void {
  const { sheet, header, hiddenRows } = plan
  const merged = fillDown(plan)
  let { around } = plan
  let hidden = 0
  let person = 0
  for (const row of sheet.rows) {
    if (row.number <= header.last) continue
    merged.enter(row)
    const what = judge(row, plan, merged)
    if (what.is === 'section') around = { class: what.around.class, grade: what.around.grade ?? plan.around.grade }
    if (what.is === 'person' && row.hidden) hidden++
    const begins = merged.nameBegins() ?? row.number
    if (what.is === 'person' && !(row.hidden && hiddenRows === 'skip') && (begins === row.number || begins === person)) {
      person = begins
      sink.line(new Line(row, around, { plan, merged, problem: sink.problem }), begins < row.number)
    }
    if (what.is === 'example') sink.problem({ ...spotOf(row, plan), ...EXAMPLE_SKIPPED })
    if (what.is === 'other header') {
      sink.problem({ ...spotOf(row, plan), ...OTHER_HEADER })
      return
    }
    sink.passed()
  }
  if (hidden > 0) sink.problem({ sheet: sheet.name, row: header.last, ...hiddenNotice(hidden, hiddenRows) })
}

const EXAMPLE_SKIPPED = warning('example-row', '这一行是填写示例，没有读入。')
const OTHER_HEADER: Fault = {
  level: 'error', code: 'header-changes', say: '从这一行起，表头和上面的不一样，以下没有读入。请把下面的表移到另一张工作表。',
}
const hiddenNotice = (rows: number, how: 'read' | 'skip'): Fault => warning('hidden-rows', how === 'read'
  ? `有 ${rows} 行被隐藏（可能是筛选留下的），已经读入。不要这些行的话，请选择“跳过隐藏的行”。`
  : `有 ${rows} 行被隐藏，已经跳过。要读入的话，请选择“读入隐藏的行”。`)

const spotOf = (row: SheetRow, { sheet }: Plan): Spot => ({ sheet: sheet.name, row: row.number })

type Verdict =
  | { readonly is: 'person' | 'nothing' | 'example' | 'other header' }
  | { readonly is: 'section'; readonly around: Around }
const PERSON: Verdict = { is: 'person' }
const NOTHING: Verdict = { is: 'nothing' }

function judge(row: SheetRow, plan: Plan, merged: Merged): Verdict {
  const { first, alone } = beginningOf(row)
  if (first === '') return NOTHING
  const name = tight(cellOf('name', row, { plan, merged })?.text ?? '')
  if (alone) {
    const around = first.length <= LONGEST_SECTION && plan.kind === 'students' ? readAround(first) : undefined
    if (around !== undefined && (around.class !== null || around.grade !== null)) return { is: 'section', around }
  }
  if (TOTAL.test(first) || TOTAL.test(name) || isFootnote(first, alone)) return NOTHING
  if (isHeader(row, plan, name)) return isSameHeader(row, plan) ? NOTHING : { is: 'other header' }
  if (EXAMPLE.test(first) || EXAMPLE_NAME.test(name)) return { is: 'example' }
  return name === '' && isForm(row, plan) ? NOTHING : PERSON
}

const isFootnote = (first: string, alone: boolean) =>
  FOOTNOTE.test(first) || SIGNATURE.test(first) || (alone && NUMBERED_NOTE.test(first))

/** The first text of a row, and whether it is the only one. */
function beginningOf(row: SheetRow): { readonly first: string; readonly alone: boolean } {
  let first = ''
  for (const cell of row.cells) {
    if (cell === undefined || cell.text === '') continue
    if (first === '') first = tight(cell.text)
    else if (cell.text.trim() !== '') return { first, alone: false }
  }
  return { first, alone: true }
}

/** Pre-numbered rows at the end, with a class and perhaps a gender, and nobody in them. */
function isForm(row: SheetRow, { columns }: Plan): boolean {
  for (const [field, column] of columns) {
    const cell = row.cells[column]
    if (!PRESET.has(field) && cell !== undefined && tight(cell.text) !== '') return false
  }
  return true
}

const HEADING_LIKE = /姓名|性别|班级|学籍|序号|出生|监护|家长|父亲|母亲|电话|信息|工号|学科|职务|岗位/

function isHeader(row: SheetRow, { kind, header, columns }: Plan, name: string): boolean {
  if (name !== '' && !HEADING_LIKE.test(name)) return false
  if (name !== '' && header.texts.get(columns.get('name') ?? -1)?.has(name) === true) return true
  const isHeading = (text: string) => HEADING_LIKE.test(text) && readHeading(kind, text, '') !== null
  return row.cells.filter((cell) => cell !== undefined && isHeading(cell.text)).length > 1
}

const isSameHeader = (row: SheetRow, { header }: Plan) => row.cells.every((cell, column) => {
  const text = tight(cell?.text ?? '')
  return text === '' || header.texts.get(column)?.has(text) === true
})

interface Merged {
  readonly enter: (row: SheetRow) => void
  readonly above: (column: number) => Cell | undefined
  /** The row in which the name of the person stands, if it is merged over this one. */
  readonly nameBegins: () => number | undefined
}

/** Cells merged downwards stand for each of their rows. Rows must be entered from the top. */
function fillDown({ sheet, header, columns, kind }: Plan): Merged {
  const read = new Set(columns.values())
  const own = new Set([...columns].filter(([field]) => kind === 'students' && OWN.has(field)).map(([, column]) => column))
  const byColumn = new Map<number, Merge[]>()
  for (const merge of sheet.merges) {
    if (merge.bottom === merge.top || merge.bottom <= header.last || !read.has(merge.left)) continue
    const merges = byColumn.get(merge.left)
    if (merges === undefined) byColumn.set(merge.left, [merge])
    else merges.push(merge)
  }
  const runs = [...byColumn].map(([column, merges]) => ({ column, merges: merges.toSorted((a, b) => a.top - b.top), at: 0 }))
  const held = new Map<number, Cell | undefined>()
  const name = runs.find(({ column }) => own.has(column) && column === columns.get('name'))
  return {
    enter: (row) => {
      for (const run of runs) {
        while ((run.merges[run.at]?.bottom ?? Infinity) < row.number) run.at++
        const merge = run.merges[run.at]
        if (merge === undefined || merge.top > row.number) held.delete(run.column)
        else if (merge.top === row.number) held.set(run.column, row.cells[run.column])
      }
    },
    above: (column) => (own.has(column) ? undefined : held.get(column)),
    nameBegins: () => (name === undefined || held.get(name.column) === undefined ? undefined : name.merges[name.at]?.top),
  }
}

interface Reach { readonly plan: Plan; readonly merged: Merged }
interface Desk extends Reach { readonly problem: Sink['problem'] }

function cellOf(field: RosterField, row: SheetRow, { plan, merged }: Reach): Cell | undefined {
  const column = plan.columns.get(field)
  if (column === undefined) return undefined
  const cell = row.cells[column]
  return cell === undefined || cell.text === '' ? merged.above(column) : cell
}

/** Nothing that we keep is longer; the rules need not be fast for more. */
const LONGEST = 300
const TOO_LONG = refused('cell-long', '单元格超过 300 个字，像是说明文字。请核对各列有没有错位。')
const isUnreadable = (cell: Cell) => cell.kind === 'error' || cell.text.length > LONGEST
const sheetError = (field: RosterField) => refused('cell-error',
  `“${FIELD_NAMES[field]}”一列的公式出错（显示为 #REF!、#N/A 等）。请改正公式，或者直接填写内容。`)

/** A row of a sheet that tells of somebody. */
export class Line {
  failed = false
  readonly spot: Spot
  readonly #row: SheetRow
  readonly #desk: Desk
  /** What the section, the title or the name of the sheet says of the class. */
  readonly around: Around

  constructor(row: SheetRow, around: Around, desk: Desk) {
    this.#row = row
    this.#desk = desk
    this.around = around
    this.spot = spotOf(row, desk.plan)
    for (const field of desk.plan.columns.keys()) {
      const cell = this.#raw(field)
      if (cell !== undefined && isUnreadable(cell)) this.take(field, cell.kind === 'error' ? sheetError(field) : TOO_LONG)
    }
  }

  #raw(field: RosterField): Cell | undefined {
    return cellOf(field, this.#row, this.#desk)
  }

  /** The cell of a field; of a cell merged downwards, on each of its rows. One that cannot be read is noted, and empty. */
  cell(field: RosterField): Cell | undefined {
    const cell = this.#raw(field)
    return cell !== undefined && isUnreadable(cell) ? undefined : cell
  }

  /** The value that was made of the cell; what is wrong with it is noted. */
  take<T>(field: RosterField, made: Found<T>): T | null {
    for (const fault of made.faults) this.note(fault, field)
    return made.value
  }

  note(fault: Fault, field?: RosterField): void {
    if (fault.level === 'error') this.failed = true
    const column = field === undefined ? undefined : this.#desk.plan.columns.get(field)
    const cell = field === undefined ? undefined : this.#raw(field)
    this.#desk.problem({
      ...this.spot, ...(column === undefined ? {} : { column: columnName(column) }), ...fault,
      ...(field === undefined ? {} : { field }), ...(cell === undefined ? {} : { cell: cell.text }),
    })
  }
}
