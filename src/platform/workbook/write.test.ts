import { buffer } from 'node:stream/consumers'
import { readXlsx } from 'hucre/xlsx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WORKBOOK_LIMITS } from './limits.ts'
import { readWorkbook } from './read.ts'
import { writeWorkbook, type WrittenSheet } from './write.ts'

const COLUMNS = [{ width: 20, text: true }, { width: 10 }]
const write = (...sheets: readonly Partial<WrittenSheet>[]) =>
  buffer(writeWorkbook(sheets.map((sheet) => ({ name: '学生', columns: COLUMNS, rows: [], ...sheet }))))
const textsOf = async (file: Buffer) => (await readWorkbook(file, WORKBOOK_LIMITS)).sheets[0]!.rows[0]?.cells.map((cell) => cell?.text)

test('texts stay what they are, whatever they look like', async () => {
  const texts = [
    '=1+1', '+86 13800000000', '-', '@某', "'=x", '\t=1', '＝1', '510101201509010017', '_x0041_', '_x005F_', ' 张 同学　', '两\r\n行', 'a<b>&"c"',
    '阿依古丽·示例', '𠮷', '\u0001\u001f\uffff',
  ]
  expect(await textsOf(await write({ rows: [texts] }))).toEqual(texts)
})

test('whatever the text', async () => {
  const texts = fc.sample(fc.string({ unit: 'grapheme', minLength: 1 }), { numRuns: 200 })
  expect(await textsOf(await write({ rows: [texts] })), 'what was written').toEqual(texts)
})

test('sheets, numbers and gaps', async () => {
  const file = await write({ rows: [[null, 3, -4.5]] }, { name: '教职工[1]/2', rows: [[], ['王老师甲']] })
  const { sheets } = await readWorkbook(file, WORKBOOK_LIMITS)
  expect(sheets.map(({ name }) => name)).toEqual(['学生', '教职工 1  2'])
  expect(sheets[0]!.rows[0]!.cells).toEqual([undefined, { text: '3', kind: 'number' }, { text: '-4.5', kind: 'number' }])
  expect(sheets[1]!.rows).toEqual([{ number: 2, hidden: false, cells: [{ text: '王老师甲', kind: 'text' }] }])
})

test('another reader agrees', async () => {
  const file = await write({ rows: [['张同学', 3, '=1+1'], ['李同学', null, 'a<b']] }, { name: '空' })
  const { sheets } = await readXlsx(file)
  expect(sheets.map(({ name, rows }) => [name, rows])).toEqual([['学生', [['张同学', 3, "'=1+1"], ['李同学', null, 'a<b']]], ['空', []]])
})

test('a failure of the rows is a failure of the file', async () => {
  const rows = { * [Symbol.iterator]() { yield ['张同学']; throw new Error('the database is gone') } }
  await expect(write({ rows })).rejects.toThrow('the database is gone')
})
