import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock/clock'
import { rebuildIfDue } from '#modules/compliance/index'
import { sweepRosterFiles } from '#modules/org/index'
import { sealAudit } from '#platform/audit/seal.store'
import { withoutValues } from '#platform/db/failures'
import { regionScope } from '#platform/db/scope'
import { sweepAnswers } from '#platform/http/idempotency.store'
import { PROGRAM_VERSION } from '#platform/config/root'
import { buildServer } from '#platform/http/server'
import { startPump, type Pump } from '#platform/jobs/pump'
import { createMetrics } from '#platform/metrics/metrics'
import { measureProcess } from '#platform/metrics/process'
import { serveMetrics } from '#platform/metrics/scrape'
import { createGate, createReactions, routes, type Deployment } from '../main.ts'
import { watchInstallation } from './figures.ts'
import { listRegions } from './regions.ts'
import type { Installation } from './installation.ts'

export interface ProgramSpec {
  readonly clock: Clock
  readonly deployment: Deployment
  readonly web?: string
  readonly logger?: NonNullable<FastifyServerOptions['logger']>
  readonly metricsToken?: string | undefined
}

export interface Program {
  readonly server: FastifyInstance
  stop(): Promise<void>
}

const SECOND = 1_000

/** The HTTP server with its jobs running, not yet listening. Several may run on one database: every job takes its rows. */
export async function startProgram(installation: Installation, spec: ProgramSpec): Promise<Program> {
  const { app, rollup } = installation
  const reactions = createReactions(spec.clock)
  const pumps: Pump[] = []
  const metrics = createMetrics()
  const stopMeasuring = measureProcess(metrics)
  watchInstallation(metrics, installation, spec.clock)
  const server = await buildServer({
    db: app, clock: spec.clock, routes: routes(spec.deployment), version: PROGRAM_VERSION,
    gate: createGate({ reactions, vault: installation.vault, committed: () => pumps[0]?.poke() }),
    ...(spec.web !== undefined && { web: spec.web }), ...(spec.logger !== undefined && { logger: spec.logger }),
    observe: (one) => { serveMetrics(one, metrics, spec.metricsToken) },
    ready: async () => (await sql`select 1`.execute(app.shared)).rows.length === 1,
  })
  const everyRegion = async (work: (regionId: number) => Promise<unknown>) => {
    for (const regionId of await listRegions(app)) await work(regionId)
  }
  const failed = metrics.counter({ name: 'tongxin_job_failures_total', help: 'Runs of a job that failed; each is tried again.' })
  const report = (job: string) => (error: unknown) => {
    failed({ job })
    server.log.error({ job, err: withoutValues(error) }, 'job failed')
  }
  pumps.push(
    startPump(() => everyRegion((id) => reactions.drain(rollup, id)), 2 * SECOND, report('outbox')),
    startPump(() => everyRegion((id) => sealAudit(rollup, id, spec.clock.now())), 5 * SECOND, report('seal-audit')),
    startPump(() => sweep(installation, spec.clock.now()), 600 * SECOND, report('sweep')),
  )
  // Dates pass without any act; what they change is counted when the program starts and soon after midnight.
  const keepUp = () => everyRegion((id) => rebuildIfDue(rollup, id, spec.clock.now()))
  await keepUp()
  pumps.push(startPump(keepUp, 300 * SECOND, report('keep-up')))
  const stop = async () => {
    await server.close()
    await Promise.all(pumps.map((pump) => pump.stop()))
    stopMeasuring()
  }
  return { server, stop }
}

/** Forgets what is kept for a while only: sessions that have ended, answers to submits that nobody will repeat, workbooks that nobody accepted. */
export async function sweep({ app }: Pick<Installation, 'app'>, now: Date): Promise<void> {
  await sql`select session_sweep(${now})`.execute(app.shared)
  for (const regionId of await listRegions(app)) {
    await sweepAnswers(app, regionId, now)
    await app.inScope(regionScope(regionId), (tx) => sweepRosterFiles(tx, now))
  }
}
