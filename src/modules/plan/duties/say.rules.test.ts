import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listPackFolders, readPack } from '../packs/pack-files.service.ts'
import { duty as dutySchema, pack as packSchema } from '../packs/pack.contract.ts'
import type { Lexicon } from '../packs/pack.contract.ts'
import { resolve } from './resolve.rules.ts'
import { sayDuty, sayWork } from './say.rules.ts'

const PACKS = join(import.meta.dirname, '../../../../packs')
const read = await Promise.all((await listPackFolders(PACKS)).map(readPack))
const packs = read.flatMap((one) => ('pack' in one ? [one.pack] : []))

test.each(packs.map((pack) => [pack.doc, pack] as const))('every duty of %s is a sentence in Chinese and in English', (_, pack) => {
  for (const duty of pack.duties) {
    const answer = resolve(duty, pack, {})
    for (const said of [duty, ...('duty' in answer ? [answer.duty] : [])]) {
      const [zh, en] = [sayDuty(said, pack, 'zh'), sayDuty(said, pack, 'en')]
      const at = `${pack.doc}/${duty.id}: ${zh} | ${en}`
      expect(zh, at).toMatch(/\p{Script=Han}{2}/u)
      expect(zh, at).not.toMatch(/[a-z]{2}|[{}[\]]|\s{2}|undefined|^\s|\s$|（）|、、|  /)
      expect(en, at).toMatch(/^[A-Z0-9“].*\.$/)
      expect(en, at).not.toMatch(/[{}[\]_]|\s{2}|undefined|null| ,| \.|\(\)/)
      expect(en.replaceAll(/“[^”]*”|（[^）]*）/g, ''), at).not.toMatch(/\p{Script=Han}/u)
      expect(sayWork(said, pack), at).not.toBe('')
    }
  }
})

const lexicon: Lexicon = {
  ...packSchema.pick({ matters: true, announcedKinds: true }).parse({
    matters: [{ key: 'm', zh: '事项', en: 'matter' }],
    announcedKinds: [{ key: 'meeting', zh: '工作会议', en: 'working meeting', verb: { zh: '召开', en: 'hold' } }],
  }),
  kinds: packs.flatMap((one) => one.kinds),
  localValues: packSchema.shape.localValues.parse([
    { key: 'rounds', label: { zh: '定期', en: 'at intervals' }, zh: '几次？', en: 'How many?', setBy: 'region', clauses: ['1/a'], type: 'int', min: 1, max: 9 },
  ]),
  phases: packSchema.shape.phases.parse([{ key: 'work', zh: '组织实施阶段', en: 'work', from: '2025-01-01', to: '2026-10-31', clauses: ['1/a'] }]),
}

const base = {
  id: 'd', matter: 'm', clauses: ['1/a'], form: 'count', bearer: { kind: 'unit', at: 'bureau' }, subject: { kind: 'none' },
  action: { kind: 'meeting', where: [] }, relation: 'at-least', number: 2, unit: 'times', when: { period: 'calendar-year' }, strength: 'must',
}
const { action: _, number: __, unit: ___, ...bodies } = { ...base, form: 'structure', relation: 'all', when: { standing: true } }
const SCHOOLS = { kind: 'unit', stages: ['primary', 'junior', 'senior', 'vocational'] }

