import pg from 'pg'

/**
 * One connection for one piece of work, closed after it. When the server ends it between two statements, the next statement
 * says so; without the listener the loss itself would end the process.
 */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
