import { cpus, release, totalmem, type } from 'node:os'
import { median, type Sample } from './load.ts'

/** All rounds of one measure. */
export interface Figure {
  readonly what: string
  readonly size: number
  readonly clients: number
  /** What it stands beside; goals are held against the fastest. */
  readonly beside: readonly string[]
  readonly samples: readonly Sample[]
}

interface Row extends Sample { readonly figure: Figure; readonly shares: readonly Share[] }
interface Share { readonly of: string; readonly share: number }

/** A figure of `../shared/performance.md` that this run can be held against. */
interface Goal {
  readonly what: string
  readonly clients: number
  readonly size?: number
  readonly say: string
  /** Reached share of the goal: 1 and more is met. */
  reached(row: Row): number
}

/** Beside the fastest of what a figure stands beside: raw is pgbench or the bare driver, whichever is harder to reach. */
const leastShare = (row: Row): number => (row.shares.length === 0 ? 0 : Math.min(...row.shares.map(({ share }) => share)))

const GOALS: readonly Goal[] = [
  { what: 'record a visit', clients: 8, say: '≥ 0.35 of raw', reached: (row) => leastShare(row) / 0.35 },
  { what: 'record a visit', clients: 8, say: 'p95 ≤ 12 ms', reached: (row) => 12 / row.p95 },
  { what: '50 visits in one request', clients: 8, say: '≥ 12,000 visits/s', reached: (row) => row.perSecond / 12_000 },
  { what: 'class page', clients: 1, say: 'p95 ≤ 2 ms', reached: (row) => 2 / row.p95 },
  { what: 'class page', clients: 8, say: '≥ 0.7 of the floor', reached: (row) => leastShare(row) / 0.7 },
  { what: 'class page', clients: 8, say: 'p95 ≤ 8 ms', reached: (row) => 8 / row.p95 },
  { what: 'district page', clients: 1, size: 50_000, say: 'p95 ≤ 5 ms', reached: (row) => 5 / row.p95 },
  { what: 'full recomputation', clients: 1, size: 50_000, say: '≤ 250 ms', reached: (row) => 250 / row.p50 },
  { what: 'roster of 20,000 rows', clients: 1, say: '≤ 20 s', reached: (row) => 20_000 / row.p50 },
  { what: 'start of the program', clients: 1, say: '≤ 6 s', reached: (row) => 6_000 / row.p50 },
]

function rowOf(figure: Figure, all: readonly Figure[]): Row {
  const pick = (key: keyof Sample) => median(figure.samples.map((one) => one[key]))
  const shares = figure.beside.flatMap((of): Share[] => {
    const base = all.find((one) => one.what === of && one.size === figure.size && one.clients === figure.clients)
    return base === undefined ? [] : [{ of, share: median(figure.samples.map((one, round) => one.perSecond / base.samples[round]!.perSecond)) }]
  })
  return { figure, perSecond: pick('perSecond'), p50: pick('p50'), p95: pick('p95'), shares }
}

const digits = (value: number): string =>
  (value >= 100 ? Math.round(value).toLocaleString('en-US') : value >= 10 ? value.toFixed(1) : value.toFixed(2))

function goalsOf(row: Row): string {
  const { what, size, clients } = row.figure
  return GOALS.filter((goal) => goal.what === what && goal.clients === clients && (goal.size === undefined || goal.size === size))
    .map((goal) => {
      const reached = goal.reached(row)
      return `${goal.say}: ${reached >= 1 ? 'met' : `${digits(1 / reached)} times away`}`
    }).join('; ')
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The one table: what, how large, how fast, beside what, and how far from the goal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => rowOf(figure, figures))
  const cells = rows.map((row) => line([
    row.figure.what, row.figure.size.toLocaleString('en-US'), String(row.figure.clients), digits(row.perSecond), digits(row.p50), digits(row.p95),
    row.shares.map(({ of, share }) => `${digits(share)} of ${of}`).join('; '), growthOf(row, rows), goalsOf(row),
  ]))
  return [
    line(['what', 'pupils', 'clients', 'a second', 'p50 ms', 'p95 ms', 'beside', 'p50 grew', 'goal']), line(Array.from({ length: 9 }, () => '---')), ...cells,
  ].join('\n')
}

/** How much slower than in the next smaller jurisdiction. */
function growthOf({ figure, p50 }: Row, rows: readonly Row[]): string {
  const smaller = rows.filter((one) => one.figure.what === figure.what && one.figure.clients === figure.clients && one.figure.size < figure.size).at(-1)
  return smaller === undefined ? '' : `${digits(p50 / smaller.p50)}× for ${figure.size / smaller.figure.size}× pupils`
}

export interface Machine { readonly postgres: string; readonly settings: readonly string[]; readonly pgbench: string | undefined }

/** The machine and what it ran. */
export function sayMachine({ postgres, settings, pgbench }: Machine): string {
  const [cpu] = cpus()
  return [
    `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
    `Node ${process.version}, PostgreSQL ${postgres} (fsync, synchronous_commit and full_page_writes on; ${settings.join(', ')})`,
    pgbench === undefined
      ? 'no pgbench was found: of the raw statements only the bare driver is measured'
      : `pgbench ${pgbench} with -M prepared: every statement planned once a connection, as the driver does; the scope by set_config`,
    'load, program and database share the machine; every round takes all figures one after the other',
  ].map((text) => `- ${text}`).join('\n')
}
