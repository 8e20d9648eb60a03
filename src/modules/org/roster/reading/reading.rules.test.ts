import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schoolDateOf } from '#kernel/dates'
import { academicYearOf, className } from '../../classes/class.rules.ts'
import { readRoster } from './reading.rules.ts'
import { bookOf, identityNoOf, SCHOOL, sheetOf, type SheetExtras, type Written } from '../roster.factory.ts'
import type { Layout, Reading, RosterKind, StudentRow } from '../row.contract.ts'

type Rows = readonly (readonly Written[])[]
const G1 = identityNoOf('2017-09-01', 122)
const B1 = identityNoOf('2017-09-01', 121)
const B2 = identityNoOf('2017-09-01', 123)
const HEAD = ['姓名', '性别', '出生日期', '身份证号', '班级', '家长姓名', '关系', '电话']

const read = (rows: Rows, extras: SheetExtras = {}, kind: RosterKind = 'students') => readRoster(kind, bookOf(rows, extras), { school: SCHOOL })
const people = ({ rows }: Reading) => rows.map(({ name, row }) => `${row} ${name}`)
const problems = (reading: Reading) => reading.problems.map(({ row, column, code }) => `${row}${column ?? ''} ${code}`)
const classes = ({ rows }: Reading) => (rows as StudentRow[]).map((row) => className(row.class, 2026))

it('reads a row into its normal form', () => {
  expect(read([HEAD, ['王 芳', '女', '2017.9.1', G1, '三（2）班', '王某甲', '爸爸', '138 0000 0000']])).toMatchObject({
    rows: [{
      sheet: 'Sheet1', row: 2, name: '王芳', gender: 'female', birthDate: '2017-09-01', studentNo: null, identity: { type: 'resident', no: G1 },
      class: { stage: 'primary', entryYear: 2024, number: 2 }, enteredOn: null, neighbourhood: null,
      guardians: [{ name: '王某甲', relation: '父亲', phone: '13800000000' }],
    }],
    problems: [], keptOut: [],
  })
})

it('takes birth date and gender from the identity number where no column tells them', () => {
  expect(read([['姓名', '身份证号', '班级'], ['王甲', G1, '三1']]).rows).toMatchObject([{ gender: 'female', birthDate: '2017-09-01' }])
})

it('takes the relation from the heading', () => {
  const rows = [['姓名', '班级', '父亲姓名', '父亲电话', '母亲', '监护人姓名'], ['王甲', '三1', '王乙', '13800000000', '李丙', '赵丁']]
  expect((read(rows).rows as StudentRow[])[0]!.guardians).toEqual([
    { name: '王乙', relation: '父亲', phone: '13800000000' }, { name: '李丙', relation: '母亲', phone: null }, { name: '赵丁', relation: '监护人', phone: null },
  ])
})

describe('rows that are nobody', () => {
  const body: Rows = [['姓名', '性别', '班级', '备注'], ['王甲', '男', '三1', '']]
  it.each<[string, Rows]>([
    ['totals', [['合计', '', '', '1人']]], ['totals in words', [['共 45 人']]], ['subtotals', [['小计：', '男 20', '女 25']]],
    ['boys', [['男生人数', 20]]],
    ['footnotes', [['填表人：某某', '', '审核人：某某']]], ['notes', [['填表说明'], ['1、姓名须与户口簿一致']]], ['a signature', [['校长（签字）：']]],
    ['empty forms', [['', '', '三1', ''], ['', '男', '三1', '']]], ['blanks', [[' ', '\u3000', '', '']]],
    ['the header again', [['姓名', '性别', '班级', '备注']]],
  ])('%s', (_, rows) => {
    const reading = read([...body, ...rows, ['王乙', '女', '三1', '']])
    expect(reading.rows.map(({ name }) => name)).toEqual(['王甲', '王乙'])
    expect(reading.problems).toEqual([])
  })

  it('examples, with a notice', () => {
    const reading = read([['序号', '姓名', '班级'], ['示例', '张三', '三1'], ['1', '李四（示例）', '三1'], ['1', '王甲', '三1']])
    expect([people(reading), problems(reading)]).toEqual([['4 王甲'], ['2 example-row', '3 example-row']])
  })

  it('numbered rows at the end that nobody filled in', () => {
    expect(read([['序号', '姓名', '班级'], [1, '王甲', '三1'], [2, '', ''], [3, '', '三1']])).toMatchObject({ rows: [{ row: 2 }], problems: [] })
  })

  it('two header lines again', () => {
    const lines = [['姓名', '班级', '父亲', ''], ['', '', '姓名', '电话']]
    expect(people(read([...lines, ['王甲', '三1', '王乙', ''], ...lines, ['李甲', '三1', '', '']]))).toEqual(['3 王甲', '6 李甲'])
  })
})

