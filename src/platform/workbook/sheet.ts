import { columnName, type Cell, type Merge, type Sheet, type SheetRow } from '#kernel/workbook'
import type { WorkbookLimits } from './limits.ts'
import { isTrue, type SheetPart } from './parts.ts'
import { dateOfSerial, digitsOf, GENERAL, type NumberFormat } from './shown.rules.ts'
import { joined, storedText, textRuns } from './strings.ts'
import { damaged, tooManyCells, tooManyColumns, tooManyMerges, tooManyRows } from './workbook.refusals.ts'
import { attributesOf, scanXml, type XmlHandler } from './xml.ts'

/** What the sheets of a workbook have in common. */
export interface Book {
  readonly strings: readonly (Cell | undefined)[]
  readonly styles: readonly NumberFormat[]
  readonly from1904: boolean
  readonly limits: WorkbookLimits
  /** Rows and cells of the whole workbook so far. */
  readonly counted: { rows: number; cells: number }
}

/** A cell while it is read. */
interface Draft {
  readonly column: number
  readonly type: string
  readonly style: number
  formula: boolean
  value: string
  text: string
}

const ROWS_OF_A_SHEET = 1_048_576
const COLUMNS_OF_A_SHEET = 16_384
const NOT_COMPUTED = '#未计算'

/** The rows with something in them. Empty formatted rows and cells cost time and no memory. */
export async function readSheet(pieces: AsyncIterable<Uint8Array>, { name, hidden }: SheetPart, book: Book): Promise<Sheet> {
  const rows: SheetRow[] = []
  const merges: Merge[] = []
  const hiddenColumns = new Set<number>()
  let columns = 0
  const data = rowsHandler(book, name, (row) => {
    if (++book.counted.rows > book.limits.rows) throw tooManyRows(book.limits.rows)
    rows.push(row)
  })
  await scanXml(pieces, { ...data, open: (element, tag) => {
    data.open(element, tag)
    if (element === 'col' && ++columns <= COLUMNS_OF_A_SHEET) addHidden(hiddenColumns, attributesOf(tag), book.limits.columns)
    if (element === 'mergeCell') merges.push(mergeOf(attributesOf(tag)['ref']))
    if (merges.length > book.limits.merges) throw tooManyMerges(book.limits.merges, name)
  } })
  return { name, hidden, rows, merges, hiddenColumns: [...hiddenColumns].sort((a, b) => a - b) }
}

type Attributes = ReturnType<typeof attributesOf>

function addHidden(columns: Set<number>, { min, max, hidden, width }: Attributes, limit: number): void {
  if (!isTrue(hidden) && Number(width ?? 1) !== 0) return
  const first = Math.max(Math.trunc(Number(min)), 1)
  for (let column = first; column <= Math.min(Number(max), limit); column++) columns.add(column - 1)
}

function mergeOf(ref = ''): Merge {
  const [first, last = first] = ref.split(':').map((corner) => positionOf(corner))
  if (first === undefined || last === undefined) throw damaged('合并的范围不合理')
  return { top: first.row, bottom: last.row, left: first.column, right: last.column }
}

/** Row from 1, column from 0. */
function positionOf(ref: string): { row: number; column: number } {
  let column = 0
  let at = 0
  for (; ref.charCodeAt(at) >= 65 && ref.charCodeAt(at) <= 90; at++) column = column * 26 + ref.charCodeAt(at) - 64
  const row = Number(ref.slice(at))
  if (column < 1 || column > COLUMNS_OF_A_SHEET || !isRow(row)) throw damaged('单元格的位置不合理')
  return { row, column: column - 1 }
}

const isRow = (number: number) => Number.isInteger(number) && number >= 1 && number <= ROWS_OF_A_SHEET

