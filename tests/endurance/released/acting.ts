import type { FastifyInstance } from 'fastify'
import type { Role } from '#kernel/capacity'
import { schoolDateOf } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import { findCapacities, scopeOf } from '#modules/org/index'
import type { SignedView } from '#modules/org/session/session.contract'
import { openAct, type Act } from '#platform/access/act'
import { changeScope, regionScope } from '#platform/db/scope'
import type { Reactions } from '#platform/jobs/reactions'
import type { Installation } from '../../../src/cli/installation.ts'
import { DISTRICT, PASSWORD } from './story.ts'

/** Somebody who has signed in with the password, at the server without a network. */
export interface Person {
  readonly capacity: SignedView['capacities'][number]
  read<Answer>(path: string): Promise<Answer>
  /** Sends one submit; throws what was refused. */
  send<Answer>(path: string, body: unknown): Promise<Answer>
}

export async function enter(server: FastifyInstance, login: string, role: Role): Promise<Person> {
  const opened = await server.inject({ method: 'POST', url: '/api/session', headers: { 'x-csrf': '1' }, payload: { login, password: PASSWORD } })
  if (opened.statusCode !== 200) throw new Error(`${login}: ${opened.body}`)
  return resume(server, `${opened.cookies[0]!.name}=${opened.cookies[0]!.value}`, role)
}

/** As `enter`, with the cookie of a session that is open. */
export async function resume(server: FastifyInstance, cookie: string, role: Role): Promise<Person> {
  const session = (await server.inject({ method: 'GET', url: '/api/session', headers: { cookie } })).json<SignedView>()
  const capacity = session.capacities.find((one) => one.role === role)
  if (capacity === undefined) throw new Error(`no ${role}: ${JSON.stringify(session)}`)
  const headers = () => ({ cookie, 'x-csrf': '1', 'x-capacity': capacity.id, 'idempotency-key': newId() })
  const answered = (path: string, { statusCode, body }: { statusCode: number; body: string }): unknown => {
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${body}`)
    return JSON.parse(body)
  }
  return {
    capacity,
    read: async <Answer>(path: string) => answered(path, await server.inject({ method: 'GET', url: path, headers: headers() })) as Answer,
    send: async <Answer>(path: string, body: unknown) =>
      answered(path, await server.inject({ method: 'POST', url: path, headers: headers(), payload: body as object })) as Answer,
  }
}

export interface Doing { readonly personId: Uuid; readonly role: Role; readonly now: Date; readonly reactions: Reactions }

/** An act for which there may be no address yet, through the same steps as a request. */
export const act = <T>({ app, vault }: Installation, { personId, role, now, reactions }: Doing, work: (act: Act) => Promise<T>): Promise<T> =>
  app.inScope({ ...regionScope(DISTRICT), person: personId }, async (tx) => {
    const capacity = (await findCapacities(tx, { regionId: DISTRICT, personId, today: schoolDateOf(now) })).find((one) => one.role === role)
    if (capacity === undefined) throw new Error(`${personId} is no ${role}`)
    const scope = scopeOf(capacity)
    await changeScope(tx, scope)
    return work(openAct({ tx, capacity, scope, now, requestId: newId(), reactions, vault }))
  })
