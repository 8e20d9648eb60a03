/** Figures in the text format of Prometheus (version 0.0.4): the few lines of it that are needed here. */

export type Labels = Readonly<Record<string, string>>
export interface Sample { readonly labels?: Labels; readonly value: number }
type Read = () => readonly Sample[] | Promise<readonly Sample[]>

interface Named { readonly name: string; readonly help: string }

export interface Metrics {
  /** Read anew for every scrape; one that cannot be read is left out. */
  add(type: 'gauge' | 'counter', named: Named, read: Read): void
  /** A counter that is moved by what happens. */
  counter(named: Named): (labels: Labels) => void
  /** `bounds` are the upper bounds of the buckets, ascending. */
  histogram(named: Named, bounds: readonly number[]): (labels: Labels, value: number) => void
  text(): Promise<string>
}

interface Family { readonly head: string; lines(): Promise<string[]> }

export function createMetrics(): Metrics {
  const families: Family[] = []
  const register = ({ name, help }: Named, type: string, lines: Family['lines']) => {
    families.push({ head: `# HELP ${name} ${help}\n# TYPE ${name} ${type}`, lines })
  }
  const add: Metrics['add'] = (type, named, read) => {
    register(named, type, async () => (await read()).map(({ labels = {}, value }) => `${named.name}${inBraces(labels)} ${value}`))
  }
  return {
    add,
    counter: (named) => {
      const counts = new Map<string, { labels: Labels; value: number }>()
      add('counter', named, () => [...counts.values()])
      return (labels) => {
        const count = taken(counts, labels, () => ({ labels, value: 0 }))
        count.value++
      }
    },
    histogram: (named, bounds) => {
      const rows = new Map<string, Row>()
      register(named, 'histogram', async () => [...rows.values()].flatMap((row) => linesOf(named.name, bounds, row)))
      return (labels, value) => {
        const row = taken(rows, labels, () => ({ labels, buckets: bounds.map(() => 0), sum: 0, count: 0 }))
        bounds.forEach((bound, i) => { if (value <= bound) row.buckets[i]!++ })
        row.sum += value
        row.count++
      }
    },
    text: async () => {
      const parts = await Promise.all(families.map(async ({ head, lines }) => [head, ...await lines().catch(() => [])]))
      return `${parts.flat().join('\n')}\n`
    },
  }
}

interface Row { readonly labels: Labels; readonly buckets: number[]; sum: number; count: number }

function taken<T>(all: Map<string, T>, labels: Labels, make: () => T): T {
  const key = JSON.stringify(labels)
  const known = all.get(key)
  if (known !== undefined) return known
  const made = make()
  all.set(key, made)
  return made
}

const linesOf = (name: string, bounds: readonly number[], { labels, buckets, sum, count }: Row): string[] => [
  ...bounds.map((bound, i) => `${name}_bucket${inBraces({ ...labels, le: String(bound) })} ${buckets[i]}`),
  `${name}_bucket${inBraces({ ...labels, le: '+Inf' })} ${count}`,
  `${name}_sum${inBraces(labels)} ${sum}`, `${name}_count${inBraces(labels)} ${count}`,
]

function inBraces(labels: Labels): string {
  const quoted = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${quoted(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
