import { contentTypes, makeWorkbook, relations, SHEET_TYPE, worksheet, type GivenBook } from './workbook.factory.ts'
import { packedRepeat, zip, type ZipPart } from './zip.factory.ts'

const ONE_SHEET = [{ name: '一年级', rows: [['姓名', '学籍号'], ['张同学', 'G000000000000000000']] }]
const SHEET = 'xl/worksheets/sheet1.xml'
const TYPES = '[Content_Types].xml'
const MEGABYTE = 1024 * 1024

const withPart = (part: ZipPart, book: GivenBook = {}) => makeWorkbook(ONE_SHEET, { ...book, parts: [part] })
const withSheet = (content: string, lies: ZipPart['lies'] = {}) => withPart({ name: SHEET, content, lies })
const withRows = (data: string) => withSheet(worksheet(data))
const whole = () => makeWorkbook(ONE_SHEET)

/** A sheet of 600 MB in 0.6 MB. */
function bomb(lies: ZipPart['lies'] = {}, times = 600): Buffer {
  const piece = '<c r="A1"><v>1</v></c>'.padEnd(64, ' ').repeat(MEGABYTE / 64)
  const [before, behind] = worksheet('<row r="1">|</row>').split('|')
  return withPart({ name: SHEET, content: '', lies, packed: packedRepeat({ before: before!, piece, times, behind: behind! }) })
}

/** The header of the container that Office before 2007 and passwords use, and the name of a stream in it. */
const compound = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le'), Buffer.alloc(2_000)])

const ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
const spliced = (file: Buffer, at: number, bytes: number[]) =>
  Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at + bytes.length)])

