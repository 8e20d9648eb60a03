import { describe, expect, it } from 'vitest'
import { guessColumns, rememberedOf } from './columns.rules.ts'
import { findHeaderRow, readHeader } from './header.rules.ts'
import { readRoster } from './reading.rules.ts'
import { bookOf, identityNoOf, SCHOOL, sheetOf, type SheetExtras, type Written } from '../roster.factory.ts'
import type { RosterKind } from '../row.contract.ts'

type Rows = readonly (readonly Written[])[]

/** Field of each column as guessed, `-` for one that is not imported. */
function guess(kind: RosterKind, rows: Rows, extras: SheetExtras = {}): string {
  const sheet = sheetOf(rows, extras)
  const last = findHeaderRow(kind, sheet)
  if (last === null) return 'no header'
  const fields = guessColumns(kind, readHeader(kind, sheet, last).columns)
  return Array.from({ length: Math.max(...rows.map(({ length }) => length)) }, (_, column) => fields.get(column) ?? '-').join(' ')
}

const students = (...headings: string[]) => guess('students', [headings])
const staff = (...headings: string[]) => guess('staff', [headings])

const alone = (kind: RosterKind, own: string) => guessColumns(kind, [{ column: 0, heading: own, own, above: '', samples: [] }]).get(0) ?? '-'

describe('one heading', () => {
  it.each([
    ['学生姓名', 'name'], ['学生 姓 名', 'name'], ['姓\n名', 'name'], ['*姓名', 'name'], ['姓名(必填)', 'name'], ['姓　名', 'name'],
    ['幼儿姓名', 'name'],
    ['学生性别', 'gender'], ['出生年月日', 'birthDate'], ['出生日期(yyyy-mm-dd)', 'birthDate'], ['生日', 'birthDate'], ['出生年月', 'birthDate'],
    ['全国学籍号', 'studentNo'], ['学籍号', 'studentNo'], ['国家学籍号', 'studentNo'], ['证件类型', 'identityType'], ['身份证件类型', 'identityType'],
    ['身份证号码', 'identityNo'], ['身份证件号', 'identityNo'], ['公民身份号码', 'identityNo'], ['证件号码', 'identityNo'], ['学生身份证号', 'identityNo'],
    ['身份证号（18位）', 'identityNo'],
    ['年级', 'grade'], ['所在班级', 'class'], ['班号', 'class'], ['班级名称', 'class'], ['入学日期', 'enteredOn'], ['转入日期', 'enteredOn'],
    ['现住址', 'neighbourhood'], ['居住小区', 'neighbourhood'], ['家庭住址', 'neighbourhood'],
    ['监护人1姓名', 'guardian1Name'], ['父亲姓名', 'guardian1Name'], ['父亲', 'guardian1Name'], ['母亲', 'guardian1Name'],
    ['家长姓名', 'guardian1Name'], ['联系人', 'guardian1Name'], ['紧急联系人', 'guardian1Name'], ['监护人', 'guardian1Name'],
    ['第一监护人姓名', 'guardian1Name'], ['监护人（一）姓名', 'guardian1Name'], ['关系', 'guardian1Relation'], ['与学生关系', 'guardian1Relation'],
    ['监护人1关系', 'guardian1Relation'], ['电话', 'guardian1Phone'],
    ['联系电话(家长)', 'guardian1Phone'], ['联系电话（家长）', 'guardian1Phone'], ['手机号码', 'guardian1Phone'], ['家长手机号', 'guardian1Phone'],
    ['监护人1电话', 'guardian1Phone'], ['家庭电话', 'guardian1Phone'], ['联系方式', 'guardian1Phone'],
    ['学生电话', '-'], ['父亲工作单位', '-'], ['母亲身份证号', '-'], ['家长身份证件类型', '-'], ['是否监护人', '-'], ['民族', '-'], ['家长签字', '-'], ['备注', '-'],
    ['学号', '-'], ['__proto__', '-'], ['constructor', '-'],
  ])('%j', (heading, field) => expect(alone('students', heading)).toBe(field))

  it.each([
    ['教师姓名', 'name'], ['工号', 'staffNo'], ['教职工号', 'staffNo'], ['手机', 'phone'], ['联系电话', 'phone'], ['职务', 'posts'],
    ['岗位', 'posts'], ['职务/岗位', 'posts'], ['任教学科', 'subject'], ['学科', 'subject'],
    ['班主任班级', 'headOf'], ['担任班主任', 'headOf'], ['任教班级', 'teaches'], ['职称', '-'], ['身份证号', '-'],
  ])('%s of staff', (heading, field) => expect(alone('staff', heading)).toBe(field))
})

