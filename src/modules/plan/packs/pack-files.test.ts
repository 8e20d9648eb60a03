import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashOf, listPackFolders, readPack } from './pack-files.service.ts'
import { writePack } from './pack.factory.ts'

const PACKS = join(import.meta.dirname, '../../../../packs')
const read = await Promise.all((await listPackFolders(PACKS)).map(readPack))
let root: string

async function checkPack(folder: string) {
  const answer = await readPack(folder)
  return 'problems' in answer ? answer.problems : []
}

beforeEach(async () => {
  ({ root } = await writePack())
})
afterEach(() => rm(root, { recursive: true }))

/** Replaces the first occurrence in a file of the copied pack and answers the problems. */
async function breakIt(file: string, from: string, to: string) {
  const path = join(root, 'pack', file)
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, text.replace(from, to))
  return checkPack(join(root, 'pack'))
}

const lineOf = async (file: string, words: string) => {
  const text = await readFile(join(root, 'pack', file), 'utf8')
  return text.slice(0, text.indexOf(words)).split('\n').length
}

test('the packs of the project are without fault and carry every clause of the register', () => {
  expect(read.flatMap((one) => ('problems' in one ? one.problems : []))).toEqual([])
  const sizes = read.flatMap((one) => ('pack' in one ? [[one.doc, one.pack.clauses.length]] : []))
  expect(sizes).toEqual([
    ['jincheng-chengqu-2024-37', 122], ['shanxi-2023-3', 132], ['tianjin-hebei-2024-17', 297], ['xinganmeng-2025-60', 152], ['yueyang-2024-8', 154],
  ])
})

test('the invented pack is without fault', async () => {
  expect(await checkPack(join(root, 'pack'))).toEqual([])
})

const COUNTED = 'duties/counted.yaml'
const BODIES = 'duties/bodies.yaml'

