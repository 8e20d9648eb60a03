import { expect, test } from 'vitest'
import { clause, localValue, setting } from '../../packs/pack.contract.ts'
import { findClauses } from './registerView.ts'
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

const clauses = [
  clause.parse({ id: '4.2.8/j', kind: 'duty-recurring', actor: '班主任', counterpart: '学生', summary: '每学年入户家访', en: '-', strength: 'must', carrier: ['head-teacher'] }),
  clause.parse({ id: '1/a', kind: 'structure', actor: '教育局', counterpart: '学校', summary: '成立领导小组', en: '-', carrier: 'register' }),
]

test.each([
  ['', false, ['4.2.8/j', '1/a']], ['家访 班主任', false, ['4.2.8/j']], ['四（二）8', false, ['4.2.8/j']], ['组织机构', false, ['1/a']],
  ['', true, ['1/a']], ['家访', true, []],
])('searching 「%s」 (only the register: %s) finds %o', (search, onlyRegister, found) => {
  expect(findClauses(clauses, search, onlyRegister).map(({ id }) => id)).toEqual(found)
})