it('stops where another header begins', () => {
  const reading = read([['姓名', '性别', '班级'], ['王甲', '男', '三1'], ['班级', '姓名', '性别'], ['三1', '王乙', '女']])
  expect([people(reading), problems(reading)]).toEqual([['2 王甲'], ['3 header-changes']])
})

describe('where the class stands', () => {
  it('in a cell merged over its children', () => {
    const merges = [{ top: 2, bottom: 3, left: 0, right: 0 }, { top: 4, bottom: 5, left: 0, right: 0 }]
    const rows = [['班级', '姓名'], ['三1', '王甲'], ['', '王乙'], ['三2', '王丙'], ['', '王丁']]
    expect(classes(read(rows, { merges }))).toEqual(['三(1)班', '三(1)班', '三(2)班', '三(2)班'])
  })
  it('not above, where nothing is merged', () => {
    expect(problems(read([['班级', '姓名'], ['三1', '王甲'], ['', '王乙']]))).toEqual(['3A class-missing'])
  })
  it('in lines between the children', () => {
    const head = ['姓名', '性别', '学籍号']
    expect(classes(read([head, ['三年级1班'], ['王甲', '男'], ['三（2）班学生名单'], head, ['王乙', '女']]))).toEqual(['三(1)班', '三(2)班'])
  })
  it('in the title, and in the name of the sheet', () => {
    expect(classes(read([['年级：三年级', '', '班级：2班'], ['姓名', '性别', '身份证号'], ['王甲', '男']]))).toEqual(['三(2)班'])
    expect(classes(read([['示例小学三(2)班花名册'], ['姓名', '性别', '身份证号'], ['王甲', '男']]))).toEqual(['三(2)班'])
    expect(classes(read([['姓名', '性别', '班级'], ['王甲', '男', '2']], { name: '三年级' }))).toEqual(['三(2)班'])
  })
})

it('takes more rows of a child whose name is merged over them for more guardians', () => {
  const merges = [0, 1].map((column) => ({ top: 2, bottom: 3, left: column, right: column }))
  const rows = [['王甲', '三1', '王乙', '父亲', ''], ['', '', '李丙', '母亲', '13900000000'], ['赵甲', '三1', '', '', '']]
  const reading = read([['姓名', '班级', '家长姓名', '关系', '电话'], ...rows], { merges })
  expect([people(reading), problems(reading), reading.looks[0]!.rows]).toEqual([['2 王甲', '4 赵甲'], [], 2])
  expect((reading.rows as StudentRow[])[0]!.guardians).toEqual([
    { name: '王乙', relation: '父亲', phone: null }, { name: '李丙', relation: '母亲', phone: '13900000000' },
  ])
})

it.each([
  ['a father and a grandfather of one name', [['父亲', ''], ['祖父母', '']], ['父亲', '祖父母']],
  ['both with one telephone', [['父亲', '13900000000'], ['祖父母', '13900000000']], ['父亲', '祖父母']],
  ['one who is named twice', [['父亲', '13900000000'], ['父亲', '']], ['父亲']],
  ['one of whom the second column says nothing', [['父亲', '13900000000'], ['', '13900000000']], ['父亲']],
])('keeps %s apart only by what they are to the child', (_, [first, second], expected) => {
  const heads = ['姓名', '班级', ...[1, 2].flatMap((n) => [`监护人${n}姓名`, `监护人${n}关系`, `监护人${n}电话`])]
  const reading = read([heads, ['王甲', '三1', '王乙', ...first!, '王乙', ...second!]])
  expect((reading.rows as StudentRow[])[0]!.guardians.map(({ relation }) => relation)).toEqual(expected)
})

