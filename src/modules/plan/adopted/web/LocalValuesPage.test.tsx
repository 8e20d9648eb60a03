// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Role } from '#kernel/capacity'
import { wired } from '#testing/wire'
import { localValue } from '../../packs/pack.contract.ts'
import { listLocalValues, localValueView, setLocalValueRoute, type LocalValueView } from '../plan.contract.ts'
import { LocalValuesPage } from './LocalValuesPage.tsx'
import { clearBrowser, furnishBrowser, openPage } from './page.factory.ts'

interface ValueSpec extends Partial<LocalValueView> { readonly type?: object }

let made = 0

function aValue(name: string, { type = { type: 'int', min: 1, max: 20 }, ...parts }: ValueSpec = {}): LocalValueView {
  return localValueView.parse({
    doc: 'yunshan-2026-1', need: 'needed', source: 'none', clauses: [{ id: '4.2.8/j', summary: '定期召开家长会' }], duties: [], choices: [],
    declared: localValue.parse({ key: `value-${made += 1}`, label: { zh: '次数', en: 'number' }, zh: `${name}：几次？`, en: 'How many?', setBy: 'region', clauses: ['4.2.8/j'], ...type }), ...parts,
  })
}

function open(values: readonly LocalValueView[], role?: Role): unknown[] {
  const submitted: unknown[] = []
  openPage(LocalValuesPage, [
    wired(listLocalValues, () => ({ values })),
    wired(setLocalValueRoute, ({ body }) => {
      submitted.push(body)
      return { id: '0192f1a0-0000-7000-8000-000000000001' }
    }),
  ], role)
  return submitted
}

beforeEach(furnishBrowser)
afterEach(clearBrowser)

test('what must still be decided comes first, what holds up most duties before the rest, and what others decide last', async () => {
  open([
    aValue('早会', { source: 'region', value: 3, setAt: '2026-11-20T02:00:00Z' }),
    aValue('家访', { need: 'adjustable', reading: 2, value: 2, source: 'default' }),
    aValue('讲座'), aValue('家长会', { duties: [{ id: 'd', zh: '中小学校 每学期 召开家长会 至少（次数由本地确定）', waits: true }] }),
    aValue('自定', { type: { type: 'int', min: 1, max: 20, setBy: 'school' } }),
  ])
  const headings = await screen.findAllByRole('heading', { level: 2 })
  expect(headings.map((one) => one.textContent)).toEqual(['待确定 2 项', '可调整 1 项', '已确定 1 项', '由各学校确定 1 项'])
  const first = within(headings[0]!.closest('section')!).getAllByRole('button', { name: /^确定：/ })
  expect(first.map((one) => one.getAttribute('aria-label'))).toEqual(['确定：家长会：几次？', '确定：讲座：几次？'])
  expect(screen.getByText('1 项责任在等它')).toBeDefined()
  expect(screen.queryByRole('button', { name: /自定/ })).toBeNull()
})

test('the clause stands with its paraphrase, and what others chose with how many', async () => {
  open([aValue('家长会', { choices: [{ value: 3, count: 2 }, { value: 2, count: 1 }] })])
  expect(await screen.findByText('定期召开家长会')).toBeDefined()
  expect(screen.getByRole('button', { name: '四（二）8 ⑩' })).toBeDefined()
  expect(screen.getByText('同级其他地区：3（2 个）；2（1 个）')).toBeDefined()
})

test('a school sees what other schools chose, and who reads only decides nothing', async () => {
  open([aValue('家访', { type: { type: 'int', min: 1, max: 20, setBy: 'school' }, choices: [{ value: 12, count: 4 }] })], 'principal')
  expect(await screen.findByText('本区其他学校：12（4 所）')).toBeDefined()
  clearBrowser()
  furnishBrowser()
  open([aValue('家访')], 'vice_principal')
  expect(await screen.findByRole('heading', { name: /待确定/ })).toBeDefined()
  expect(screen.queryByRole('button', { name: /^确定/ })).toBeNull()
})

const CHOICES = [{ key: 'a', zh: '甲', en: 'a' }, { key: 'b', zh: '乙', en: 'b' }]
const put = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const tap = (name: string) => fireEvent.click(screen.getByLabelText(name))

test.each<[string, object, () => void, unknown]>([
  ['a number', { type: 'int', min: 1, max: 9 }, () => put('次数', '4'), 4],
  ['one of several', { type: 'enum', options: CHOICES }, () => tap('乙'), 'b'],
  ['some of several', { type: 'enums', options: CHOICES }, () => { tap('甲'); tap('乙') }, ['a', 'b']],
  ['a day', { type: 'date' }, () => put('次数', '2026-12-31'), '2026-12-31'],
  ['stretches of days', { type: 'dates' }, () => { put(/名称/, '期中'); put('开始', '2026-11-09'); put('结束', '2026-11-13') },
    [{ name: '期中', from: '2026-11-09', to: '2026-11-13' }]],
  ['days from the first and last', { type: 'window' }, () => { tap('从首末日起算'); fireEvent.change(screen.getAllByLabelText('天数')[1]!, { target: { value: '6' } }) },
    { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 6 } }],
  ['part of every year', { type: 'window' }, () => { tap('每年固定起止'); put('从', '03') }, { yearly: { from: '03-01', to: '10-31' } }],
  ['the week of a day', { type: 'window' }, () => { tap('某日所在的一周'); put('所在一周的那一天（日）', '20') }, { weekOf: '05-20' }],
  ['days of every year', { type: 'window' }, () => { tap('若干固定日子'); fireEvent.click(screen.getByRole('button', { name: '再加一个日子' })); put('第 1 个日子', '05'); put('前后各容许几天', '3') },
    { days: ['05-01', '06-01'], around: 3 }],
])('%s is entered and saved', async (_, type, enter, value) => {
  const submitted = open([aValue('参数', { type })])
  fireEvent.click(await screen.findByRole('button', { name: /^确定：/ }))
  enter()
  fireEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(submitted).toEqual([{ doc: 'yunshan-2026-1', key: `value-${made}`, value }]))
})
