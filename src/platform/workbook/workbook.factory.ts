import { columnName } from '#kernel/workbook'
import { zip, type ZipPart } from './zip.factory.ts'

/** A cell as a file holds it. A plain text is a shared string unless the book is `inline`. */
export type GivenCell = string | number | boolean | null | {
  /** As written between `<v>` and `</v>`; undefined leaves it out. */
  readonly value?: string | number
  readonly type?: 's' | 'str' | 'b' | 'e' | 'd' | 'n'
  /** A code such as `yyyy"年"m"月"`, or the number of a built-in one. */
  readonly format?: string | number
  readonly formula?: string
  /** Markup of a shared string of its own: `<r><t>张</t></r>…`. */
  readonly rich?: string
}

export interface GivenSheet {
  readonly name: string
  readonly state?: 'hidden' | 'veryHidden'
  readonly rows: readonly (readonly GivenCell[])[]
  readonly merges?: readonly string[]
  /** Numbers of rows as the sheet shows them, from 1. */
  readonly hiddenRows?: readonly number[]
  /** From 0. */
  readonly hiddenColumns?: readonly number[]
  /** Markup before the rows, after them, and instead of them. */
  readonly before?: string
  readonly after?: string
  readonly data?: string
}

export interface GivenBook {
  readonly inline?: boolean
  readonly from1904?: boolean
  /** Added, or in the place of a part with the same name. */
  readonly parts?: readonly ZipPart[]
  readonly zip?: Parameters<typeof zip>[1]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
export const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The bytes of a real .xlsx, as small as one can be. */
export function makeWorkbook(sheets: readonly GivenSheet[], book: GivenBook = {}): Buffer {
  const strings = new Map<string, number>()
  const formats = new Map<string | number, number>()
  const written = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`, content: sheetXml(sheet, { strings, formats, inline: book.inline ?? false }),
  }))
  const own = book.parts ?? []
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', content: contentTypes() },
    { name: '_rels/.rels', content: relations([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', content: bookXml(sheets, book.from1904 ?? false) },
    { name: 'xl/_rels/workbook.xml.rels', content: bookRelations(sheets.length) },
    { name: 'xl/styles.xml', content: stylesXml(formats) },
    { name: 'xl/sharedStrings.xml', content: stringsXml(strings) },
    ...written,
  ]
  const kept = parts.filter(({ name }) => !own.some((part) => part.name === name))
  return zip([...kept, ...own], book.zip)
}

interface Shared { readonly strings: Map<string, number>; readonly formats: Map<string | number, number>; readonly inline: boolean }

/** A sheet around rows that were written by hand. */
export const worksheet = (data: string, before = '', after = '') =>
  `${HEAD}<worksheet xmlns="${MAIN}">${before}<sheetData>${data}</sheetData>${after}</worksheet>`

function sheetXml(sheet: GivenSheet, shared: Shared): string {
  const hidden = (sheet.hiddenColumns ?? []).map((column) => `<col min="${column + 1}" max="${column + 1}" width="9" hidden="1"/>`)
  const cols = hidden.length === 0 ? '' : `<cols>${hidden.join('')}</cols>`
  const rows = sheet.rows.map((cells, index) => rowXml(cells, { number: index + 1, hidden: sheet.hiddenRows?.includes(index + 1) ?? false }, shared))
  const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`)
  const merged = merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`
  return worksheet(sheet.data ?? rows.join(''), (sheet.before ?? '') + cols, merged + (sheet.after ?? ''))
}

function rowXml(cells: readonly GivenCell[], row: { number: number; hidden: boolean }, shared: Shared): string {
  const written = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row.number}`, shared)).join('')
  return `<row r="${row.number}"${row.hidden ? ' hidden="1"' : ''}>${written}</row>`
}

function cellXml(cell: GivenCell, ref: string, shared: Shared): string {
  if (cell === null) return ''
  if (typeof cell === 'string' && shared.inline) return `<c r="${ref}" t="inlineStr"><is>${plainText(cell)}</is></c>`
  if (typeof cell === 'string') return `<c r="${ref}" t="s"><v>${indexOf(shared.strings, plainText(cell))}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
  if (cell.rich !== undefined) return `<c r="${ref}" t="s"><v>${indexOf(shared.strings, cell.rich)}</v></c>`
  const type = cell.type === undefined ? '' : ` t="${cell.type}"`
  const style = cell.format === undefined ? '' : ` s="${indexOf(shared.formats, cell.format) + 1}"`
  const formula = cell.formula === undefined ? '' : `<f>${escaped(cell.formula)}</f>`
  const value = cell.value === undefined ? '' : `<v>${escaped(String(cell.value))}</v>`
  return `<c r="${ref}"${style}${type}>${formula}${value}</c>`
}

function indexOf<T>(list: Map<T, number>, item: T): number {
  const index = list.get(item) ?? list.size
  list.set(item, index)
  return index
}

const plainText = (text: string) => `<t xml:space="preserve">${escaped(text)}</t>`
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)

export const stringsXml = (strings: ReadonlyMap<string, number>) =>
  `${HEAD}<sst xmlns="${MAIN}">${[...strings.keys()].map((text) => `<si>${text}</si>`).join('')}</sst>`

function stylesXml(formats: ReadonlyMap<string | number, number>): string {
  const own = [...formats].filter(([format]) => typeof format === 'string')
  const codes = own.map(([code, index]) => `<numFmt numFmtId="${200 + index}" formatCode="${escaped(String(code))}"/>`)
  const styles = [...formats].map(([format, index]) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + index}"/>`)
  const formatted = codes.length === 0 ? '' : `<numFmts count="${codes.length}">${codes.join('')}</numFmts>`
  return `${HEAD}<styleSheet xmlns="${MAIN}">${formatted}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>`
    + `<cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`
}

function bookXml(sheets: readonly GivenSheet[], from1904: boolean): string {
  const listed = sheets.map(({ name, state }, index) =>
    `<sheet name="${escaped(name)}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`)
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${from1904}"/><sheets>${listed.join('')}</sheets></workbook>`
}

const bookRelations = (sheets: number) => relations([
  ...Array.from({ length: sheets }, (_, index): Relation => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`]),
  ['rIdStyles', 'styles', 'styles.xml'], ['rIdStrings', 'sharedStrings', '/xl/sharedStrings.xml'],
])

type Relation = readonly [id: string, type: string, target: string]

export const relations = (all: readonly Relation[]) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${
  all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`).join('')}</Relationships>`

export const contentTypes = (book = SHEET_TYPE) => `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" `
  + `ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${book}"/></Types>`