describe('in July and August', () => {
  const book = { sheets: ['一(1)班', '二(1)班', '说明'].map((name) => sheetOf(name === '说明' ? [['请核对']] : [['姓名'], ['王甲'], ['王乙']], { name })) }
  const inSummer = (instant: string) => {
    const today = schoolDateOf(new Date(instant))
    const columns = { 0: 'name' } as const
    const sheets = book.sheets.map(({ name }) => ({ sheet: name, use: name !== '说明', headerRow: 1, columns }))
    return readRoster('students', book, { school: { ...SCHOOL, academicYear: academicYearOf(today), today }, layout: { sheets, hiddenRows: 'read' } })
  }
  const YEAR = '现在仍按 2025–2026 学年理解年级和班级；新学年的花名册请在 9月1日 起导入'

  it('says first of each sheet that it lists in which year classes are understood, to the last minute', () => {
    for (const instant of ['2026-06-30T16:00:00Z', '2026-08-31T15:59:59Z']) {
      const told = inSummer(instant)
      expect(told.problems.filter(({ code }) => code === 'year-not-begun')).toMatchObject(['一(1)班', '二(1)班'].map((sheet) => ({ level: 'warning', sheet, row: 1, say: `${YEAR}。` })))
      expect(told.problems[0]!.code).toBe('year-not-begun')
      expect(told.rows.map((row) => (row as StudentRow).class.entryYear)).toEqual([2025, 2025, 2024, 2024])
    }
  })

  it('and no more from 1 September, nor before the summer', () => {
    expect(inSummer('2026-08-31T16:00:00Z').problems).toEqual([])
    expect(inSummer('2026-08-31T16:00:00Z').rows.map((row) => (row as StudentRow).class.entryYear)).toEqual([2026, 2026, 2025, 2025])
    expect(inSummer('2026-06-30T15:59:59Z').problems).toEqual([])
  })

  it('the new first grade is refused in the same words', () => {
    const school = { ...SCHOOL, academicYear: 2025, today: '2026-08-20' }
    const told = readRoster('students', bookOf([['姓名', '班级'], ['王甲', '2026级1班']]), { school })
    expect(told.problems).toMatchObject([{ code: 'year-not-begun' }, { code: 'class-year-out', say: expect.stringContaining(`${YEAR}。`) as string }])
    expect(read([['姓名', '班级'], ['王甲', '2027级1班']]).problems).toMatchObject([{ code: 'class-year-out', say: expect.stringContaining('请核对学年。') as string }])
  })
})

it('leaves more rows of a child aside whose first row is skipped', () => {
  const merges = [0, 1].map((column) => ({ top: 3, bottom: 4, left: column, right: column }))
  const rows = [['姓名', '班级', '家长姓名'], ['赵甲', '三1', ''], ['王甲', '三1', '王乙'], ['', '', '李丙']]
  const reading = readRoster('students', bookOf(rows, { merges, hiddenRows: [3] }), { school: SCHOOL, layout: { sheets: [], hiddenRows: 'skip' } })
  expect(reading.rows).toMatchObject([{ name: '赵甲', guardians: [] }])
})

it('does not share a merged cell of what is a child\'s own', () => {
  const merges = [{ top: 2, bottom: 3, left: 2, right: 2 }, { top: 2, bottom: 3, left: 3, right: 3 }]
  const reading = read([['姓名', '班级', '身份证号', '父亲姓名'], ['王甲', '三1', G1, '王丙'], ['王乙', '三1', '', '']], { merges })
  expect((reading.rows as StudentRow[]).map(({ identity, guardians }) => [identity?.no, guardians[0]?.name])).toEqual([[G1, '王丙'], [undefined, '王丙']])
})

