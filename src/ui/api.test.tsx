import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { route } from '#kernel/route'
import { addressOf, call, fieldError, fileNameOf, reading, sayError, type ApiProblem } from './api.tsx'

const visit = route({
  method: 'POST', path: '/api/classes/:classId/visits', summary: 'Record',
  params: z.object({ classId: z.string() }), query: z.object({ stage: z.string().optional() }), body: z.object({ note: z.string() }),
  answer: z.object({ id: z.string() }),
})
const input = { params: { classId: '三(2)' }, query: { stage: 'primary' }, body: { note: '已谈' } }

function serverAnswers(status: number, body: unknown) {
  const server = vi.fn<(path: string, request: RequestInit) => Promise<Response>>(() => Promise.resolve(new Response(JSON.stringify(body), { status })))
  vi.stubGlobal('fetch', server)
  return server
}

const problemOf = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error as ApiProblem)

afterEach(() => vi.unstubAllGlobals())

test('a call fills the path and carries capacity, key and the mark of our own page', async () => {
  const server = serverAnswers(200, { id: 'v1' })
  expect(await call(visit, input, { capacity: 'c1', idempotencyKey: 'k1' })).toEqual({ id: 'v1' })
  const [address, request] = server.mock.calls[0]!
  expect(address).toBe('/api/classes/%E4%B8%89(2)/visits?stage=primary')
  expect(request).toMatchObject({
    method: 'POST', body: '{"note":"已谈"}', headers: { 'x-capacity': 'c1', 'idempotency-key': 'k1', 'x-csrf': '1' },
  })
})

test('a refusal arrives with its code, its sentence and its fields', async () => {
  serverAnswers(422, { code: 'future-visit', say: '家访日期不能晚于今天。', fields: { note: '请填写。' } })
  const problem = await problemOf(call(visit, input))
  expect(problem).toMatchObject({ status: 422, code: 'future-visit', say: '家访日期不能晚于今天。' })
  expect(fieldError(problem, 'note')).toBe('请填写。')
})

test('an answer that is no problem+json, and no network at all, are said in words', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })))
  expect(await problemOf(call(visit, input))).toMatchObject({ status: 502, code: 'unexpected' })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  expect(sayError(await problemOf(call(visit, input)))).toContain('没有连上服务器')
})

test('lists repeat in the query and what is not chosen stays out', () => {
  expect(addressOf({ path: '/api/x' }, { query: { stage: ['a', 'b'], street: undefined, q: '' } })).toBe('/api/x?stage=a&stage=b')
})

test('the same question in another capacity is another question', () => {
  expect(reading(visit, input, { capacity: 'a' }).queryKey).not.toEqual(reading(visit, input, { capacity: 'b' }).queryKey)
})

test('a Chinese file name survives the download', () => {
  expect(fileNameOf(`attachment; filename="x.xlsx"; filename*=UTF-8''%E5%AE%B6%E8%AE%BF.xlsx`)).toBe('家访.xlsx')
})
