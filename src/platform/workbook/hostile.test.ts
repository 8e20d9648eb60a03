import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/errors'
import { HOSTILE } from './hostile.factory.ts'
import { inspectWorkbook } from './inspect.ts'
import { WORKBOOK_LIMITS } from './limits.ts'
import { readWorkbook } from './read.ts'
import { makeWorkbook, worksheet } from './workbook.factory.ts'

test.each(Object.entries(HOSTILE))('%s', async (_, [code, make]) => {
  const refused = await readWorkbook(make(), WORKBOOK_LIMITS).then(() => undefined, (error: unknown) => error)
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({ code, say: expect.stringMatching(/。.*请.*。$/) as string })
}, 30_000)

test.each([
  ['a bomb of 600 MB', 'workbook-too-heavy'], ['macros', 'workbook-macros'], ['macros without a project', 'workbook-macros'],
  ['a password', 'workbook-encrypted'], ['200 MB', 'workbook-too-large'], ['a path that climbs', 'workbook-unsafe'],
  ['an endless list of contents', 'workbook-too-heavy'],
])('%s is found out before anything is unpacked', async (name, code) => {
  await expect(inspectWorkbook(HOSTILE[name]![1]())).rejects.toMatchObject({ code })
})

test('300,000 shared texts are read, because a large school has them', async () => {
  const rows = Array.from({ length: 15_000 }, (_, row) => Array.from({ length: 20 }, (_, column) => `张同学${row}-${column}`))
  const { sheets } = await readWorkbook(makeWorkbook([{ name: '全校', rows }]), WORKBOOK_LIMITS)
  expect(sheets[0]!.rows[14_999]!.cells[19]).toEqual({ text: '张同学14999-19', kind: 'text' })
}, 30_000)

test('a million formatted rows without content hide nothing', async () => {
  const rows = Array.from({ length: 1_000_000 }, (_, row) => `<row r="${row + 1}" s="1" customFormat="1"/>`).join('')
  const data = `${rows}<row r="1048576"><c r="A1048576"><v>1</v></c></row>`
  const { sheets } = await readWorkbook(bookOf(data), WORKBOOK_LIMITS)
  expect(sheets[0]!.rows.map(({ number }) => number)).toEqual([1_048_576])
}, 30_000)

const bookOf = (data: string) =>
  makeWorkbook([{ name: '一', rows: [] }], { parts: [{ name: 'xl/worksheets/sheet1.xml', content: worksheet(data) }] })

test('whatever is changed in a file, it is read or refused', async () => {
  const row = ['姓名', 1, true, { value: 42248, format: 31 }]
  const file = makeWorkbook([{ name: '一年级', rows: [row], merges: ['A1:B1'] }], { zip: { stored: true } })
  const change = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 }))
  await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
    const changed = Buffer.from(file)
    for (const [at, byte] of changes) changed[at] = byte
    const refused = await readWorkbook(changed, WORKBOOK_LIMITS).then(() => undefined, (error: unknown) => error)
    expect(refused === undefined || refused instanceof Refusal).toBe(true)
  }), { numRuns: 500 })
}, 30_000)

test('whatever stands in a sheet, it is read or refused', async () => {
  const pieces = [
    '<row>', '</row>', '<row r="2">', '<c>', '</c>', '<c t="s">', '<c t="inlineStr">', '<is>', '</is>', '<t>', '</t>', '<v>', '</v>', '<f>', '</f>',
    '1', '甲', '&#x110000;', '<c s="7"/>', '<mergeCell ref="A1"/>', '<col min="-1" max="x" hidden="1"/>', '<constructor/>',
    '<toString __proto__="1"/>', ']]>', '<!--', '-->', '<?x ?>', '"', "'", '/>', '<',
  ]
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async (some) => {
    const refused = await readWorkbook(bookOf(some.join('')), WORKBOOK_LIMITS).then(() => undefined, (error: unknown) => error)
    expect(refused === undefined || refused instanceof Refusal).toBe(true)
  }), { numRuns: 500 })
}, 30_000)
