import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { useDatabase } from '#testing/database'
import { explainDatabaseError, withoutValues } from './failures.ts'

const urls = useDatabase()

async function errorOf(query: string): Promise<unknown> {
  const client = new pg.Client(urls.appUrl)
  await client.connect()
  try {
    return await client.query(query).then(() => undefined, (error: unknown) => error)
  } finally {
    await client.end()
  }
}

describe('what a log keeps of an error', () => {
  it.each([`select '张同学在家'::int`, `select '{"note":"张同学在家"'::jsonb`, `do $$ begin raise exception '张同学在家' using detail = '张同学在家'; end $$`])(
    'is not what %s quotes', async (query) => {
      const kept = withoutValues(await errorOf(query))
      expect(JSON.stringify(kept)).not.toContain('张同学')
      expect(kept).toMatchObject({ message: expect.stringMatching(/^PostgreSQL \w{5}$/), stack: expect.stringContaining(' at ') })
    })

  it('is everything of an error of our own', () => {
    expect(withoutValues(new TypeError('x is not a function'))).toMatchObject({ name: 'TypeError', message: 'x is not a function' })
    expect(withoutValues('text of somebody')).toEqual({ message: 'string' })
  })
})

it.each([['40P01', 'database-busy'], ['40001', 'database-busy'], ['53100', 'disk-full'], ['57P01', 'database-unavailable'], ['EHOSTUNREACH', 'database-unavailable']])(
  'says %s in words', (code, told) => {
    expect(explainDatabaseError(Object.assign(new Error('x'), { code }))).toMatchObject({ code: told, say: expect.stringContaining('没有保存') })
  })
