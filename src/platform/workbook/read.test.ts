import { describe, expect, test } from 'vitest'
import { makeWorkbook, worksheet, type GivenBook, type GivenCell, type GivenSheet } from './workbook.factory.ts'
import { WORKBOOK_LIMITS } from './limits.ts'
import { readWorkbook } from './read.ts'

const read = (sheets: readonly GivenSheet[], book?: GivenBook) => readWorkbook(makeWorkbook(sheets, book), WORKBOOK_LIMITS)
const readSheet = async (sheet: Partial<GivenSheet>, book?: GivenBook) => (await read([{ name: '一年级', rows: [], ...sheet }], book)).sheets[0]!
const readRow = async (cells: readonly GivenCell[], book?: GivenBook) => (await readSheet({ rows: [cells] }, book)).rows[0]?.cells
const readCell = async (cell: GivenCell, book?: GivenBook) => (await readRow([cell], book))?.[0]
const part = (name: string, content: string): GivenBook => ({ parts: [{ name, content }] })
const sheetOf = (data: string, before = '', after = '') => readSheet({}, part('xl/worksheets/sheet1.xml', worksheet(data, before, after)))

describe('texts', () => {
  test.each([[{}], [{ inline: true }], [{ zip: { long: true } }], [{ zip: { stored: true } }]] satisfies [GivenBook][])(
    'are given as they are stored: %j', async (book) => {
      const texts = ['张同学', ' 李 同学　', '阿依古丽·示例', '𠮷同学', 'a<b>&"c"', '两\n行', '5101012015']
      expect(await readRow(texts, book)).toEqual(texts.map((text) => ({ text, kind: 'text' })))
    })

  test.each([
    ['<r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve"> 同学</t></r>', '张 同学'],
    ['<t>张同学</t><rPh sb="0" eb="1"><t>ZHANG</t></rPh><phoneticPr fontId="1"/>', '张同学'],
    ['<t>一_x000D_二_x005F_x000D_</t>', '一\r二_x000D_'],
    ['<t>张&#xD800;&#0;_xDC00__x0000_</t>', '张\ufffd\ufffd\ufffd\ufffd'], ['<t>_xD842__xDFB7_&#x20BB7;</t>', '𠮷𠮷'],
    ['<t>\n  张同学\n</t>', '张同学'],
    ['<t><![CDATA[<张>]]><!-- 同 --></t>', '<张>'],
    ['<t>&#24352;&#x5F20;&amp;lt;</t>', '张张&lt;'],
  ])('%s reads %s', async (rich, text) => expect(await readCell({ rich })).toEqual({ text, kind: 'text' }))

  test('an empty shared text is no cell', async () => expect(await readCell('')).toBeUndefined())

  test('the apostrophe that makes a text harmless does not stay', async () => {
    expect(await readRow(["'=1+1", "'张"])).toEqual([{ text: '=1+1', kind: 'text' }, { text: "'张", kind: 'text' }])
  })

  test('elements may carry a prefix and single quotes', async () => {
    const cell = `<x:c r='B1' t="inlineStr" note="a>b"><x:is><x:t>张</x:t></x:is></x:c>`
    const content = `<x:worksheet xmlns:x='m'><x:sheetData><x:row r='1' spans="1:1">${cell}</x:row></x:sheetData></x:worksheet>`
    expect((await readSheet({}, part('xl/worksheets/sheet1.xml', content))).rows[0]!.cells).toEqual([undefined, { text: '张', kind: 'text' }])
  })
})

describe('numbers', () => {
  test.each([
    ['510101200001011234', '510101200001011000'], ['5.10101200001011E+17', '510101200001011000'], ['51010120150901', '51010120150901'],
    ['0.1', '0.1'], ['3.3000000000000003', '3.3'], ['-2.50', '-2.5'], ['0', '0'], ['1E-7', '0.0000001'], ['1e21', '1000000000000000000000'],
  ])('%s is shown as %s', async (value, text) => expect(await readCell({ value })).toEqual({ text, kind: 'number' }))

  test('a format of zeros shows that many digits', async () =>
    expect(await readCell({ value: 17, format: '00000' })).toEqual({ text: '00017', kind: 'number' }))
  test('a truth value', async () =>
    expect(await readRow([true, false])).toEqual([{ text: 'TRUE', kind: 'boolean' }, { text: 'FALSE', kind: 'boolean' }]))
  test('an error', async () => expect(await readCell({ value: '#N/A', type: 'e' })).toEqual({ text: '#N/A', kind: 'error' }))
})

