import type { Cell, Merge, Sheet, SheetRow } from '#kernel/workbook'
import type { Column } from './columns.rules.ts'
import { namesGuardian, readHeading } from './heading.rules.ts'
import type { RosterKind } from '../row.contract.ts'
import { tidy, tight } from './text.rules.ts'

/** Titles and notes above a header are shorter than this. */
const SEARCHED_ROWS = 60
const WIDEST = 256
const HEADER_LINES = 3
const SAMPLES = 20
/** Of those in several lines: a note is longer. */
const LONGEST_HEADING = 20

/** Last row of the header of a sheet, by its number, or null: nothing there looks like the headings of a roster. */
export function findHeaderRow(kind: RosterKind, sheet: Sheet): number | null {
  const rows = sheet.rows.slice(0, SEARCHED_ROWS)
  const scores = rows.map((row) => (looksLikeData(row) ? 0 : knownHeadings(kind, row)))
  const best = Math.max(0, ...scores)
  if (best < 2) return null
  const at = scores.indexOf(best)
  const below = rows[at + 1]
  return below !== undefined && isSecondLine(kind, sheet, { row: rows[at]!, below }) ? below.number : rows[at]!.number
}

const texts = (row: SheetRow): string[] =>
  row.cells.slice(0, WIDEST).map((cell) => (cell === undefined ? '' : tidy(cell.text))).filter((text) => text !== '')

const looksLikeData = (row: SheetRow) => texts(row).some((text) => /\d{6,}|^[男女]$/.test(tight(text)))

/** Different headings that we know: a list of parents' words such as 父亲, 母亲 is no header. */
function knownHeadings(kind: RosterKind, row: SheetRow): number {
  const known = texts(row).filter((text) => text.length <= 30).flatMap((text) => {
    const meaning = readHeading(kind, text, '')
    if (meaning === null || meaning.is === 'ignored') return []
    return [meaning.is === 'field' ? meaning.field : `${meaning.part}${meaning.who}`]
  })
  return new Set(known).size
}

interface Lines { readonly row: SheetRow; readonly below: SheetRow }

/** 姓名, 电话 under 父亲, 母亲: the row below has headings only, each where the row above spans columns or is empty. */
function isSecondLine(kind: RosterKind, sheet: Sheet, { row, below }: Lines): boolean {
  if (below.number !== row.number + 1 || looksLikeData(below)) return false
  const spans = sheet.merges.filter(({ top, right, left }) => top === row.number && right > left)
  const cells = below.cells.slice(0, WIDEST).map((cell, column) => ({ text: tidy(cell?.text ?? ''), column }))
    .filter(({ text }) => text !== '')
  const isUnder = ({ column }: { column: number }) => {
    const above = tidy(row.cells[column]?.text ?? '')
    return above === '' || namesGuardian(above) || spans.some(({ left, right }) => left <= column && column <= right)
  }
  return cells.every((cell) => cell.text.length <= LONGEST_HEADING && isUnder(cell))
    && cells.some(({ text }) => readHeading(kind, text, '') !== null)
}

/** Rows of the header, from the first to `last`: lines above belong to it as long as they group or repeat its headings. */
function headerLines(kind: RosterKind, sheet: Sheet, last: number): SheetRow[] {
  const at = sheet.rows.findIndex(({ number }) => number === last)
  if (at < 0) return []
  const lines = [sheet.rows[at]!]
  for (let above = at - 1; above >= 0 && lines.length < HEADER_LINES; above--) {
    const row = sheet.rows[above]!
    if (row.number !== lines[0]!.number - 1 || !groups(kind, sheet, row)) break
    lines.unshift(row)
  }
  return lines
}

const GROUP = /^.{0,6}(?:信息|情况|资料|概况)$/

function groups(kind: RosterKind, sheet: Sheet, row: SheetRow): boolean {
  if (looksLikeData(row)) return false
  if (sheet.merges.some(({ top, bottom }) => top === row.number && bottom > row.number)) return true
  const written = texts(row)
  if (written.some((text) => text.length > LONGEST_HEADING)) return false
  return written.some((text) => namesGuardian(text) || GROUP.test(tight(text)))
    || (written.length > 1 && written.some((text) => readHeading(kind, text, '') !== null))
}

export interface Header {
  /** By number; 0 where nothing is above the first row of the list. */
  readonly first: number
  readonly last: number
  readonly columns: readonly Column[]
  /** Texts of the header lines by column, to find the header again in the middle of the sheet. */
  readonly texts: ReadonlyMap<number, ReadonlySet<string>>
}

/** The headings above the rows that follow `last`. Columns without heading and without value are left out. */
export function readHeader(kind: RosterKind, sheet: Sheet, last: number): Header {
  const lines = headerLines(kind, sheet, last)
  const below = sheet.rows.filter(({ number }) => number > last).slice(0, SEARCHED_ROWS)
  const width = Math.min(WIDEST, Math.max(0, ...[...lines, ...below].map(({ cells }) => cells.length)))
  const first = lines[0]?.number ?? last
  const merges = sheet.merges.filter(({ top, bottom }) => bottom >= first && top <= last)
  const written = lines.map((line, at) => spread(line, { merges, width, isAbove: at < lines.length - 1 }))
  const columns = Array.from({ length: width }, (_, column) => {
    const parts = written.map((line) => line[column]!).filter((text, at, all) => text !== '' && text !== all[at - 1])
    const samples = below.map(({ cells }) => cells[column]).filter((cell): cell is Cell => cell !== undefined && tidy(cell.text) !== '')
    return {
      column, heading: parts.join(' '), own: parts.at(-1) ?? '', above: parts.slice(0, -1).join(' '), samples: samples.slice(0, SAMPLES),
    }
  })
  return {
    first, last,
    columns: columns.filter(({ heading, samples }) => heading !== '' || samples.length > 0),
    texts: new Map(columns.map(({ column }) => [column, new Set(lines.map(({ cells }) => tight(cells[column]?.text ?? '')))])),
  }
}

interface Across { readonly merges: readonly Merge[]; readonly width: number; readonly isAbove: boolean }

/**
 * A line of the header with every cell filled that its headings span: those merged with one beside, and, above other lines, the
 * empty ones to the right of 父亲 that nobody cared to merge.
 */
function spread(line: SheetRow, { merges, width, isAbove }: Across): string[] {
  const filled = Array.from({ length: width }, (_, column) => tidy(line.cells[column]?.text ?? ''))
  const spans = merges.filter(({ top, left, right }) => top === line.number && right > left)
  for (const { left, right } of spans) filled.fill(filled[left] ?? '', left, Math.min(right + 1, width))
  if (!isAbove) return filled
  for (let column = 1; column < width; column++) {
    const before = filled[column - 1]!
    const besideSpan = spans.some(({ left, right }) => left < column && column <= right + 1)
    if (filled[column] === '' && !besideSpan && namesGuardian(before)) filled[column] = before
  }
  return filled
}
