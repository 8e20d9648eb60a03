import { monitorEventLoopDelay } from 'node:perf_hooks'
import { PROGRAM_VERSION } from '#platform/config/root'
import type { Metrics } from './metrics.ts'

const NANO = 1e9

/** This process: memory, processor, waiting of the event loop, start and version. Answers how to stop measuring. */
export function measureProcess(metrics: Metrics): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const one = (value: number) => [{ value }]
  metrics.add('gauge', { name: 'tongxin_info', help: 'Version of the program and of Node.js.' },
    () => [{ labels: { version: PROGRAM_VERSION, node: process.versions.node }, value: 1 }])
  const began = Date.now() / 1000 - process.uptime()
  metrics.add('gauge', { name: 'process_start_time_seconds', help: 'When the process began, in Unix time.' }, () => one(began))
  metrics.add('counter', { name: 'process_cpu_seconds_total', help: 'Processor time used.' }, () => {
    const { user, system } = process.cpuUsage()
    return one((user + system) / 1e6)
  })
  metrics.add('gauge', { name: 'process_resident_memory_bytes', help: 'Memory held.' }, () => one(process.memoryUsage.rss()))
  metrics.add('gauge', { name: 'nodejs_heap_used_bytes', help: 'Memory of JavaScript in use.' }, () => one(process.memoryUsage().heapUsed))
  metrics.add('gauge', { name: 'nodejs_eventloop_lag_seconds', help: 'Waiting of the event loop since the last scrape.' }, () => {
    const [p99, max] = [delay.percentile(99) / NANO, delay.max / NANO]
    delay.reset()
    return [{ labels: { quantile: '0.99' }, value: p99 }, { labels: { quantile: '1' }, value: max }]
  })
  return () => { delay.disable() }
}