it.each([
  [['姓名', '父亲姓名', '电话', '母亲姓名', '电话'], 'name guardian1Name guardian1Phone guardian2Name guardian2Phone'],
  [['姓名', '父亲姓名', '母亲姓名', '父亲电话', '母亲电话'], 'name guardian1Name guardian2Name guardian1Phone guardian2Phone'],
  [['姓名', '父亲姓名', '母亲姓名', '母亲电话', '父亲电话'], 'name guardian1Name guardian2Name guardian2Phone guardian1Phone'],
  [['姓名', '父亲姓名', '母亲姓名', '电话', '电话'], 'name guardian1Name guardian2Name guardian1Phone guardian2Phone'],
  [['姓名', '家长姓名', '关系', '电话', '家长姓名', '关系', '电话'],
    'name guardian1Name guardian1Relation guardian1Phone guardian2Name guardian2Relation guardian2Phone'],
  [['姓名', '家长1', '家长2', '电话1', '电话2'], 'name guardian1Name guardian2Name guardian1Phone guardian2Phone'],
  [['姓名', '监护人1姓名', '监护人1关系', '监护人1电话', '监护人2姓名', '监护人2关系', '监护人2电话'],
    'name guardian1Name guardian1Relation guardian1Phone guardian2Name guardian2Relation guardian2Phone'],
  [['姓名', '班级', '联系电话', '家长姓名', '与学生关系'], 'name class guardian1Phone guardian1Name guardian1Relation'],
  [['姓名', '父亲', '母亲', '爷爷', '奶奶', '联系电话'], 'name guardian1Name guardian2Name guardian3Name - guardian1Phone'],
  [['姓名', '性别', '家长姓名', '联系电话', '家庭电话'], 'name gender guardian1Name guardian1Phone -'],
  [['姓名', '班级', '姓名', '关系', '电话'], 'name class guardian1Name guardian1Relation guardian1Phone'],
  [['性别', '学生姓名', '班级', '身份证号', '父亲姓名', '父亲身份证号', '父亲电话'], 'gender name class identityNo guardian1Name - guardian1Phone'],
])('whose telephone: %j', (headings, expected) => expect(students(...headings)).toBe(expected))

it('takes 班级, 班主任, 手机 for a list of head teachers', () => {
  expect(staff('班级', '班主任', '手机')).toBe('headOf name phone')
  expect(staff('班级', '班主任姓名', '手机')).toBe('headOf name phone')
  expect(staff('姓名', '班主任', '手机')).toBe('name headOf phone')
})

describe('by the look of the values', () => {
  const id = identityNoOf('2017-09-01', 122)
  it('knows identity numbers, national numbers and genders under headings that say nothing', () => {
    const rows = [['姓名', '班级', '', '号码', '男/女'], ['王甲', '三1', id, `G${id}`, '女'], ['王乙', '三1', id, `G${id}`, '男']]
    expect(guess('students', rows)).toBe('name class identityNo studentNo gender')
  })
  it('knows a national number under 学号, and leaves a number of the school', () => {
    expect(guess('students', [['姓名', '班级', '学号'], ['王甲', '三1', `G${id}`]])).toBe('name class studentNo')
    expect(guess('students', [['姓名', '班级', '学号'], ['王甲', '三1', '20230101']])).toBe('name class -')
  })
  it('does not take the number of a parent for the child\'s', () => {
    expect(guess('students', [['姓名', '班级', '父亲身份证号'], ['王甲', '三1', id]])).toBe('name class -')
  })
})