describe('problems', () => {
  it.each<[string, Rows[number], string[]]>([
    ['no name', ['', '女', '2017.9.1', '', '三1'], ['2A name-missing']],
    ['no class', ['王甲', '女', '', '', ''], ['2E class-missing']],
    ['a rounded identity number', ['王甲', '女', '', 990101201709011200, '三1'], ['2D digits-lost']],
    ['birth dates that differ', ['王甲', '女', '2017.9.2', G1, '三1'], ['2C birth-differs']],
    ['genders that differ', ['王甲', '男', '2017.9.1', G1, '三1'], ['2B gender-differs']],
    ['an error of the sheet', ['王甲', { text: '#REF!', kind: 'error' }, '', '', '三1'], ['2B cell-error']],
    ['an error of the sheet as a name', [{ text: '#N/A', kind: 'error' }, '女', '', '', '三1'], ['2A cell-error']],
    ['a telephone without a name', ['王甲', '女', '', '', '三1', '', '', '13800000000'], ['2H guardian-nameless']],
    ['several at once', ['王?', '中', '2017.2.30', '1', '苹果班'],
      ['2A name-damaged', '2D identity-type-missing', '2C date-impossible', '2B gender-unknown', '2E class-unclear']],
  ])('%s', (_, row, expected) => expect(problems(read([HEAD, row]))).toEqual(expected))

  it('keeps out the row of an error, and says who it was', () => {
    const reading = read([HEAD, ['王甲', '男', '2017.9.1', B1, '苹果班'], ['王乙', '男', '2017.9.1', B2, '三1']])
    expect(people(reading)).toEqual(['3 王乙'])
    expect(reading.keptOut).toEqual([{ sheet: 'Sheet1', row: 2, name: '王甲', studentNo: null, identityNo: B1 }])
  })

  it.each([['2017.9.2', B1], ['2017.9.1', `${B1}0`]])('keeps out %s with %s, though the child has name and class', (born, no) => {
    expect(read([HEAD, ['王甲', '男', born, no, '三1']])).toMatchObject({ rows: [], keptOut: [{ row: 2, name: '王甲' }] })
  })

  it('shows the cell, and never quotes it', () => {
    const [problem] = read([HEAD, ['王甲', '男', '2017.9.1', '', '苹果班']]).problems
    expect(problem).toMatchObject({ sheet: 'Sheet1', row: 2, column: 'E', field: 'class', level: 'error', cell: '苹果班' })
    expect(problem!.say).not.toContain('苹果')
  })

  it('takes a formula for its value', () => {
    expect(people(read([HEAD, [{ text: '王甲', kind: 'text', formula: true }, '男', '', '', '三1']]))).toEqual(['2 王甲'])
  })

  it('believes no number that ends as rounded ones do, once one in the column was rounded', () => {
    const ends = Array.from({ length: 1000 }, (_, at) => identityNoOf('2017-09-01', 0, String(990000 + at))).find((no) => no.endsWith('000'))!
    const row = (name: string, no: Written) => [name, '', '', no, '三1']
    expect(problems(read([HEAD, row('王甲', ends), row('王乙', '990101201709011000')]))).toEqual(['2D digits-lost', '3D digits-lost'])
    expect(problems(read([HEAD, row('王甲', ends), row('王乙', G1)]))).toEqual([])
  })

  it('warns where 3.1 may be class 10', () => {
    const rows = (...seats: number[]) => [['姓名', '班级'], ...seats.map((seat, at) => [`王${'甲乙丙丁'[at]}`, seat])]
    expect(problems(read(rows(3.1, 3.9)))).toEqual(['1 class-ten-or-one'])
    expect(problems(read(rows(3.1, 3.8, 4.9)))).toEqual([])
  })

  it('refuses what is too long to be a value', () =>
    expect(problems(read([['姓名', '班级'], ['王甲', '1'.repeat(30000)]]))).toEqual(['2B cell-long', '2B class-missing']))

  it('warns of telephones without a column of names, and of two lists beside each other', () => {
    expect(problems(read([['姓名', '班级', '联系电话'], ['王甲', '三1', '13800000000']]))).toEqual(['1 guardian-column-missing'])
    expect(problems(read([['姓名', '性别', '班级', '姓名', '性别'], ['王甲', '男', '三1', '王乙', '女']]))).toEqual(['1 tables-beside'])
  })
})