test.each<[string, object, string, string]>([
  ['a bearing body', { ...base, bearer: { kind: 'body', bodies: ['station', 'base'] } },
    '各家庭教育指导服务站点、实践基地 每年 召开工作会议 至少 2 次', 'Each guidance station or practice base must hold at least 2 working meetings in every calendar year.'],
  ['a body of which there is one', { ...base, bearer: { kind: 'body', bodies: ['leading_group'] } },
    '领导小组 每年 召开工作会议 至少 2 次', 'The leading group must hold at least 2 working meetings in every calendar year.'],
  ['a name of its own', { ...base, bearer: { ...base.bearer, name: { zh: '区住建局会同教育部门', en: 'the housing bureau with education' } } },
    '区住建局会同教育部门 每年 召开工作会议 至少 2 次', 'The housing bureau with education must hold at least 2 working meetings in every calendar year.'],
  ['families, about left-behind children', { ...base, bearer: { kind: 'guardian' }, subject: { kind: 'left-behind-student', of: 'unit' } },
    '学生家长 对每名留守儿童 每年 召开工作会议 至少 2 次', 'The guardians of the students must hold at least 2 working meetings for each left-behind child in every calendar year.'],
  ['part of every year', { ...base, when: { period: 'calendar-year', window: { yearly: { from: '09-01', to: '10-31' } } } },
    '教育局 每年9月至10月 召开工作会议 至少 2 次', 'The education bureau must hold at least 2 working meetings from September to October of every calendar year.'],
  ['the week of a day', { ...base, when: { period: 'calendar-year', window: { weekOf: '05-15' } } },
    '教育局 每年5月15日所在的一周 召开工作会议 至少 2 次', 'The education bureau must hold at least 2 working meetings in the week of 15 May of every calendar year.'],
  ['days of every year', { ...base, number: 1, when: { period: 'calendar-year', window: { days: ['05-04', '06-01'], around: 3 } } },
    '教育局 每年5月4日、6月1日（前后3天内）分别 召开工作会议 至少 1 次',
    'The education bureau must hold at least 1 working meeting on each of 4 May and 1 June (up to 3 days before or after) of every calendar year.'],
  ['a local period and number', { ...base, number: { local: 'rounds' }, when: { period: { local: 'p' } } },
    '教育局 按本地确定的周期 召开工作会议 至少（次数由本地确定）',
    'The education bureau must hold at least a locally decided number of working meetings in every period of a length to be decided locally.'],
  ['a phase', { ...base, when: { phase: 'work' }, relation: 'exactly', number: 1 },
    '教育局 在组织实施阶段（2025年1月1日至2026年10月31日） 召开工作会议 恰好 1 次',
    'The education bureau must hold exactly 1 working meeting in the phase of work (1 January 2025 to 31 October 2026).'],
  ['at most', { ...base, relation: 'at-most' }, '教育局 每年 召开工作会议 至多 2 次', 'The education bureau must hold at most 2 working meetings in every calendar year.'],
  ['a delivery', { ...base, form: 'delivery', action: { kind: 'document', where: [{ field: 'type', in: ['plan'] }] }, number: 1, unit: 'things', when: { by: '2025-11-28' } },
    '教育局 2025年11月28日前 提交方案 1 份', 'The education bureau must hand in 1 plan by 28 November 2025.'],
  ['a share of children', { ...base, form: 'coverage', subject: { kind: 'student', of: 'unit' }, number: 100, unit: 'percent' },
    '教育局 每年 召开工作会议 覆盖 100% 的学生', 'The education bureau must hold working meetings that reach 100% of the students in every calendar year.'],
  ['what must not be', { ...base, form: 'prohibition', relation: 'at-most', number: 0, bearer: SCHOOLS, action: { kind: 'finding', where: [{ field: 'rule', in: ['homework_to_parents'] }] } },
    '中小学校 每年 不得有向家长布置作业的情形', 'Each school must be free of homework set to parents in every calendar year.'],
  ['a composition', { ...bodies, bearer: SCHOOLS, structure: { body: 'workstation', seats: [
    { role: 'coordinator', relation: 'exactly', number: 1 }, { role: 'member', of: ['teacher', 'parent'], number: 5 }] } },
    '每所中小学校 应有 家庭教育工作站，设总协调员 1 名；成员（教师、家长）至少 5 名',
    'Each school must have a family-education workstation with 1 coordinator and at least 5 members (teacher, parent).'],
  ['one for each class', { ...bodies, bearer: SCHOOLS, structure: { body: 'parent_committee', each: 'class' } },
    '中小学校每个班级 应有 家长委员会', 'Each school must have a parent committee in each class.'],
  ['seats of the bearer itself', { ...bodies, bearer: { kind: 'body', bodies: ['leading_group'] }, structure: { seats: [{ kinds: 2, of: ['education', 'police'] }] } },
    '领导小组 应有 教育、公安共 2 类成员', 'The leading group must have members of both of these kinds (education, police).'],
  ['encouraged', { ...bodies, strength: 'encouraged', structure: { body: 'platform', topic: 't', name: { zh: '协同平台', en: 'a co-education platform' } } },
    '鼓励 教育局 设立 协同平台', 'It is encouraged that the education bureau have a co-education platform.'],
  ['a share by a day', { ...bodies, form: 'target', number: 90, unit: 'percent', structure: { body: 'station', of: 'community' }, when: { by: '2025-12-31' } },
    '到2025年12月31日 至少 90% 的社区（村） 应有 家庭教育指导服务站点', 'By 31 December 2025 at least 90% of the communities must have a guidance station.'],
  ['so many things', { ...bodies, form: 'target', relation: 'at-least', number: 10, unit: 'things', structure: { body: 'base' } },
    '辖区内 实践基地 至少 10 个', 'The region must have at least 10 practice bases.'],
  ['so many persons', { ...bodies, form: 'target', relation: 'at-least', number: 301, unit: 'persons', structure: { body: 'lecturer_team', seats: [{ of: ['teacher', 'expert'] }] } },
    '辖区内 讲师团（教师、家庭教育专家） 至少 301 人', 'The region must have at least 301 persons (teachers and experts) in lecturer teams.'],
])('%s', (_what, given, zh, en) => {
  const duty = dutySchema.parse(given)
  expect(sayDuty(duty, lexicon, 'zh')).toBe(zh)
  expect(sayDuty(duty, lexicon, 'en')).toBe(en)
})

test('a phase keeps its name once everything is decided', () => {
  const duty = dutySchema.parse({ ...base, when: { phase: 'work' } })
  const answer = resolve(duty, lexicon, {})
  expect('duty' in answer && sayDuty(answer.duty, lexicon, 'zh')).toBe(sayDuty(duty, lexicon, 'zh'))
})
