import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('writes counters, gauges and cumulative buckets as Prometheus reads them', async () => {
  const metrics = createMetrics()
  metrics.add('gauge', { name: 'waiting', help: 'Rows that wait.' }, () => [{ value: 3 }])
  const failed = metrics.counter({ name: 'failed_total', help: 'Failures.' })
  const took = metrics.histogram({ name: 'took_seconds', help: 'Time.' }, [0.1, 1])
  failed({ job: 'a "b"\\\n' })
  failed({ job: 'a "b"\\\n' })
  for (const value of [0.05, 0.1, 0.5, 7]) took({ route: '/x' }, value)
  expect(await metrics.text()).toBe([
    '# HELP waiting Rows that wait.', '# TYPE waiting gauge', 'waiting 3',
    '# HELP failed_total Failures.', '# TYPE failed_total counter', 'failed_total{job="a \\"b\\"\\\\\\n"} 2',
    '# HELP took_seconds Time.', '# TYPE took_seconds histogram',
    'took_seconds_bucket{route="/x",le="0.1"} 2', 'took_seconds_bucket{route="/x",le="1"} 3', 'took_seconds_bucket{route="/x",le="+Inf"} 4',
    'took_seconds_sum{route="/x"} 7.65', 'took_seconds_count{route="/x"} 4', '',
  ].join('\n'))
})

test('leaves out what cannot be read and still tells the rest', async () => {
  const metrics = createMetrics()
  metrics.add('gauge', { name: 'broken', help: 'B.' }, () => Promise.reject(new Error('database gone')))
  metrics.add('gauge', { name: 'whole', help: 'W.' }, () => [{ value: 1 }])
  expect(await metrics.text()).toContain('# TYPE broken gauge\n# HELP whole W.\n# TYPE whole gauge\nwhole 1\n')
})