/** Files that nobody should be able to hurt us with, by what they are: the code of the refusal and the bytes. */
export const HOSTILE: Readonly<Record<string, readonly [code: string, make: () => Buffer]>> = {
  'an empty file': ['workbook-empty', () => Buffer.alloc(0)],
  '200 MB': ['workbook-too-large', () => Buffer.concat([whole(), Buffer.alloc(200 * MEGABYTE)])],
  'a bomb of 600 MB': ['workbook-too-heavy', () => bomb()],
  'a bomb of 80 MB': ['workbook-too-heavy', () => bomb({}, 80)],
  'a bomb that declares 1 MB': ['workbook-damaged', () => bomb({ size: MEGABYTE })],
  'a bomb that declares as much as it may': ['workbook-damaged', () => bomb({ size: 60 * MEGABYTE, crc: 0 })],
  'fifty sheets in one part': ['workbook-too-heavy', () => fiftyTimes()],
  'a sheet that declares less': ['workbook-damaged', () => withSheet(worksheet('<row r="1"/>'), { size: 10 })],
  'a sheet that declares more': ['workbook-damaged', () => withSheet(worksheet('<row r="1"/>'), { size: 100_000 })],
  'a wrong checksum': ['workbook-damaged', () => withSheet(worksheet(''), { crc: 1 })],
  'packed bytes that are none': ['workbook-damaged', () =>
    withPart({ name: SHEET, content: '', packed: { data: Buffer.alloc(500, 7), size: 9_000, crc: 0 } })],
  'an unknown packing': ['workbook-damaged', () => withSheet(worksheet(''), { method: 12 })],
  'a password on a part': ['workbook-encrypted', () => withSheet(worksheet(''), { flags: 1 })],
  'a password': ['workbook-encrypted', () => compound('EncryptedPackage')],
  'an old workbook': ['workbook-old-format', () => compound('Workbook')],
  'a WPS workbook': ['workbook-old-format', () => compound('ETExtData')],
  'an old document': ['workbook-wrong-type', () => compound('WordDocument')],
  'a CSV file': ['workbook-old-format', () => Buffer.from('姓名,学籍号\n张同学,1\n')],
  'a page that calls itself a workbook': ['workbook-old-format', () => Buffer.from('<html><table><tr><td>张同学</td></tr></table></html>')],
  'a PDF': ['workbook-wrong-type', () => Buffer.from('%PDF-1.7\n')],
  'a picture': ['workbook-wrong-type', () => Buffer.from('89504e470d0a1a0a0000', 'hex')],
  'noise': ['workbook-wrong-type', () => Buffer.from('0001020300050607', 'hex')],
  'a document': ['workbook-wrong-type', () => zip([{ name: TYPES, content: contentTypes('x') }, { name: 'word/document.xml', content: '<x/>' }])],
  'a binary workbook': ['workbook-old-format', () => zip([
    { name: TYPES, content: contentTypes('application/vnd.ms-excel.sheet.binary.macroEnabled.main') }, { name: 'xl/workbook.bin', content: 'x' },
  ])],
  'an OpenDocument sheet': ['workbook-old-format', () => zip([{ name: 'mimetype', content: 'x' }, { name: 'content.xml', content: '<x/>' }])],
  'some archive': ['workbook-wrong-type', () => zip([{ name: '说明.txt', content: 'x' }])],
  'an archive of nothing': ['workbook-wrong-type', () => zip([])],
  macros: ['workbook-macros', () => withPart({ name: 'xl/vbaProject.bin', content: 'x' })],
  'macros without a project': ['workbook-macros', () =>
    withPart({ name: TYPES, content: contentTypes('application/vnd.ms-excel.sheet.macroEnabled.main+xml') })],
  'a path that climbs': ['workbook-unsafe', () => withPart({ name: '../../etc/passwd', content: 'x' })],
  'a path from the root': ['workbook-unsafe', () => withPart({ name: '/etc/passwd', content: 'x' })],
  'a path with backslashes': ['workbook-unsafe', () => withPart({ name: '..\\..\\x', content: 'x' })],
  'a path with a drive': ['workbook-unsafe', () => withPart({ name: 'C:/x', content: 'x' })],
  'an endless name': ['workbook-unsafe', () => withPart({ name: 'x'.repeat(60_000), content: 'x' })],
  'a part that comes twice': ['workbook-unsafe', () => withPart({ name: SHEET.toUpperCase(), content: 'x' })],
  'a part with two names': ['workbook-unsafe', () => withSheet(worksheet(''), { localName: 'xl/worksheets/sheet2.xml' })],
  'parts in the same bytes': ['workbook-unsafe', () => overlapping()],
  '6,000 parts': ['workbook-too-heavy', () =>
    makeWorkbook(ONE_SHEET, { parts: Array.from({ length: 6_000 }, (_, i) => ({ name: `x${i}`, content: '' })) })],
  '51 sheets': ['workbook-too-many-sheets', () => makeWorkbook(Array.from({ length: 51 }, (_, i) => ({ name: `${i}`, rows: [] })))],
  'a part outside the file': ['workbook-damaged', () => withSheet(worksheet(''), { offset: 10_000_000 })],
  'a part longer than the file': ['workbook-damaged', () => withSheet(worksheet(''), { length: 10_000_000 })],
  'an endless list of contents': ['workbook-too-heavy', () =>
    withPart({ name: TYPES, content: contentTypes(SHEET_TYPE).replace('</Types>', `${'<Default Extension="x" ContentType="text/plain"/>'.repeat(30_000)}</Types>`) })],
  'external entities': ['workbook-unsafe', () => withSheet(`<?xml version="1.0"?>${ENTITIES}${worksheet('')}`)],
  'entities among the texts': ['workbook-unsafe', () =>
    withPart({ name: 'xl/sharedStrings.xml', content: `${ENTITIES}<sst><si><t>&b;</t></si></sst>` })],
  'entities in the list of contents': ['workbook-unsafe', () =>
    withPart({ name: TYPES, content: ENTITIES + contentTypes(SHEET_TYPE) })],
  'entities in another encoding': ['workbook-damaged', () =>
    withPart({ name: SHEET, content: Buffer.from(`﻿${ENTITIES}${worksheet('')}`, 'utf16le') })],
  'quotes that do not end': ['workbook-damaged', () => withRows(`<row r="1><c r="A1"><v>1</v></c></row>`)],
  'quotes within quotes': ['workbook-damaged', () => withRows(`<row r="1"" x='"'"><c r="A1"><v>1</v></c></row>`)],
  'elements that do not end': ['workbook-damaged', () => withSheet('<worksheet>'.repeat(100_000))],
  'an endless tag': ['workbook-damaged', () => withRows(`<row x="${'x'.repeat(5 * MEGABYTE)}"/>`)],
  'an endless text': ['workbook-damaged', () => withRows(`<row r="1"><c r="A1" t="str"><v>${'张<!-- -->'.repeat(500_000)}</v></c></row>`)],
  'a character that no text may hold': ['workbook-damaged', () => withRows('<row r="1"><c r="A1" t="str"><v>张\0</v></c></row>')],
  'a text of spaces': ['workbook-damaged', () => withRows(`<row r="1"><c r="A1" t="inlineStr"><is><t>a${' '.repeat(400_000)}b</t></is></c></row>`)],
  'a text that is not there': ['workbook-damaged', () => withRows('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')],
  'a number that is none': ['workbook-damaged', () => withRows('<row r="1"><c r="A1"><v>abc</v></c></row>')],
  'a row beyond the sheet': ['workbook-damaged', () => withRows('<row r="9999999999"><c r="A9999999999"><v>1</v></c></row>')],
  'rows that go back': ['workbook-damaged', () => withRows('<row r="2"/><row r="1"/>')],
  'a cell beyond the sheet': ['workbook-damaged', () => withRows('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')],
  'a cell far to the right': ['workbook-too-many-columns', () => withRows('<row r="1"><c r="XFD1"><v>1</v></c></row>')],
  '30,001 rows': ['workbook-too-many-rows', () => withRows('<row><c><v>1</v></c></row>'.repeat(30_001))],
  '1,000,001 cells': ['workbook-too-many-cells', () => withRows(`<row>${'<c><v>1</v></c>'.repeat(200)}</row>`.repeat(5_001))],
  '50,001 merged cells': ['workbook-too-many-merges', () => withSheet(worksheet('', '', '<mergeCell ref="A1:B1"/>'.repeat(50_001)))],
  'no workbook behind the door': ['workbook-damaged', () => withPart({ name: '_rels/.rels', content: relations([]) })],
  'a workbook outside': ['workbook-damaged', () =>
    withPart({ name: '_rels/.rels', content: relations([['r', 'officeDocument', '../../../etc/passwd']]) })],
  'a sheet that is not there': ['workbook-damaged', () => withPart({ name: 'xl/_rels/workbook.xml.rels', content: relations([]) })],
  'the end cut off': ['workbook-damaged', () => whole().subarray(0, -30)],
  'the last byte cut off': ['workbook-damaged', () => whole().subarray(0, -1)],
  'half of it': ['workbook-damaged', () => whole().subarray(0, whole().length / 2)],
  'the beginning only': ['workbook-damaged', () => whole().subarray(0, 4)],
  'a hole in the directory': ['workbook-damaged', () => spliced(whole(), whole().length - 22 - 60, [0, 0, 0, 0, 0, 0, 0, 0])],
  'a directory from nowhere': ['workbook-damaged', () => spliced(whole(), whole().length - 6, [0xff, 0xff, 0xff, 0x7f])],
  'a long directory from nowhere': ['workbook-damaged', () => {
    const file = makeWorkbook(ONE_SHEET, { zip: { long: true } })
    return spliced(file, file.length - 22 - 12, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
  }],
}

function fiftyTimes(): Buffer {
  const ids = Array.from({ length: 50 }, (_, i) => `rId${i + 1}`)
  return makeWorkbook(ids.map((name) => ({ name, rows: [] })), { parts: [
    { name: SHEET, content: worksheet(`<!--${'x'.repeat(1_000)}-->`.repeat(7_000)) },
    { name: 'xl/_rels/workbook.xml.rels', content: relations(ids.map((id) => [id, 'worksheet', 'worksheets/sheet1.xml'])) },
  ] })
}

/** Each part reaches over all that follow it: little that unpacks to much. */
function overlapping(): Buffer {
  const content = 'x'.repeat(1_000)
  return zip(Array.from({ length: 20 }, (_, i) => ({ name: `part${i}`, content, lies: { length: (20 - i) * 1_000 } })), { stored: true })
}
