// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Role } from '#kernel/capacity'
import { newId } from '#kernel/ids'
import { explainRecord } from '#modules/compliance/coverage/mine.contract'
import {
  exportRecords, listPlainKinds, listRecords, preparePlain, readPlain, recordPlain, type PlainPreparation, type PlainRecord,
} from '#modules/ledger/plain/plain.contract'
import { readSession } from '#modules/org/session/session.contract'
import { listStudents } from '#modules/org/students/student.contract'
import { refusal, wired, type Asked, type Wired } from '#testing/wire'
import { capacityOf, explained, MEETING_FIELDS, signedIn, TALK_FIELDS, TODAY } from './phone.factory.ts'
import { openScreen, tap, write } from './screen.factory.ts'

const recordId = newId()
const [one, two] = [{ id: newId(), name: '三(1)班', note: null }, { id: newId(), name: '三(2)班', note: null }]
const many = (count: number, name: string) => Array.from({ length: count }, (_, n) => ({ id: newId(), name: `${name}${n + 1}`, note: null }))

const preparationOf = (part: Partial<PlainPreparation> = {}): PlainPreparation => ({
  kind: 'parent_meeting', zh: '家长会', subject: 'class', today: TODAY, fields: MEETING_FIELDS, classes: [two], units: [], bodies: [],
  colleagues: null, rules: [], ...part,
})
const recordOf = (part: Partial<PlainRecord> = {}): PlainRecord => ({
  recordId, kind: 'parent_meeting', zh: '家长会', version: 1, state: 'recorded', happenedOn: TODAY, subject: 'class', classes: [two],
  students: [], units: [], bodies: [], fields: { topic: '怎样配合' }, definition: MEETING_FIELDS, companions: [], by: [], history: [],
  can: { correct: true, withdraw: true }, ...part,
})
const empty = { classIds: [], studentIds: [], unitIds: [], bodyIds: [], companions: [], again: false, happenedOn: TODAY }

/** Opens the form of a kind and answers what was sent. */
function openForm(preparation: PlainPreparation, role: Role = 'head_teacher', more: Wired[] = []) {
  const asked: Asked[] = []
  const capacity = capacityOf(role)
  openScreen(`/c/${capacity.id}/records/new/${preparation.kind}`, [
    wired(readSession, () => signedIn([capacity])), wired(preparePlain, () => preparation), ...more,
    wired(recordPlain, (sent) => { asked.push(sent); return { recordId, version: 1, state: 'recorded' } }),
    wired(readPlain, () => recordOf({ kind: preparation.kind, zh: preparation.zh })), wired(explainRecord, () => explained),
  ])
  return () => asked.map((sent) => sent.body)
}

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the plain form', () => {
  test('is made from the fields of the kind, with the own class chosen', async () => {
    const sent = openForm(preparationOf())
    await tap('保存')
    expect((await screen.findByRole('alert')).textContent).toContain('请填写“主题”')
    await write(/主题/, ' 怎样配合 ')
    await tap('保存')
    await screen.findByText('已保存')
    expect(sent()).toEqual([{ ...empty, kind: 'parent_meeting', classIds: [two.id], fields: { topic: '怎样配合' } }])
  })

  test('ticks children of two classes, a whole class by one tap, and sends none before one is ticked', async () => {
    const children = { [one.id]: many(3, '甲'), [two.id]: many(2, '乙') }
    const roster = wired(listStudents, ({ params }) => ({
      class: { id: params['classId'], schoolId: newId(), stage: 'primary', entryYear: 2024, number: 1, grade: 3, name: '三(1)班' },
      students: children[params['classId']!]!.map(({ id, name }) => ({ id, name, gender: 'unknown', schoolId: null, classId: null, neighbourhood: null, since: TODAY })),
    }))
    const talk = preparationOf({ kind: 'talk', zh: '谈心谈话', subject: 'student', fields: TALK_FIELDS, classes: [one, two] })
    const sent = openForm(talk, 'head_teacher', [roster])
    await tap('当面', 'radio')
    await tap('保存')
    expect(screen.getAllByText('请选择学生').length).toBeGreaterThan(0)
    await tap('三(1)班', 'radio')
    await tap('全选')
    await tap('甲2', 'checkbox')
    await tap('三(2)班', 'radio')
    await tap('乙1', 'checkbox')
    expect(screen.getByText('已选 3 名')).toBeTruthy()
    await tap('保存')
    await screen.findByText('已保存')
    const ids = [children[one.id]![0]!.id, children[one.id]![2]!.id, children[two.id]![0]!.id]
    expect(sent()).toEqual([{ ...empty, kind: 'talk', studentIds: ids, fields: { way: 'face' } }])
  })

  test('finds one of many bodies by typing', async () => {
    const bodies = [...many(30, '示例站点'), { id: newId(), name: '松林社区站', note: '家庭教育指导服务站点' }]
    const sent = openForm(preparationOf({ kind: 'station_activity', zh: '站点活动', subject: 'body', bodies }), 'bureau_officer')
    await write(/在 31 个中查找/, '松林')
    expect(screen.getAllByRole('checkbox')).toHaveLength(1)
    await tap(/松林社区站/, 'checkbox')
    await write(/主题/, '亲子阅读')
    await tap('保存')
    await screen.findByText('已保存')
    expect(sent()).toMatchObject([{ bodyIds: [bodies[30]!.id], unitIds: [] }])
  })

  test('of the whole unit asks for nothing to be chosen, and names colleagues who took part', async () => {
    const colleagues = many(20, '王老师')
    const sent = openForm(preparationOf({ kind: 'training', zh: '培训', subject: 'unit', colleagues }), 'principal')
    await write(/主题/, '倾听')
    expect(screen.queryByText('班级')).toBeNull()
    await tap('从 20 名中选')
    await write(/在 20 名中查找/, '王老师2')
    await tap('全选')
    await tap('保存')
    await screen.findByText('已保存')
    expect(sent()).toMatchObject([{ unitIds: [], companions: [colleagues[1]!.id, colleagues[19]!.id] }])
  })

  test('shows what the documents say of its contents, with the clause', async () => {
    const rule = { doc: 'demo-2024', number: '云杉教〔2024〕17号' }
    openForm(preparationOf({ rules: [
      { ...rule, form: 'content', text: '传达家庭教育法律法规', clause: '4.2.10/c' },
      { ...rule, form: 'content', text: '传递科学教育理念', clause: '4.2.10/d' },
      { ...rule, form: 'prohibition', text: '自行扩展内容', clause: '4.2.10/p' },
    ] }))
    const part = within(await screen.findByRole('region', { name: '文件对内容的规定' }))
    expect(part.getAllByRole('listitem')[0]!.textContent).toContain('须包含传达家庭教育法律法规')
    expect(part.queryByText('不得')).toBeNull()
    await tap('看全部 3 条')
    expect(part.getAllByRole('listitem')[2]!.textContent).toContain('不得自行扩展内容')
    expect(part.getAllByRole('button', { name: /4|四/ }).length).toBe(3)
  })

  test('of a kind that others record says so and leads to the others', async () => {
    const capacity = capacityOf('principal')
    openScreen(`/c/${capacity.id}/records/new/finding`, [
      wired(readSession, () => signedIn([capacity])),
      wired(preparePlain, () => { throw refusal(404, { code: 'not-found', say: '没有找到记录类型。' }) }),
    ])
    expect((await screen.findByRole('link', { name: '另选一种' })).getAttribute('href')).toBe(`/c/${capacity.id}/records/new`)
  })
})