test.each<[string, string, string, string]>([
  // Names that lead nowhere
  [COUNTED, 'clauses: [1/b]', 'clauses: [9/b]', '没有条款 9/b'],
  [COUNTED, 'matter: visit', 'matter: meeting', '没有声明事项“meeting”'],
  [COUNTED, 'kind: home_visit', 'kind: home_visits', '没有记录类型“home_visits”'],
  // Words of versions that older releases loaded
  [COUNTED, 'matter: visit', 'waiting: 记录尚未提供\n  matter: visit', '不再写 waiting'],
  ['pack.yaml', 'phases:', 'announcedKinds: [{ key: parade, zh: 巡游, en: parade, verb: { zh: 举行, en: hold } }]\nphases:', '不再写 announcedKinds'],
  [COUNTED, 'field: mode', 'field: modes', '家访没有字段“modes”'],
  [COUNTED, 'in: [in_home]', 'in: [at_home]', '字段“方式”没有选项“at_home”'],
  [COUNTED, '{ local: visits }', '{ local: visit-number }', '没有声明本地参数“visit-number”'],
  [COUNTED, 'period: academic-year', 'period: { local: visits }', '本地参数“visits”的类型应为 enum'],
  [COUNTED, 'id: early-visits', 'id: visits', '编号“visits”重复'],
  [BODIES, 'phase: launch', 'phase: finish', '没有声明阶段“finish”'],
  // Shape
  [COUNTED, 'strength: must', 'strength: usually', '未知的力度'],
  [COUNTED, 'relation: at-least', 'relation: about', '未知的关系'],
  [COUNTED, 'kind: post, ', '', '缺少“种类”'],
  [COUNTED, 'kind: post', 'kind: ghost', '未知的种类'],
  [COUNTED, 'form: count', 'form: guess', '未知的形式'],
  [BODIES, 'body: station', 'body: castle', '未知的机构种类'],
  [BODIES, 'role: coordinator', 'role: king', '未知的席位'],
  [BODIES, 'of: [teacher,', 'of: [dragon,', '未知的名单'],
  // Who owes
  [COUNTED, ', posts: [head_teacher]', '', '要写明岗位 posts'],
  [BODIES, ', bodies: [station]', '', '要写明机构种类 bodies'],
  [BODIES, 'kind: unit, at: bureau', 'kind: unit', '目标（target）的责任主体是教育局'],
  [COUNTED, 'bearer: { kind: unit, stages: [primary] }', 'bearer: { kind: guardian }', '家长的责任要写明对谁'],
  // How much
  [COUNTED, '  number: 3\n  unit: times\n', '  number: 3\n', '有数量而没有单位'],
  [COUNTED, '  number: 3\n', '', '有单位而没有数量'],
  [COUNTED, '  number: 3\n  unit: times\n', '', '计数的责任没有数量'],
  [COUNTED, 'number: 3', 'number: 0', '数量为 0 只用于至多'],
  [BODIES, 'number: 90', 'number: 190', '比例超过 100%'],
  [COUNTED, 'unit: times', 'unit: percent', 'percent 只用于覆盖'],
  [BODIES, 'unit: percent', 'unit: times', '目标（target）的单位应为'],
  [COUNTED, 'relation: at-most', 'relation: at-least', '禁止（prohibition）的关系应为 at-most'],
  // What must be there
  [COUNTED, '  action: { kind: home_visit, where: [{ field: mode, in: [in_home] }] }\n', '', '要写明 action'],
  [BODIES, '  structure: { body: station, of: community }\n', '', '要写明 structure（组成）'],
  [BODIES, '    body: workstation\n', '', '组成要写明机构种类 body'],
  [BODIES, 'of: community', 'topic: x', '比例目标要写明分母 of'],
  [BODIES, 'body: station, of', 'body: station, topic: new, of', '有 topic 时要写明名称 name'],
  [BODIES, 'kinds: 2', 'kinds: 4', '种类数多于名单'],
  [BODIES, 'kinds: 2, of: [teacher, parent, volunteer]', 'kinds: 2', '种类数 kinds 要有名单 of'],
  [BODIES, 'kinds: 2', 'kinds: 2, number: 2', '只写人数 number 或种类数 kinds'],
  // When
  [COUNTED, 'when: { period: academic-year }', 'when: { period: academic-year, standing: true }', '之一'],
  [COUNTED, 'when: { period: academic-year }', 'when: {}', '之一'],
  [COUNTED, 'when: { period: academic-year }', 'when: { period: academic-year, firstSemesterOfAppointment: true }', '只用于任职'],
  [COUNTED, 'anchor: start, days: 13', 'anchor: start, days: -1', '不可能的时段：结束早于开始'],
  [COUNTED, 'anchor: start, days: 13', 'anchor: start, days: 300', '不可能的时段：比周期还长'],
  [COUNTED, 'from: { anchor: start, days: 0 }, to: { anchor: start, days: 13 }', 'from: { anchor: start, days: -9 }, to: { anchor: start, days: -3 }', '不可能的时段：不在周期之内'],
  [COUNTED, 'to: 12-31', 'to: 11-31', '不可能的时段：没有 11-31 这一天'],
  [COUNTED, 'from: 09-01', 'from: 13-01', '应为「05-15」样的月日'],
  [BODIES, 'around: 3', 'around: 9', '不可能的时段：前后容许的天数使几个日子重叠'],
  [BODIES, 'from: 2026-01-01', 'from: 2027-01-01', '不可能的时段：截止早于开始'],
  [BODIES, 'by: 2026-12-31', 'by: 2026-02-30', '应为存在的日期'],
  ['pack.yaml', 'to: 2026-03-31', 'to: 2025-03-31', '结束不得早于开始'],
  // Who carries
  ['clauses.yaml', 'carrier: [early-visits]', 'carrier: register', '条款 1/b 没有承载者'],
  ['clauses.yaml', ', carrier: [early-visits]', '', '缺少“承载（carrier）”'],
  ['clauses.yaml', 'carrier: [early-visits]', 'carrier: [late-visits]', '但没有这样的责任'],
  ['clauses.yaml', 'carrier: [early-visits]', 'carrier: guidance', '不能只作指引'],
  ['clauses.yaml', 'carrier: [workstation]', 'carrier: { awaits: cases }', '要由责任承载'],
  ['clauses.yaml', 'carrier: [workstation]', 'carrier: [stations]', '条款的 carrier 却没有写它'],
  ['clauses.yaml', 'activity: family-day', 'activity: family-night', '没有活动“family-night”'],
  ['clauses.yaml', 'activity: family-day', 'activity: 9', '未知的承载（carrier）'],
  ['clauses.yaml', 'record: home_visit', 'record: home_party', '没有记录类型“home_party”'],
  ['clauses.yaml', 'awaits: booking', 'awaits: magic', '未知的承载（carrier）'],
  ['pack.yaml', 'kind: parent_meeting', 'kind: parents_meeting', '没有记录类型“parents_meeting”'],
  ['pack.yaml', 'clauses: [3/a]', 'clauses: [3/b]', '没有写明条款 3/a'],
  ['pack.yaml', 'default: 2', 'default: 30', '默认值不合要求：应在 1 至 20 之间。'],
])('%s: “%s” → “%s” is refused with its line', async (file, from, to, reason) => {
  const line = await lineOf(file, from)
  const problems = await breakIt(file, from, to)
  const found = problems.find((one) => one.zh.includes(reason))
  expect(found, JSON.stringify(problems)).toBeDefined()
  const where = file === 'pack.yaml' && from === 'clauses: [3/a]' ? 'clauses.yaml' : file
  expect(found?.file).toBe(join('pack', where))
  expect(found?.en).toMatch(/^[ -~“”–’]+$/)
  // What is missing is reported where the thing begins that lacks it; what is wrong on its own line.
  const gone = to === '' || /没有单位|缺少|之一|要由责任|没有写它|家长的责任|没有写明条款|kinds 要有|才写|结束不得/.test(reason)
  if (where === file) expect(Math.abs((found?.line ?? 0) - line), `${found?.line} ${line}`).toBeLessThanOrEqual(gone ? 12 : 0)
})

