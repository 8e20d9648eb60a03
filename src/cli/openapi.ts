import { openDatabase } from '#platform/db/database'
import { systemClock } from '#platform/clock/clock'
import { PROGRAM_VERSION } from '#platform/config/root'
import { createVault } from '#platform/vault/vault'
import { buildServer } from '#platform/http/server'
import { createGate, createReactions, routes } from '../main.ts'
import type { Command } from './command.ts'

/** Prints the description of the HTTP API. Nothing is asked of a database. */
export const openApi: Command = {
  name: 'openapi', does: '打印 HTTP 接口的 OpenAPI 描述', options: {},
  run: async ({ voice }) => {
    const db = openDatabase('postgres://nobody@127.0.0.1:1/none')
    const server = await buildServer({
      db, clock: systemClock, gate: createGate({ reactions: createReactions(systemClock), vault: createVault(Buffer.alloc(32)), committed: () => undefined }), routes: routes({ demoAccounts: [] }),
      version: PROGRAM_VERSION, ready: async () => false,
    })
    const { body } = await server.inject({ method: 'GET', url: '/api/openapi.json' })
    voice.answer(JSON.parse(body), [JSON.stringify(JSON.parse(body), null, 2)])
    await server.close()
    await db.close()
    return true
  },
}
