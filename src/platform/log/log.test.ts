import { DatabaseError } from 'pg'
import { expect, it } from 'vitest'
import { errorForLog } from './log.ts'

const thrown = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

it.each([
  ['a broken input', thrown(() => JSON.parse('{"name": 张同学甲 13900001234}')), ['张同学甲', '13900001234']],
  ['a broken input in Latin letters', thrown(() => JSON.parse('zhang tongxue')), ['zhang tongxue']],
  ['a number in a sentence', new Error('no child with 990101201503070011 or 99010120150307001X'), ['99010120']],
  ['an id in a sentence', new Error('student 01937b3c-0000-7000-8000-0123456789ab is gone'), ['01937b3c', '456789ab']],
  ['several lines', new Error('first\nat 张同学乙 3(2)\n   at home'), ['张同学乙']],
])('keeps nothing of %s', (_what, error, secrets) => {
  const written = JSON.stringify(errorForLog(error))
  for (const secret of secrets) expect(written).not.toContain(secret)
})

it('still says what went wrong and where', () => {
  const logged = errorForLog(thrown(() => (undefined as unknown as { name: string }).name))
  expect(logged).toMatchObject({ type: 'TypeError', message: `Cannot read properties of undefined (reading 'name')`, stack: expect.stringContaining('log.test.ts') })
})

it('keeps of PostgreSQL the code and the place, no value', () => {
  const error = Object.assign(new DatabaseError('invalid input syntax for type uuid: "张同学"', 1, 'error'), {
    severity: 'ERROR', code: '22P02', table: 'student', detail: 'Failing row contains (张同学).', where: 'COPY student, line 3',
  })
  expect(JSON.stringify(errorForLog(error))).not.toContain('张同学')
  expect(errorForLog(error)).toMatchObject({ code: '22P02', table: 'student', message: 'PostgreSQL 22P02' })
})