describe('dates', () => {
  test.each([
    14, 22, 27, 28, 30, 31, 36, 50, 57, 58, 'yyyy"年"m"月"d"日"', 'yyyy\\-mm\\-dd', '[$-804]e"年"m"月"',
    'm/d;@', '[$-F800]dddd\\,\\ mmmm\\ dd', 'yyyy/m/d h:mm AM/PM',
  ])('format %s', async (format) => expect(await readCell({ value: 42248.75, format })).toEqual({ text: '2015-09-01', kind: 'date' }))

  test.each([0, 1, 2, 45, 46, 49, '0.00', '@', '0.00E+00', '[h]:mm', '"日期"0', '#,##0.00_);[Red]\\(#,##0.00\\)', 'General', 'G/通用格式"年"', '[>1]0;d'])(
    'format %s is none', async (format) => expect((await readCell({ value: 42248, format }))!.kind).toBe('number'))

  test.each([[1, '1900-01-01'], [59, '1900-02-28'], [60, '1900-02-29'], [61, '1900-03-01'], [2_958_465, '9999-12-31']])(
    'day %i of the system of 1900 is %s', async (value, text) => expect(await readCell({ value, format: 14 })).toEqual({ text, kind: 'date' }))

  test('the system of 1904', async () => {
    expect(await readCell({ value: 40786, format: 14 }, { from1904: true })).toEqual({ text: '2015-09-01', kind: 'date' })
  })

  test.each([0.5, -3, 2_958_466])('%d is no day', async (value) =>
    expect(await readCell({ value, format: 14 })).toEqual({ text: String(value), kind: 'number' }))
  test('written out', async () => expect(await readCell({ value: '2015-09-01T00:00:00', type: 'd' })).toEqual({ text: '2015-09-01', kind: 'date' }))
})

describe('formulas', () => {
  test.each<[string, GivenCell, { text: string; kind: string } | undefined]>([
    ['a number', { formula: 'A1+1', value: 3 }, { text: '3', kind: 'number' }],
    ['a text', { formula: 'A1&"x"', value: '张同学', type: 'str' }, { text: '张同学', kind: 'text' }],
    ['a date', { formula: 'TODAY()', value: 42248, format: 31 }, { text: '2015-09-01', kind: 'date' }],
    ['an error', { formula: '1/0', value: '#DIV/0!', type: 'e' }, { text: '#DIV/0!', kind: 'error' }],
    ['nothing computed', { formula: 'A1' }, { text: '#未计算', kind: 'error' }],
  ])('%s', async (_, cell, shown) => expect(await readCell(cell)).toEqual({ ...shown, formula: true }))

  test('an empty text is no cell', async () => expect(await readCell({ formula: '""', value: '', type: 'str' })).toBeUndefined())
})

describe('the sheet', () => {
  test('sheets, rows and columns that are hidden', async () => {
    const { sheets } = await read([
      { name: '一年级', rows: [['甲', '乙'], ['丙']], hiddenRows: [2], hiddenColumns: [1] },
      { name: '旧', state: 'hidden', rows: [] }, { name: '更旧', state: 'veryHidden', rows: [] },
    ])
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([['一年级', false], ['旧', true], ['更旧', true]])
    expect(sheets[0]!.rows.map(({ number, hidden }) => [number, hidden])).toEqual([[1, false], [2, true]])
    expect(sheets[0]!.hiddenColumns).toEqual([1])
  })

  test('rows and columns without height or width are hidden too', async () => {
    const sheet = await sheetOf('<row r="3" ht="0" customHeight="1"><c r="A3"><v>1</v></c></row>',
      '<cols><col min="2" max="16384" width="0"/></cols>')
    expect([sheet.rows[0]!.hidden, sheet.hiddenColumns[0], sheet.hiddenColumns.length]).toEqual([true, 1, 199])
  })

  test('what somebody noted beside a cell is not part of the sheet', async () => {
    const notes = '<comments xmlns="x"><commentList><comment ref="A2"><text><t>家访时补电话</t></text></comment></commentList></comments>'
    const book = await readWorkbook(makeWorkbook([{ name: '一年级', rows: [['姓名'], ['张同学']] }], { parts: [{ name: 'xl/comments1.xml', content: notes }] }), WORKBOOK_LIMITS)
    expect(JSON.stringify(book)).toContain('张同学')
    expect(JSON.stringify(book)).not.toContain('补电话')
  })

  test('merged cells', async () => {
    const { merges } = await readSheet({ rows: [['标题']], merges: ['A1:F1', 'AA3:AB20'] })
    expect(merges).toEqual([{ top: 1, bottom: 1, left: 0, right: 5 }, { top: 3, bottom: 20, left: 26, right: 27 }])
  })

  test('gaps keep their places, formatted cells and rows without content fall away', async () => {
    const row = '<row r="5"><c r="A5" s="1"/><c r="C5"><v>7</v></c><c r="D5" s="1"/></row>'
    const { rows } = await sheetOf(`<row r="2" s="1" customFormat="1"/>${row}<row r="9"><c r="A9"/></row>`)
    expect(rows).toEqual([{ number: 5, hidden: false, cells: [undefined, undefined, { text: '7', kind: 'number' }] }])
  })

  test('rows and cells without a place follow one another', async () => {
    const { rows } = await sheetOf('<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>')
    expect(rows.map(({ number, cells }) => [number, cells.map((cell) => cell?.text)])).toEqual([[1, ['1', '2']], [2, ['3']]])
  })

  test('what it says of its own size is not believed', async () => {
    expect((await readSheet({ rows: [['张同学']], before: '<dimension ref="A1:XFD1048576"/>' })).rows).toHaveLength(1)
  })
})

test('progress grows to the whole', async () => {
  const heard: number[] = []
  const rows = Array.from({ length: 20_000 }, (_, i) => [i, `张同学${i}`])
  await readWorkbook(makeWorkbook([{ name: '一', rows }]), WORKBOOK_LIMITS, (share) => heard.push(share))
  expect(heard.length).toBeGreaterThan(5)
  expect(heard).toEqual([...heard].sort((a, b) => a - b))
  expect(heard.at(-1)).toBeGreaterThan(0.9)
}, 30_000)
