import type { Clock } from '#platform/clock/clock'
import type { Metrics } from '#platform/metrics/metrics'
import { readBacklog, type Backlog } from '#platform/metrics/work.store'
import { listRegions } from './regions.ts'
import type { Installation } from './installation.ts'

/** Figures of the database and of what waits in it, summed over all jurisdictions: none is told of a single one. */
export function watchInstallation(metrics: Metrics, installation: Installation, clock: Clock): void {
  const { app, rollup, owner } = installation
  metrics.add('gauge', { name: 'tongxin_database_connections', help: 'Connections by role and state; waiting are callers without one.' }, () =>
    Object.entries({ app, rollup, owner }).flatMap(([role, database]) =>
      Object.entries(database.connections()).map(([state, value]) => ({ labels: { role, state }, value }))))
  const backlog = async () => {
    const all: Backlog[] = []
    for (const regionId of await listRegions(app)) all.push(await readBacklog(rollup, regionId))
    return all
  }
  const sum = (values: readonly number[]) => [{ value: values.reduce((total, value) => total + value, 0) }]
  metrics.add('gauge', { name: 'tongxin_outbox_waiting', help: 'Reactions that wait to run.' },
    async () => sum((await backlog()).map((one) => one.outbox)))
  metrics.add('gauge', { name: 'tongxin_outbox_oldest_seconds', help: 'How long the oldest of them has waited.' }, async () => {
    const ages = (await backlog()).map(({ oldest }) => (oldest === undefined ? 0 : (clock.now().getTime() - oldest.getTime()) / 1000))
    return [{ value: Math.max(0, ...ages) }]
  })
  metrics.add('gauge', { name: 'tongxin_audit_unsealed', help: 'Audit rows that no block protects yet.' },
    async () => sum((await backlog()).map((one) => one.unsealed)))
}