describe('two lines of headings', () => {
  const expected = 'name gender class guardian1Name guardian1Phone guardian2Name guardian2Phone'
  const merges = [{ top: 2, bottom: 2, left: 3, right: 4 }, { top: 2, bottom: 2, left: 5, right: 6 },
    ...[0, 1, 2].map((column) => ({ top: 2, bottom: 3, left: column, right: column }))]
  const upper = ['姓名', '性别', '班级', '父亲', '', '母亲', '']
  const lower = ['', '', '', '姓名', '电话', '姓名', '电话']
  it.each<[string, Rows, SheetExtras]>([
    ['merged', [['花名册'], upper, lower, ['王甲', '男', '三1']], { merges }],
    ['not merged', [['花名册'], upper, lower, ['王甲', '男', '三1']], {}],
    ['all in the lower line', [['学生信息', '', '', '父亲', '', '母亲', ''], ['姓名', '性别', '班级', '姓名', '电话', '姓名', '电话'], ['王甲', '男', '三1']], {}],
    ['groups merged', [['学生基本信息', '', '', '家长信息', '', '', ''], ['姓名', '性别', '班级', '姓名', '电话', '姓名', '电话'], ['王甲', '男', '三1']],
      { merges: [{ top: 1, bottom: 1, left: 0, right: 2 }, { top: 1, bottom: 1, left: 3, right: 6 }] }],
    ['three lines', [['学生', '', '', '家长信息', '', '', ''], upper, lower, ['王甲', '男', '三1']], { merges: [...merges, { top: 1, bottom: 1, left: 3, right: 6 }] }],
  ])('%s', (_, rows, extras) => expect(guess('students', rows, extras)).toBe(expected))
})

it('does not stretch a merged heading over the column beside it', () => {
  const rows = [['姓名', '班级', '母亲', '', ''], ['', '', '姓名', '电话', '家庭住址'], ['王甲', '三1']]
  const expected = 'name class guardian1Name guardian1Phone neighbourhood'
  expect(guess('students', rows, { merges: [{ top: 1, bottom: 1, left: 2, right: 3 }] })).toBe(expected)
})

describe('findHeaderRow', () => {
  it.each<[string, Rows, number | null]>([
    ['titles and notes above', [['云杉省示例小学学生花名册'], ['填表说明：1.姓名须与户口簿一致；2.身份证号为文本'],
      ['学校：示例小学', '填表日期：2026年9月'], ['序号', '姓名', '班级'], [1, '王甲', '三1']], 4],
    ['empty rows above', [[], [], ['姓名', '班级'], ['王甲', '三1']], 3],
    ['no header', [['王甲', '男', '三1', '父亲', '母亲'], ['王乙', '女', '三1', '父亲', '母亲']], null],
    ['a sheet of numbers', [[1, 2], [3, 4]], null],
    ['an empty sheet', [], null],
  ])('%s', (_, rows, expected) => expect(findHeaderRow('students', sheetOf(rows))).toBe(expected))
})

describe('what a school chose before', () => {
  const rows: Rows = [['姓名', '班级', '电话', '电话', '码'], ['王甲', '三1', '13800000000', '13900000000', '1']]
  it('is remembered by heading, and applied over the guess', () => {
    const { looks } = readRoster('students', bookOf(rows), { school: SCHOOL })
    const chosen = looks.map((look) => ({ ...look, columns: { 0: 'name', 1: 'class', 3: 'guardian1Phone', 4: 'grade' } as const }))
    const remembered = rememberedOf(chosen)
    expect(remembered).toEqual({ 姓名: 'name', 班级: 'class', 电话: null, '电话#2': 'guardian1Phone', 码: 'grade' })
    const [look] = readRoster('students', bookOf(rows), { school: SCHOOL, remembered }).looks
    expect(look!.columns).toEqual({ 0: 'name', 1: 'class', 3: 'guardian1Phone', 4: 'grade' })
  })
  it('finds its column wherever it stands now, and is no field of another kind', () => {
    const moved: Rows = [['码', '班级', '姓名'], ['1', '三1', '王甲']]
    const remembered = { 码: 'grade', 姓名: 'name', 班级: 'staffNo' } as const
    expect(readRoster('students', bookOf(moved), { school: SCHOOL, remembered }).looks[0]!.columns).toEqual({ 0: 'grade', 1: 'class', 2: 'name' })
  })
})
