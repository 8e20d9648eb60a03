// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { fileTooLarge } from '#kernel/errors'
import { route } from '#kernel/route'
import { sayError, type ApiProblem } from './api.tsx'
import { callLong, uploadFile, type Progress } from './transfer.tsx'

const reading = route({
  method: 'POST', path: '/api/files/:fileId/reading', long: true, summary: 'Read', params: z.object({ fileId: z.string() }),
  body: z.object({ deep: z.boolean() }), answer: z.object({ rows: z.int() }),
})
const upload = route({
  method: 'POST', path: '/api/files', upload: 2 ** 20, summary: 'Upload', query: z.object({ name: z.string() }), answer: z.object({ fileId: z.string() }),
})
const input = { params: { fileId: 'f1' }, body: { deep: true } }
const problemOf = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error as ApiProblem)

/** A server that sends the given pieces, cut where a network might cut them, and then ends or breaks off. */
function serverSends(pieces: readonly Uint8Array[], broken = false) {
  const body = new ReadableStream<Uint8Array>({
    start(lines) {
      for (const piece of pieces) lines.enqueue(piece)
      if (!broken) lines.close()
    },
    pull(lines) { if (broken) lines.error(new TypeError('network error')) },
  })
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { headers: { 'content-type': 'application/x-ndjson' } })))
}

const bytes = (text: string) => new TextEncoder().encode(text)
const told = (progress: Progress[]) => ({ onProgress: (one: Progress) => { progress.push(one) } })

afterEach(() => vi.unstubAllGlobals())

test('progress is told line by line and the answer ends it, wherever the network cuts the lines', async () => {
  const all = bytes('{"progress":{"doing":"核对","done":1,"total":2}}\n{"progress":{"doing":"比较","done":2,"total":2}}\n{"answer":{"rows":2}}\n')
  for (const cut of [1, 24, 26, 60, all.length - 1]) {
    serverSends([all.slice(0, cut), all.slice(cut)])
    const progress: Progress[] = []
    expect(await callLong(reading, input, told(progress))).toEqual({ rows: 2 })
    expect(progress.map(({ doing }) => doing)).toEqual(['核对', '比较'])
  }
})

test('a last line without its end is still the answer', async () => {
  serverSends([bytes('{"answer":{"rows":0}}')])
  expect(await callLong(reading, input)).toEqual({ rows: 0 })
})

test('a problem in the lines is thrown like any other', async () => {
  serverSends([bytes('{"progress":{"doing":"核对","done":1,"total":2}}\n{"problem":{"status":409,"code":"roster-changed","say":"请重新核对。"}}\n')])
  expect(await problemOf(callLong(reading, input))).toMatchObject({ name: 'ApiProblem', status: 409, code: 'roster-changed', say: '请重新核对。' })
})

test('a refusal before the first line is an ordinary problem', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"code":"sign-in-first","say":"请重新登录。"}', { status: 401 })))
  expect(await problemOf(callLong(reading, input))).toMatchObject({ status: 401, code: 'sign-in-first' })
})

test.each([[true, 'breaks off'], [false, 'ends without an answer']])('a connection that (broken: %s) %s is said in words', async (broken) => {
  serverSends([bytes('{"progress":{"doing":"核对","done":1,"total":2}}\n')], broken)
  expect(sayError(await problemOf(callLong(reading, input)))).toContain('没有收到结果')
})

test('stopping throws what it was stopped with', async () => {
  const stop = new AbortController()
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => Promise.resolve(new Response(new ReadableStream({
    start(lines) {
      lines.enqueue(bytes('{"progress":{"doing":"核对","done":1,"total":2}}\n'))
      signal!.addEventListener('abort', () => lines.error(new Error('aborted')))
    },
  }))))
  const asked = problemOf(callLong(reading, input, { signal: stop.signal, onProgress: () => stop.abort('by hand') }))
  expect(await asked).toBe('by hand')
})

test('a file goes as it is, with the mark of our own page and the capacity', async () => {
  const server = vi.fn<(path: string, request: RequestInit) => Promise<Response>>(() => Promise.resolve(new Response('{"fileId":"f1"}')))
  vi.stubGlobal('fetch', server)
  const file = new Blob(['PK'])
  expect(await uploadFile(upload, { query: { name: '三年级.xlsx' }, file }, { capacity: 'c1' })).toEqual({ fileId: 'f1' })
  const [address, request] = server.mock.calls[0]!
  expect(address).toBe(`/api/files?name=${encodeURIComponent('三年级.xlsx')}`)
  expect(request).toMatchObject({ method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream', 'x-csrf': '1', 'x-capacity': 'c1' } })
})

test('a file that is too large is refused in the words of the server and never sent', async () => {
  const server = vi.fn<typeof fetch>()
  vi.stubGlobal('fetch', server)
  const problem = await problemOf(uploadFile(upload, { query: { name: 'x' }, file: new Blob([new Uint8Array(2 ** 20 + 1)]) }))
  expect([problem?.say, problem?.code]).toEqual([fileTooLarge(2 ** 20).say, 'file-too-large'])
  expect(server).not.toHaveBeenCalled()
})