test('thirty kinds are found by typing, those of the own post first', async () => {
  const capacity = capacityOf('principal')
  const kinds = [{ kind: 'talk', zh: '谈心谈话', group: '与您的岗位有关' }, ...Array.from({ length: 29 }, (_, n) => ({ kind: `kind_${n}`, zh: `示例活动${n}`, group: '活动' }))]
  openScreen(`/c/${capacity.id}/records/new`, [wired(readSession, () => signedIn([capacity])), wired(listPlainKinds, () => ({ kinds, today: TODAY }))])
  await screen.findByText('与您的岗位有关')
  expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual(['与您的岗位有关', '活动'])
  await write(/查找/, '谈')
  expect(within(screen.getByRole('main')).getAllByRole('link').map((link) => link.textContent)).toEqual(['谈心谈话', '看已有的记录'])
})

test('the list is narrowed to a kind, and that kind exported', async () => {
  const capacity = capacityOf('bureau_officer')
  const asked: string[] = []
  const line = {
    recordId, kind: 'station_activity', zh: '站点活动', state: 'recorded', happenedOn: TODAY, about: ['松林站'], children: 0, by: [], topic: '亲子阅读',
  }
  openScreen(`/c/${capacity.id}/records`, [
    wired(readSession, () => signedIn([capacity])),
    wired(exportRecords, ({ query }) => { asked.push(`export ${query.get('kind')}`); throw refusal(422, { code: 'too-many-records', say: '这类记录超过 5000 条。' }) }),
    wired(listRecords, ({ query }) => {
      asked.push(`list ${query.get('kind')}`)
      return { records: [line], next: null, kinds: [{ kind: 'station_activity', zh: '站点活动' }] }
    }),
  ])
  expect(await screen.findByText('松林站 · 亲子阅读')).toBeTruthy()
  await write(/种类/, 'station_activity')
  await tap('导出这个种类的 xlsx')
  expect(await screen.findByText(/超过 5000 条/)).toBeTruthy()
  expect(asked).toEqual(['list null', 'list station_activity', 'export station_activity'])
})
