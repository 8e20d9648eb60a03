import { Readable } from 'node:stream'
import { harmless } from '#kernel/harmless'
import { columnName } from '#kernel/workbook'
import { zipped, type WrittenPart } from './zip.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Value = string | number | null

export interface WrittenSheet {
  readonly name: string
  /** `width` in characters. In a column of `text` what is typed later stays text too: identity numbers keep their digits. */
  readonly columns: readonly { readonly width: number; readonly text?: boolean }[]
  /** A text is written as text whatever it looks like, and a leading sign is made harmless. Asked for as the file is sent. */
  readonly rows: Iterable<readonly Value[]>
}

/** A workbook, made while it is sent. `readWorkbook` gives back the same texts and numbers. */
export const writeWorkbook = (sheets: readonly WrittenSheet[]): Readable =>
  Readable.from(zipped(partsOf(sheets)), { objectMode: false })

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts that every reader asks for, the first as ECMA-376 part 2 wants it. */
function partsOf(sheets: readonly WrittenSheet[]): WrittenPart[] {
  const paths = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`)
  const part = (name: string, content: string): WrittenPart => ({ name, content: [HEAD + content] })
  return [
    part('[Content_Types].xml', contentTypes(paths)),
    part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', bookXml(sheets.map(({ name }) => name))),
    part('xl/_rels/workbook.xml.rels', relations([...paths.map((path): Target => ['worksheet', path]), ['styles', 'styles.xml']])),
    part('xl/styles.xml', STYLES),
    ...sheets.map((sheet, index) => ({ name: `xl/${paths[index]!}`, content: gathered(sheetXml(sheet)) })),
  ]
}

function contentTypes(paths: readonly string[]): string {
  const of = (path: string, kind: string) => `<Override PartName="/xl/${path}" ContentType="${KIND}.${kind}+xml"/>`
  const byEnding = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + '<Default Extension="xml" ContentType="application/xml"/>'
  return `<Types xmlns="${PACKAGE}/content-types">${byEnding}${of('workbook.xml', 'sheet.main')}${of('styles.xml', 'styles')}`
    + `${paths.map((path) => of(path, 'worksheet')).join('')}</Types>`
}

type Target = readonly [type: string, path: string]

function relations(targets: readonly Target[]): string {
  const all = targets.map(([type, path], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${path}"/>`)
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function bookXml(names: readonly string[]): string {
  const sheets = names.map((name, index) => `<sheet name="${escaped(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join('')}</sheets></workbook>`
}

/** What a name of a sheet may not contain, and its length. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)

/** Style 0 is plain, 1 is text. Fonts, fills and borders are there because Excel repairs a file without them. */
const PLAIN_STYLE = 'fontId="0" fillId="0" borderId="0"'
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts>`
  + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
  + '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
  + `<cellStyleXfs count="1"><xf numFmtId="0" ${PLAIN_STYLE}/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" ${PLAIN_STYLE} xfId="0"/>`
  + `<xf numFmtId="49" ${PLAIN_STYLE} xfId="0" applyNumberFormat="1"/></cellXfs>`
  + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function* sheetXml({ columns, rows }: WrittenSheet): Generator<string> {
  const styles = columns.map(({ text }) => (text === true ? ' s="1"' : ''))
  const cols = columns.map(({ width, text }, index) =>
    `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${text === true ? ' style="1"' : ''}/>`)
  yield `${HEAD}<worksheet xmlns="${MAIN}">${cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`}<sheetData>`
  let number = 0
  for (const row of rows) {
    number++
    const place = (column: number) => `r="${columnName(column)}${number}"${styles[column] ?? ''}`
    yield `<row r="${number}">${row.map((value, column) => (value === null ? '' : cellXml(value, place(column)))).join('')}</row>`
  }
  yield '</sheetData></worksheet>'
}

function cellXml(value: string | number, place: string): string {
  if (typeof value === 'number') return `<c ${place}><v>${value}</v></c>`
  return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(literal(harmless(value)))}</t></is></c>`
}

/** A text that happens to look like an escaped character (`_x0041_`) is no such thing. */
const literal = (text: string) => text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold is written as Excel writes it. */
// oxlint-disable-next-line no-control-regex -- these characters are what is looked for
const escaped = (text: string) => text.replace(/[&<>"\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (sign) => SIGNS[sign] ?? hex(sign))
const hex = (sign: string) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/** Pieces of about 64 KB: packing each row for itself takes longer than making it. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let all = ''
  for (const piece of pieces) {
    all += piece
    if (all.length < 64 * 1024) continue
    yield all
    all = ''
  }
  yield all
}
