import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { useDatabase } from '#testing/database'
import { withClient } from './client.ts'

const urls = useDatabase()

it('fails at the next statement when the server ended the connection in between, and ends nothing else', async () => {
  const work = withClient(urls.ownerUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await withClient(urls.ownerUrl, (other) => other.query('select pg_terminate_backend($1)', [rows[0]!.pid]))
    await sleep(200)
    return client.query('select 1')
  })
  await expect(work).rejects.toThrow(/connection/i)
  expect(await withClient(urls.ownerUrl, async (client) => (await client.query('select 1 as one')).rows)).toEqual([{ one: 1 }])
})