test('a duty id that is there twice is refused at the second one', async () => {
  const line = await lineOf(COUNTED, 'id: early-visits')
  expect(await breakIt(COUNTED, 'id: early-visits', 'id: visits'))
    .toContainEqual(expect.objectContaining({ file: join('pack', COUNTED), line, zh: '编号“visits”重复' }))
})

test('a pack that is not YAML, or lacks its files, says where', async () => {
  const broken = await breakIt('pack.yaml', 'level: city', 'level: [city')
  expect(broken[0]).toMatchObject({ file: 'pack/pack.yaml', zh: expect.stringContaining('YAML 写法有误') as string })
  await rm(join(root, 'pack/clauses.yaml'))
  expect((await checkPack(join(root, 'pack'))).length).toBeGreaterThan(0)
})

test('the hash follows the content, not the order of keys or the comments', async () => {
  const before = await readPack(join(root, 'pack'))
  await breakIt('pack.yaml', 'doc: yunshan-2026-1\n', '# 说明\n')
  await breakIt('pack.yaml', 'level: city\n', 'level: city\ndoc: yunshan-2026-1\n')
  const after = await readPack(join(root, 'pack'))
  expect('hash' in before && before.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(after).toEqual(before)
  await breakIt('pack.yaml', 'default: 2', 'default: 3')
  const changed = await readPack(join(root, 'pack'))
  expect('pack' in changed && 'hash' in before && hashOf(changed.pack) !== before.hash).toBe(true)
})

test('an unused local value is refused', async () => {
  const line = await lineOf('pack.yaml', 'key: visits')
  expect(await breakIt(COUNTED, '{ local: visits }', '3')).toEqual([{
    file: 'pack/pack.yaml', line, zh: '没有责任使用本地参数“visits”', en: 'no duty uses local value “visits”',
  }])
})
