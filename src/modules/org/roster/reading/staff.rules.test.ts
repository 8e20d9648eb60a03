import { describe, expect, it } from 'vitest'
import { className } from '../../classes/class.rules.ts'
import { readRoster } from './reading.rules.ts'
import { bookOf, SCHOOL, type Written } from '../roster.factory.ts'
import type { Reading, StaffRow } from '../row.contract.ts'

const HEAD = ['姓名', '工号', '手机', '职务', '任教学科', '任教班级', '班主任']
type Row = readonly Written[]

const read = (...rows: Row[]) => readRoster('staff', bookOf([HEAD, ...rows]), { school: SCHOOL })
const posts = ({ rows }: Reading) => (rows as StaffRow[]).map((row) => row.posts
  .map(({ kind, class: facts, subject }) => [kind, facts === null ? '' : className(facts, 2026), subject ?? ''])
  .map((parts) => parts.filter((part) => part !== '').join(' ')).join(', '))
const problems = (reading: Reading) => reading.problems.map(({ row, column, code }) => `${row}${column ?? ''} ${code}`)

describe('posts', () => {
  it.each<[string, Row, string]>([
    ['a principal', ['校长', '', '', ''], 'principal'],
    ['a head of kindergarten', ['园长', '', '', ''], 'principal'],
    ['a deputy', ['副校长', '', '', ''], 'vice_principal'],
    ['two posts', ['党支部书记、校长', '', '', ''], 'party_secretary, principal'],
    ['two posts in one word', ['校长兼书记', '', '', ''], 'principal, party_secretary'],
    ['an office', ['德育主任', '', '', ''], 'middle_leader 德育处'],
    ['a deputy of an office', ['教务处副主任', '', '', ''], 'middle_leader 教务处'],
    ['an office of another name', ['团委书记', '', '', ''], 'middle_leader 团委'],
    ['the keeper of the roll', ['学籍管理员', '', '', ''], 'roster_keeper'],
    ['a growth mentor', ['专职心理健康教师', '', '', ''], 'psychology_teacher'],
    ['a growth mentor who teaches', ['家庭教育教师', '语文', '三(1)班', ''], 'family_educator, subject_teacher 三(1)班 语文'],
    ['a head teacher', ['班主任', '语文', '三(1)班', ''], 'head_teacher 三(1)班, subject_teacher 三(1)班 语文'],
    ['a head teacher in its own column', ['', '', '', '三年级2班'], 'head_teacher 三(2)班'],
    ['a head teacher by yes', ['教师', '数学', '三2', '是'], 'head_teacher 三(2)班, subject_teacher 三(2)班 数学'],
    ['a head teacher in the title', ['三(2)班班主任', '', '', ''], 'head_teacher 三(2)班'],
    ['no head teacher', ['', '数学', '三2', '否'], 'subject_teacher 三(2)班 数学'],
    ['several classes', ['', '英语', '三(1)、(2)班，四(1)班', ''], 'subject_teacher 三(1)班 英语, subject_teacher 三(2)班 英语, subject_teacher 四(1)班 英语'],
    ['classes in brackets', ['', '英语', '三(1)(2)班', ''], 'subject_teacher 三(1)班 英语, subject_teacher 三(2)班 英语'],
    ['classes by blanks', ['', '英语', '三1 三2', ''], 'subject_teacher 三(1)班 英语, subject_teacher 三(2)班 英语'],
    ['classes of a grade', ['', '英语', '三年级1、2班', ''], 'subject_teacher 三(1)班 英语, subject_teacher 三(2)班 英语'],
    ['several subjects', ['', '语文、道德与法治', '三1', ''], 'subject_teacher 三(1)班 语文, subject_teacher 三(1)班 道德与法治'],
    ['a class as a number', ['', '英语', 301, 302], 'head_teacher 三(2)班, subject_teacher 三(1)班 英语'],
  ])('%s', (_, cells, expected) => {
    const reading = read(['王老师', 'T1', '13800000000', ...cells])
    expect([posts(reading), problems(reading)]).toEqual([[expected], []])
  })
})

describe('problems', () => {
  it.each<[string, Row, string[]]>([
    ['an unknown title', ['大总管', '', '', ''], ['2D post-unknown', '2 staff-without-post']],
    ['no post at all', ['', '', '', ''], ['2 staff-without-post']],
    ['classes without a subject', ['', '', '三1', ''], ['2F subject-missing', '2 staff-without-post']],
    ['a head teacher of nothing', ['班主任', '语文', '三1、三2', ''], ['2D head-class-missing']],
    ['a class that is none', ['', '语文', '苹果班', ''], ['2F class-unclear']],
    ['a class without grade', ['', '语文', '2班', ''], ['2F class-without-grade']],
    ['a class of another stage', ['', '语文', '初一1班', ''], ['2F class-stage-foreign']],
    ['a class that became a date', ['', '', '', { text: '2026-03-01', kind: 'date' }], ['2G class-became-date']],
  ])('%s', (_, cells, expected) => expect(problems(read(['王老师', 'T1', '', ...cells]))).toEqual(expected))

  it('refuses a number that is none', () => expect(problems(read(['王老师', 'T 一', '', '校长', '', '', '']))).toEqual(['2B staff-no-form']))
})

describe('several rows', () => {
  const row = (name: string, no: string, phone: string, seat: string): Row => [name, no, phone, '', '语文', seat, '']
  it('of one person are one', () => {
    const numbered = [row('王老师', 'T1', '', '三1'), row('王老师', 'T1', '13800000000', '三2')]
    const reading = read(...numbered, row('李老师', '', '13900000000', '三1'), row('李老师', '', '13900000000', '三3'))
    expect([posts(reading), problems(reading)]).toEqual([['subject_teacher 三(1)班 语文, subject_teacher 三(2)班 语文',
      'subject_teacher 三(1)班 语文, subject_teacher 三(3)班 语文'], []])
    expect(reading.rows).toMatchObject([{ phone: '13800000000' }, { phone: '13900000000' }])
  })
  it('of one name with different numbers are two', () => {
    expect(read(row('王老师', 'T1', '', '三1'), row('王老师', 'T2', '', '三2')).rows).toHaveLength(2)
  })
  it('that nothing tells apart are refused', () => {
    expect(problems(read(row('王老师', '', '', '三1'), row('王老师', '', '', '三2')))).toEqual(['3 staff-twice'])
    expect(problems(read(row('王老师', 'T1', '', '三1'), row('李老师', 'T1', '', '三2')))).toEqual(['3 staff-no-twice'])
  })
  it('share a grade in its own column', () => {
    expect(posts(readRoster('staff', bookOf([['姓名', '学科', '任教年级', '任教班级'], ['王老师', '语文', '三年级', '1、2班']]), { school: SCHOOL })))
      .toEqual(['subject_teacher 三(1)班 语文, subject_teacher 三(2)班 语文'])
  })
  it('share cells merged downwards', () => {
    const merges = [0, 1].map((column) => ({ top: 2, bottom: 3, left: column, right: column }))
    const rows = [['姓名', '工号', '任教学科', '任教班级'], ['王老师', 'T1', '语文', '三1'], ['', '', '语文', '三2']]
    const reading = readRoster('staff', bookOf(rows, { merges }), { school: SCHOOL })
    expect(posts(reading)).toEqual(['subject_teacher 三(1)班 语文, subject_teacher 三(2)班 语文'])
  })
})