describe('twice', () => {
  const child = (name: string, no: string, seat = '三1', born = '2017.9.1') => [name, '', born, no, seat]
  const told = (...rows: Rows) => problems(read([HEAD, ...rows]))
  it('keeps twins and namesakes apart', () => {
    expect(told(child('王甲', B1), child('王乙', B2))).toEqual([])
    expect(told(child('王甲', ''), child('王乙', ''))).toEqual([])
    expect(told(child('王甲', ''), child('王甲', '', '三1', '2017.9.2'))).toEqual([])
    expect(told(child('王甲', ''), child('王甲', '', '三2'))).toEqual([])
    expect(told(child('王甲', B1), child('王甲', B2))).toEqual([])
  })
  it('keeps out the second row of the same child', () => {
    const reading = read([HEAD, child('王甲', B1), child('王甲', B1), child('王丙', ''), child('王丙', '')])
    expect([people(reading), problems(reading)]).toEqual([['2 王甲', '4 王丙'], ['3 identity-twice', '5 child-twice']])
    expect(reading.problems[0]!.say).toContain('第 2 行')
  })
  it('keeps out both where name or class differ', () => {
    const reading = read([HEAD, child('王甲', B1), child('王乙', B1), child('王丙', B2), child('王丙', B2, '三2')])
    expect([people(reading), problems(reading)]).toEqual([[], ['2 identity-twice', '3 identity-twice', '4 identity-twice', '5 identity-twice']])
    expect(reading.keptOut).toHaveLength(4)
  })
  it('knows the number of the school roll, across sheets', () => {
    const head = ['姓名', '学籍号', '班级']
    const sheets = [sheetOf([head, ['王甲', `G${B1}`, '三1']], { name: '甲' }), sheetOf([head, ['王乙', `G${B1}`, '三1']], { name: '乙' })]
    const reading = readRoster('students', { sheets }, { school: SCHOOL })
    expect(reading.problems.map(({ sheet, code, say }) => [sheet, code, say.includes('工作表')]))
      .toEqual([['甲', 'student-no-twice', true], ['乙', 'student-no-twice', true]])
  })
})

describe('hidden', () => {
  const rows: Rows = [['姓名', '班级'], ['王甲', '三1'], ['王乙', '三1'], ['合计', '2人']]
  it('rows are read, with one notice', () => {
    const reading = read(rows, { hiddenRows: [3, 4] })
    expect([people(reading), problems(reading), reading.looks[0]!.hiddenRows]).toEqual([['2 王甲', '3 王乙'], ['1 hidden-rows'], 2])
  })
  it('rows are skipped if a person says so', () => {
    const layout: Layout = { sheets: [], hiddenRows: 'skip' }
    const reading = readRoster('students', bookOf(rows, { hiddenRows: [3] }), { school: SCHOOL, layout })
    expect([people(reading), problems(reading), reading.hiddenRows]).toEqual([['2 王甲'], ['1 hidden-rows'], 'skip'])
  })
  it('columns are read, and shown as hidden', () => {
    const reading = read(rows, { hiddenColumns: [1] })
    expect([people(reading).length, reading.looks[0]!.headings.map(({ hidden }) => hidden)]).toEqual([2, [false, true]])
  })
  it('sheets are not read', () => {
    const reading = read(rows, { hidden: true })
    expect([reading.looks[0]!.use, reading.looks[0]!.why, problems(reading)]).toEqual([false, '隐藏的工作表，不读。要读入的话，请选用。', ['1 no-sheet']])
  })
})

