import { expect, test } from 'vitest'
import { activity, clause, localValue, setting } from '../../packs/pack.contract.ts'
import { byMonth, countByCarrier, findClauses, sayCarrier } from './registerView.ts'
import { sayClause, saySetting, sayStretch, stretchesOf } from './say.ts'

test.each([
  ['4.2.8/j', '四（二）8 ⑩'], ['1/l', '一 ⑫'], ['10.12/a', '十（十二） ①'], ['2.20.3.1/b', '二（二十）3.1 ②'],
])('%s is said as the document counts: %s', (id, said) => {
  expect(sayClause(id)).toBe(said)
})

test('days of one name that follow each other become one stretch, in the order of the calendar', () => {
  const stretches = stretchesOf([
    { date: '2026-10-02', name: '国庆节' }, { date: '2026-10-01', name: '国庆节' }, { date: '2026-10-03', name: '中秋节' }, { date: '2026-10-05', name: '国庆节' },
  ])
  expect(stretches.map(({ name, days }) => [name, days])).toEqual([['国庆节', 2], ['中秋节', 1], ['国庆节', 1]])
  expect(sayStretch(stretches[0]!, '2026-11-21')).toBe('10月1日 周四 至 10月2日 周五')
  expect(sayStretch(stretches[1]!, '2026-11-21')).toBe('10月3日 周六')
})

const shared = { key: 'k', label: { zh: '次数', en: 'number' }, zh: '几次？', en: 'How many?', setBy: 'region', clauses: ['1/a'] }
const options = [{ key: 'in_home', zh: '入户', en: 'in-home' }, { key: 'video', zh: '视频', en: 'video' }]

test.each([
  [{ ...shared, type: 'int', min: 1, max: 9 }, 3, '3'],
  [{ ...shared, type: 'enum', options }, 'video', '视频'],
  [{ ...shared, type: 'enums', options }, ['in_home', 'video'], '入户、视频'],
  [{ ...shared, type: 'window' }, { from: { anchor: 'start', days: -14 }, to: { anchor: 'start', days: 0 } }, '开始前2周至开始后1天'],
  [{ ...shared, type: 'dates' }, [{ name: '中考前', from: '2027-05-10', to: '2027-05-14' }], '中考前：2027年5月10日 周一 至 2027年5月14日 周五'],
])('what was decided is said in words: %#', (declared, value, said) => {
  expect(saySetting(localValue.parse(declared), setting.parse(value), '2026-11-21')).toBe(said)
})

const about = { actor: '教育局', counterpart: '学校', en: '-' } as const
const clauses = [
  { id: '4.2.8/j', kind: 'duty-recurring', actor: '班主任', counterpart: '学生', summary: '每学年入户家访', en: '-', strength: 'must', carrier: ['head-teacher'] },
  { ...about, id: '1/a', kind: 'structure', summary: '成立领导小组', carrier: ['leading-group'] },
  { ...about, id: '1/b', kind: 'activity', summary: '家庭日活动', carrier: { activity: 'family-day' } },
  { ...about, id: '1/c', kind: 'ledger', summary: '家访台账', carrier: { record: 'home_visit' } },
  { ...about, id: '1/d', kind: 'guidance', summary: '指导意见', carrier: 'guidance' },
  { ...about, id: '1/e', kind: 'service', summary: '预约咨询', carrier: { awaits: 'booking' } },
].map((one) => clause.parse(one))

test.each([
  ['', '', ['4.2.8/j', '1/a', '1/b', '1/c', '1/d', '1/e']], ['家访 班主任', '', ['4.2.8/j']], ['四（二）8', '', ['4.2.8/j']], ['组织机构', '', ['1/a']],
  ['', 'duty', ['4.2.8/j', '1/a']], ['', 'activity', ['1/b']], ['家访', 'record', ['1/c']], ['家访', 'guidance', []],
])('searching 「%s」 among the carriers 「%s」 finds %o', (search, carrier, found) => {
  expect(findClauses(clauses, search, carrier).map(({ id }) => id)).toEqual(found)
})

const activities = [['a', '10-01', '10-07'], ['b', '05-15', '05-15'], ['c', '09-10', '09-10'], ['d']].map(([key, from, to]) =>
  activity.parse({ key, zh: `活动${key}`, en: '-', clauses: ['1/b'], kind: 'open_day', ...(from ? { yearly: { from, to } } : {}) }))

test('activities stand by the month in which they begin, from September on', () => {
  expect(byMonth(activities).map(({ month, activities: held }) => [month, ...held.map(({ key }) => key)])).toEqual([[9, 'c'], [10, 'a'], [5, 'b']])
})

test('what carries a clause is said in words and counted', () => {
  const words = { activities: [{ ...activities[0]!, key: 'family-day', zh: '家庭日' }], kinds: [{ key: 'home_visit', zh: '家访' }] }
  expect(clauses.map((one) => sayCarrier(one, words))).toEqual([
    '', '', '活动：家庭日', '台账：记在“家访”里', '作为指引，供查阅', '待接：等“预约”功能提供后落实',
  ])
  expect(countByCarrier(clauses).map(({ name, count }) => `${name} ${count}`)).toEqual(['责任 2', '活动 1', '台账 1', '指引 1', '待接 1'])
})