function rowsHandler(book: Book, sheet: string, done: (row: SheetRow) => void): Required<XmlHandler> {
  let number = 0
  let hidden = false
  let cells: (Cell | undefined)[] = []
  let next = 0
  let draft: Draft | undefined
  let inValue = false
  const inline = textRuns('is', (text) => { if (draft !== undefined) draft.text = text })

  const openRow = ({ r, hidden: isHidden, ht }: Attributes) => {
    const given = r === undefined ? number + 1 : Number(r)
    if (!isRow(given) || given <= number) throw damaged('行的次序不合理')
    number = given
    hidden = isTrue(isHidden) || (ht !== undefined && Number(ht) === 0)
    cells = []
    next = 0
  }
  const openCell = ({ r, t = 'n', s }: Attributes) => {
    const column = r === undefined ? next : positionOf(r).column
    next = column + 1
    draft = { column, type: t, style: Number(s ?? 0), formula: false, value: '', text: '' }
  }
  const closeCell = (of: Draft) => {
    const cell = cellOf(of, book)
    if (cell === undefined) return
    if (of.column >= book.limits.columns) throw tooManyColumns(book.limits.columns, sheet, `${columnName(of.column)}${number}`)
    if (++book.counted.cells > book.limits.cells) throw tooManyCells(book.limits.cells)
    cells[of.column] = cell
  }
  return {
    open(name, tag) {
      if (name === 'row') openRow(attributesOf(tag))
      else if (name === 'c') openCell(attributesOf(tag))
      else if (draft === undefined) return
      else if (name === 'v') inValue = true
      else if (name === 'f') draft.formula = true
      else if (draft.type === 'inlineStr') inline.open(name, tag)
    },
    text(text) {
      if (draft === undefined) return
      if (inValue) draft.value = joined(draft.value, text)
      else inline.text(text)
    },
    close(name) {
      if (name === 'v') inValue = false
      else if (name === 'c' && draft !== undefined) {
        closeCell(draft)
        draft = undefined
      } else if (name === 'row') {
        if (cells.length > 0) done({ number, hidden, cells: Array.from(cells) })
        cells = []
      } else if (draft?.type === 'inlineStr') inline.close(name)
    },
  }
}

/** Undefined for a cell that shows nothing. */
function cellOf(draft: Draft, book: Book): Cell | undefined {
  if (draft.type === 's' && !draft.formula && draft.value !== '') return sharedCell(draft.value, book)
  const shown = shownOf(draft, book)
  if (shown.text === '') return undefined
  return draft.formula ? { ...shown, formula: true } : shown
}

function sharedCell(index: string, { strings }: Book): Cell | undefined {
  const at = Number(index)
  if (!(at >= 0 && at < strings.length)) throw damaged('单元格指向不存在的文字')
  return strings[at]
}

function shownOf(draft: Draft, book: Book): Cell {
  const { type, value } = draft
  if (type === 'inlineStr') return { text: draft.text, kind: 'text' }
  if (type === 'str') return { text: storedText(value), kind: 'text' }
  if (value === '') return draft.formula ? { text: NOT_COMPUTED, kind: 'error' } : { text: '', kind: 'text' }
  if (type === 's') return sharedCell(value, book) ?? { text: '', kind: 'text' }
  if (type === 'b') return { text: isTrue(value) ? 'TRUE' : 'FALSE', kind: 'boolean' }
  if (type === 'e') return { text: storedText(value), kind: 'error' }
  if (type === 'd' && ISO_DAY.test(value)) return { text: value.slice(0, 'YYYY-MM-DD'.length), kind: 'date' }
  return numberCell(draft, book)
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}/

function numberCell({ value, style }: Draft, { styles, from1904 }: Book): Cell {
  const number = Number(value)
  if (!Number.isFinite(number)) throw damaged('单元格的数不合理')
  const format = styles[style] ?? GENERAL
  const date = format.isDate ? dateOfSerial(number, from1904) : undefined
  return date === undefined ? { text: digitsOf(number, format), kind: 'number' } : { text: date, kind: 'date' }
}