describe('sheets', () => {
  const teachers = sheetOf([['姓名', '工号', '手机', '任教学科'], ['王老师', 'T1', '13800000000', '语文']], { name: '教师' })
  const children = sheetOf([['姓名', '性别', '班级', '家长姓名', '电话'], ['王甲', '男', '三1', '', '']], { name: '学生' })
  const notes = sheetOf([['填表说明'], ['姓名要和户口簿一致']], { name: '说明' })
  it.each<[RosterKind, string]>([['students', '学生'], ['staff', '教师']])('of %s: %s', (kind, name) => {
    const reading = readRoster(kind, { sheets: [notes, teachers, children, sheetOf([], { name: '空' })] }, { school: SCHOOL })
    expect(reading.looks.filter(({ use }) => use).map(({ sheet }) => sheet)).toEqual([name])
    expect(reading.looks.filter(({ use }) => !use).every(({ why }) => why !== null)).toBe(true)
  })
  it('are read as a person has set them', () => {
    const layout: Layout = { hiddenRows: 'read', sheets: [{ sheet: 'Sheet1', use: true, headerRow: 2, columns: { 0: 'class', 2: 'name' } }] }
    const reading = readRoster('students', bookOf([['甲', '乙', '丙'], ['丁', '戊', '己'], ['三1', '', '王甲']]), { school: SCHOOL, layout })
    expect([people(reading), reading.looks[0]!.columns]).toEqual([['3 王甲'], { 0: 'class', 2: 'name' }])
    const without: Layout = { hiddenRows: 'read', sheets: [{ sheet: 'Sheet1', use: true, headerRow: 1, columns: { 0: 'class' } }] }
    expect(readRoster('students', bookOf([['班级', '姓名'], ['三1', '王甲']]), { school: SCHOOL, layout: without }).looks[0]!.why).toBe('没有指定哪一列是姓名。')
  })
})

describe('every workbook', () => {
  const token = fc.constantFrom('姓名', '班级', '性别', '父亲', '电话', '合计', '三(2)班', '王甲', G1, `G${B1}`, '男', '2017.9.1',
    '三年级', '__proto__', 'constructor', '', '', '')
  const cell = fc.oneof(token, fc.string({ maxLength: 12 }), fc.integer(), fc.double({ noNaN: true }))
  const written = fc.array(fc.array(cell as fc.Arbitrary<Written>, { maxLength: 8 }), { maxLength: 12 })
  const merge = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
    .map(([top, down, left, across]) => ({ top, bottom: top + down, left, right: left + across }))
  it('is read without throwing, the same each time, and its own layout reads it alike', () => {
    fc.assert(fc.property(fc.constantFrom<RosterKind>('students', 'staff'), written, fc.array(merge, { maxLength: 4 }), (kind, rows, merges) => {
      const body: Rows = [['姓名', '班级', '手机', '工号'], ...rows]
      const first = read(body, { merges }, kind)
      expect(read(body, { merges }, kind)).toEqual(first)
      const used = first.looks[0]!.use
      if (used) expect(readRoster(kind, bookOf(body, { merges }), { school: SCHOOL, layout: { sheets: first.looks, hiddenRows: 'read' } })).toEqual(first)
      const told = new Set(first.keptOut.map(({ row }) => row))
      expect(first.rows.filter(({ row }) => told.has(row))).toEqual([])
      const ofSheets = new Set(['header-changes', 'no-sheet', 'tables-beside'])
      expect(first.problems.filter(({ level, code, row }) => level === 'error' && !ofSheets.has(code) && !told.has(row))).toEqual([])
    }), { numRuns: 100 })
  })

  it('is told of in words that quote none of its cells', () => {
    const secret = fc.stringMatching(/^[a-z]{6,10}$/)
    fc.assert(fc.property(fc.array(secret, { minLength: 8, maxLength: 8 }), (cells) => {
      for (const { say } of read([HEAD, cells, [...cells.slice(1), cells[0]!]]).problems) for (const text of cells) expect(say).not.toContain(text)
    }))
  })
})

it('tells how far it is, to the last row', () => {
  const nameOf = (at: number) => `王${'甲乙丙丁戊己庚辛'[at % 8]}${'子丑寅卯辰巳午未'[Math.floor(at / 8) % 8]}${'天地玄黄宇宙洪荒'[Math.floor(at / 64)]}`
  const rows = Array.from({ length: 450 }, (_, at) => [nameOf(at), '三1'])
  const told: [number, number][] = []
  readRoster('students', bookOf([['姓名', '班级'], ...rows]), { school: SCHOOL, onRow: (done, total) => told.push([done, total]) })
  expect(told).toEqual([[200, 451], [400, 451], [451, 451]])
})

it('stops when told to', () => {
  expect(() => readRoster('students', bookOf([HEAD]), { school: SCHOOL, onRow: () => { throw new Error('stopped') } })).toThrow('stopped')
})
