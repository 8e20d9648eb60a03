// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { aBody, aSeat } from '#modules/org/bodies/web/bodies.factory'
import { bodyTwice, countBodies, endSeat, enterBody, enterList, listBodies, listParents, readBody, type BodyDraft } from '#modules/org/bodies/keeping.contract'
import { designate, endDesignation, listClassDesignations, listDesignations } from '#modules/org/designations/designation.contract'
import { readSession } from '#modules/org/session/session.contract'
import { listStudents, readStudent } from '#modules/org/students/student.contract'
import { listStudentVisits } from '#modules/ledger/visits/visit.contract'
import { listTopics } from '#modules/plan/adopted/topic.contract'
import { newId } from '#kernel/ids'
import { refusal, wired, type Asked, type Wired } from '#testing/wire'
import { capacityOf, signedIn, TODAY } from './phone.factory.ts'
import { openScreen, tap, write } from './screen.factory.ts'

const officer = capacityOf('bureau_officer')
const teacher = capacityOf('head_teacher')
const home: Wired[] = [
  wired(readSession, () => signedIn([officer, teacher])),
  wired(countBodies, () => ({ counts: [{ kind: 'base', count: 1 }], keeps: ['mechanism', 'base', 'community'] })),
  wired(listParents, () => ({ parents: [] })),
  wired(listTopics, () => ({ topics: [{ kind: 'mechanism', key: 'collaboration', say: '校家社协同机制' }] })),
]
const open = (path: string, ...answers: Wired[]) => openScreen(`/c/${officer.id}${path}`, [...answers, ...home])
const openTeacher = (path: string, ...answers: Wired[]) => openScreen(`/c/${teacher.id}${path}`, [...answers, ...home])

// Ant Design takes its time on a busy machine, and no test is about that.
beforeAll(async () => { await import('#ui/desk/DeskTheme') }, 60_000)
const styleOf = window.getComputedStyle.bind(window)
beforeEach(() => {
  vi.stubGlobal('getComputedStyle', (element: Element) => styleOf(element))
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
})
afterEach(() => { cleanup(); vi.unstubAllGlobals() })

describe('机构与队伍', () => {
  test('lists the kinds with their counts and the bodies of one with those who sit there', async () => {
    open('/bodies', wired(listBodies, ({ query }) => ({ bodies: [aBody({ kind: 'base', name: `基地 ${query.get('kind')}`, seats: [aSeat(), aSeat()] })], total: 1 })))
    expect(await screen.findByRole('link', { name: /基地 base/ })).toBeDefined()
    expect(screen.getByText('6 人')).toBeDefined()
    expect(screen.getByRole('link', { name: /社区（村）/ })).toBeDefined()
  })

  test('enters a body that a document asks for, with its seats, and keeps what was written when it is refused', async () => {
    const asked: Asked[] = []
    open('/bodies?kind=mechanism', wired(listBodies, () => ({ bodies: [], total: 0 })), wired(enterBody, (one) => {
      asked.push(one)
      const { status, code, say } = bodyTwice()
      throw refusal(status, { code, say })
    }))
    await tap('登记')
    await write(/^名称/, '协同机制')
    await write(/^对应的文件要求/, 'collaboration')
    await tap('写席位')
    await write(/^岗位/, '区长')
    await write(/^人数/, '2')
    await tap('保存')
    expect(await screen.findByText(/已经登记过同名/)).toBeDefined()
    const { seats, ...facts } = asked[0]!.body as BodyDraft
    expect(facts).toEqual({ kind: 'mechanism', name: '协同机制', topic: 'collaboration', parentId: null, classId: null, grade: null, validFrom: TODAY })
    expect(seats).toEqual([{ role: 'head', kind: 'principal', title: '区长', number: 2, validFrom: TODAY }])
    expect(screen.getByDisplayValue('协同机制')).toBeDefined()
  })

  test('ends a seat from its body, and offers nothing of the kind for a body of another unit', async () => {
    const asked: Asked[] = []
    const body = aBody({ seats: [aSeat({ title: '德育处主任' }), aSeat({ number: 1, validTo: '2026-10-01' })] })
    open(`/bodies/${body.id}`, wired(readBody, () => body), wired(endSeat, (one) => { asked.push(one); return body }))
    expect(await screen.findByRole('heading', { name: '席位 1 项，共 3 人' })).toBeDefined()
    await tap('结束成员（教师）')
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: '结束' }))
    await waitFor(() => expect(asked.map((one) => [one.params['seatId'], one.body])).toEqual([[body.seats[0]!.id, { validTo: '2026-11-20' }]]))
    cleanup()
    open(`/bodies/${body.id}`, wired(readBody, () => ({ ...body, can: { keep: false } })))
    expect(await screen.findByText('德育处主任')).toBeDefined()
    for (const name of ['更正', '加席位']) expect(screen.queryByRole('button', { name })).toBeNull()
  })

  test('looks a list through before it is entered, and anew after a change', async () => {
    const asked: boolean[] = []
    const line = { line: 1, name: '柳岸社区', parentName: null }
    open('/bodies/lists/community', wired(listBodies, () => ({ bodies: [], total: 0 })), wired(enterList, ({ body }) => {
      const { trial, text } = body as { trial: boolean; text: string }
      asked.push(trial)
      return { lines: [{ ...line, problem: text === '坏' ? '没有找到。' : null }], entered: trial ? 0 : 1 }
    }))
    await write(/^每行一个/, '坏')
    await tap('检查')
    expect(await screen.findByText(/1 行有问题/)).toBeDefined()
    expect(screen.queryByRole('button', { name: '录入 1 个' })).toBeNull()
    await write(/^每行一个/, '柳岸社区')
    expect(screen.queryByText(/1 行有问题/)).toBeNull()
    await tap('检查')
    await tap('录入 1 个')
    expect(await screen.findByText('已录入 1 个社区（村）。')).toBeDefined()
    expect(asked).toEqual([true, true, false])
  })

  test('an address of no kind says so', async () => {
    open('/bodies/lists/nonsense')
    expect(await screen.findByText('没有这个种类')).toBeDefined()
  })
})

