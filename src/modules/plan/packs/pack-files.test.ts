import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkPack, hashOf, listPackFolders, readPack } from './pack-files.service.ts'

const PACKS = join(import.meta.dirname, '../../../../packs')
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), '政策 包-'))
  await cp(join(PACKS, 'kinds'), join(root, 'kinds'), { recursive: true })
  await cp(join(PACKS, 'tianjin-hebei-2024-17'), join(root, 'pack'), { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

/** Replaces the first occurrence in a file of the copied pack and answers the problems. */
async function breakIt(file: string, from: string, to: string) {
  const path = join(root, file)
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, text.replace(from, to))
  return checkPack(join(root, 'pack'))
}

const lineOf = async (file: string, words: string) =>
  (await readFile(join(root, file), 'utf8')).split('\n').findIndex((line) => line.includes(words)) + 1

test('the packs of the project are without fault and carry every clause of the register', async () => {
  const folders = await listPackFolders(PACKS)
  const read = await Promise.all(folders.map(readPack))
  expect(read.flatMap((one) => ('problems' in one ? one.problems : []))).toEqual([])
  const sizes = read.map((one) => ('pack' in one ? [one.doc, one.pack.clauses.length, one.pack.duties.length] : []))
  expect(sizes).toEqual([['shanxi-2023-3', 132, 8], ['tianjin-hebei-2024-17', 297, 21]])
})

test.each([
  ['pack/duties/parent-meeting.yaml', 'clauses: [4.2.10/e]', 'clauses: [4.2.99/e]', '没有条款 4.2.99/e'],
  ['pack/duties/parent-meeting.yaml', 'strength: normally', 'strength: usually', '未知的力度'],
  ['pack/duties/parent-meeting.yaml', 'relation: at-least', 'relation: about', '未知的关系'],
  ['pack/duties/parent-meeting.yaml', '- id: parent-meetings-each-semester',
    '- id: parent-meetings-each-semester\n  stage: x', '多余的内容：stage'],
  ['pack/duties/parent-meeting.yaml', 'bearer: { kind: unit, ', 'bearer: { ', '缺少“种类”'],
  ['pack/duties/parent-meeting.yaml', '{ local: meeting-start-window }', '{ local: opening-window }', '没有声明本地参数“opening-window”'],
  ['pack/duties/parent-meeting.yaml', 'kind: parent_meeting, where', 'kind: parents_meeting, where', '没有记录类型“parents_meeting”'],
  ['pack/duties/parent-meeting.yaml', 'field: themed', 'field: theme', '家长会没有字段“theme”'],
  ['pack/duties/parent-meeting.yaml', 'matter: parent-meeting', 'matter: meeting', '没有声明事项“meeting”'],
  ['pack/duties/home-visit-teachers.yaml', 'in: [in_home]', 'in: [at_home]', '字段“方式”没有选项“at_home”'],
  ['pack/duties/home-visit-leaders.yaml', 'in: [true]', 'in: [yes_please]', '字段“随机”没有选项“yes_please”'],
  ['pack/duties/home-visit-leaders.yaml', 'posts: [bureau_leader] }', 'stages: [junior] }', '要写明岗位 posts'],
  ['pack/duties/parent-school.yaml', 'waiting: 家长学校授课的记录尚未提供', '', '尚不能记录，要写明 waiting'],
])('%s: “%s” → “%s” is refused with its line', async (file, from, to, reason) => {
  const line = await lineOf(file, from)
  const problems = await breakIt(file, from, to)
  const found = problems.find((one) => one.zh.includes(reason))
  expect(found, JSON.stringify(problems)).toBeDefined()
  expect(found?.file).toBe(file)
  expect(found?.en).toMatch(/^[ -~“”–]+$/)
  // A key that was taken away is reported where its mapping begins.
  expect(Math.abs((found?.line ?? 0) - line)).toBeLessThanOrEqual(from.startsWith('waiting') ? 12 : 1)
})

test('a number without its unit is refused', async () => {
  const problems = await breakIt('pack/duties/parent-school.yaml', '  unit: times\n', '')
  expect(problems).toEqual([expect.objectContaining({ line: 9, zh: '有数量而没有单位（times 或 percent）' })])
})

test('a duty without a number, whose text binds, is refused', async () => {
  const problems = await breakIt('pack/duties/home-visit-teachers.yaml', '  number: 1\n  unit: times\n', '')
  expect(problems).toEqual([expect.objectContaining({ line: 1, zh: expect.stringContaining('计数的责任没有数量') as string })])
})

test('a duty id that is there twice is refused at the second one', async () => {
  const file = 'pack/duties/parent-meeting.yaml'
  const line = await lineOf(file, 'id: parent-meeting-at-end')
  const problems = await breakIt(file, 'id: parent-meeting-at-end', 'id: parent-meeting-at-start')
  expect(problems).toContainEqual(expect.objectContaining({ file, line, zh: '编号“parent-meeting-at-start”重复' }))
})

test('a clause without its carrier is refused in both ways', async () => {
  const unnamed = await breakIt('pack/clauses.yaml', 'carrier:\n    - bureau-leaders-random-visits', 'carrier: register')
  expect(unnamed.map((one) => one.zh)).toEqual(['责任“bureau-leaders-random-visits”承载条款 4.2.8/c，条款的 carrier 却没有写它'])
  const absent = await breakIt('pack/clauses.yaml', 'carrier: register', '')
  expect(absent.map((one) => one.zh)).toContain('缺少“承载（carrier）”')
})

test('a pack that is not YAML, or lacks its files, says where', async () => {
  const broken = await breakIt('pack/pack.yaml', 'level: district', 'level: [district')
  expect(broken[0]).toMatchObject({ file: 'pack/pack.yaml', zh: expect.stringContaining('YAML 写法有误') as string })
  await rm(join(root, 'pack/clauses.yaml'))
  expect((await checkPack(join(root, 'pack'))).length).toBeGreaterThan(0)
})

test('the hash follows the content, not the order of keys or the comments', async () => {
  const before = await readPack(join(root, 'pack'))
  await breakIt('pack/pack.yaml', 'doc: tianjin-hebei-2024-17\n', '# 说明\n')
  await breakIt('pack/pack.yaml', 'level: district\n', 'level: district\ndoc: tianjin-hebei-2024-17\n')
  const after = await readPack(join(root, 'pack'))
  expect('hash' in before && before.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(after).toEqual(before)
  await breakIt('pack/pack.yaml', 'default: 10', 'default: 12')
  const changed = await readPack(join(root, 'pack'))
  expect('pack' in changed && 'hash' in before && hashOf(changed.pack) !== before.hash).toBe(true)
})

test('an unused local value and a default outside its bounds are refused', async () => {
  const outside = await breakIt('pack/pack.yaml', 'default: 10', 'default: 3')
  expect(outside.map((one) => one.zh)).toEqual(['默认值不合要求：应在 10 至 200 之间。'])
  await breakIt('pack/pack.yaml', 'default: 3', 'default: 10')
  const line = await lineOf('pack/pack.yaml', 'key: key-student-visits')
  const unused = await breakIt('pack/duties/home-visit-teachers.yaml', '{ local: key-student-visits }', '3')
  expect(unused).toEqual([{
    file: 'pack/pack.yaml', line, zh: '没有责任使用本地参数“key-student-visits”', en: 'no duty uses local value “key-student-visits”',
  }])
})
