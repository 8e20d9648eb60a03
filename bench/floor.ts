import { createServer } from 'node:http'
import pg from 'pg'

/** Reads one row by its key and answers it as JSON: what remains of a page when everything that a page is has been left out. */
const pool = new pg.Pool({ connectionString: process.env['BENCH_FLOOR_URL'], max: 16 })
const server = createServer((_request, response) => {
  pool.query({ name: 'one', text: 'select * from jurisdiction_ids() as region_id where region_id = $1', values: [1] }).then(({ rows }) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(rows[0]))
  }, (error: unknown) => { response.writeHead(500).end(String(error)) })
})
server.listen(Number(process.env['PORT']), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  void pool.end()
})