describe('重点学生、留守儿童', () => {
  const [studentId, classId] = [newId(), teacher.classIds[0]!]
  const mark = { id: newId(), studentId, kind: 'left_behind' as const, validFrom: '2026-09-01', validTo: null }
  const child = { id: studentId, name: '张同学', gender: 'unknown' as const, schoolId: newId(), classId, neighbourhood: null }

  test('lists the marked children of the class and marks another, asking for no reason', async () => {
    const asked: Asked[] = []
    openTeacher('/designations', wired(listClassDesignations, () => ({ className: '三(2)班', designations: [{ ...mark, studentName: '张同学' }] })),
      wired(listStudents, () => ({
        class: { id: classId, schoolId: child.schoolId, stage: 'primary', entryYear: 2024, number: 2, grade: 3, name: '三(2)班' },
        students: [{ ...child, since: '2026-09-01' }],
      })), wired(designate, (one) => { asked.push(one); return { ...mark, kind: 'key' } }))
    expect(await screen.findByText('留守儿童 · 9月1日 周二起')).toBeDefined()
    await tap('登记认定')
    await screen.findByRole('option', { name: '张同学' })
    await write(/^学生/, studentId)
    await tap('重点学生', 'radio')
    await tap('保存')
    await waitFor(() => expect(asked.map((one) => [one.params['studentId'], one.body])).toEqual([[studentId, { kind: 'key', validFrom: TODAY }]]))
  })

  test('a mark ends on the page of the child; who may not know of it asks for nothing', async () => {
    const asked: Asked[] = []
    const page = [
      wired(readStudent, () => ({ ...child, schoolName: '示例小学', className: '三(2)班', headTeacher: null, guardians: [], can: { seeLooks: false } })),
      wired(listStudentVisits, () => ({ visits: [] })),
    ]
    openTeacher(`/students/${studentId}/visits`, ...page, wired(listDesignations, () => ({ designations: [mark], can: { designate: true } })),
      wired(endDesignation, (one) => { asked.push(one); return { ...mark, validTo: TODAY } }))
    await tap(/留守儿童/)
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: '结束' }))
    await waitFor(() => expect(asked.map((one) => one.body)).toEqual([{ validTo: TODAY }]))
    cleanup()
    const colleague = capacityOf('subject_teacher', { classIds: [classId] })
    openScreen(`/c/${colleague.id}/students/${studentId}/visits`, [...page, wired(readSession, () => signedIn([colleague]))])
    expect(await screen.findByText('张同学')).toBeDefined()
    expect(screen.queryByText('认定')).toBeNull()
  })
})
