import { parseArgs } from 'node:util'

export const PARTS = ['visits', 'records', 'sync', 'pages', 'recount', 'roster', 'start'] as const
export type Part = (typeof PARTS)[number]

export interface Options {
  /** Pupils of each jurisdiction. */
  readonly sizes: readonly number[]
  readonly rounds: number
  /** How long one figure of one round is measured. */
  readonly seconds: number
  readonly parts: readonly Part[]
  /** Whether `bench/RESULTS.md` is written. */
  readonly write: boolean
}

const whole = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: ${text} is no whole number`)
  return value
}

/** `--size 5000,50000 --rounds 3 --seconds 2 --parts visits,pages --no-write` */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      size: { type: 'string', default: '5000,50000' }, rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '2' },
      parts: { type: 'string', default: PARTS.join(',') }, 'no-write': { type: 'boolean', default: false },
    },
  })
  const asked = values.parts.split(',')
  const unknown = asked.filter((name) => !PARTS.some((part) => part === name))
  if (unknown.length > 0) throw new Error(`--parts: ${unknown.join(', ')} is none of ${PARTS.join(', ')}`)
  return {
    sizes: values.size.split(',').map((text) => whole('size', text)).sort((a, b) => a - b),
    rounds: whole('rounds', values.rounds), seconds: whole('seconds', values.seconds),
    parts: PARTS.filter((part) => asked.includes(part)), write: !values['no-write'],
  }
}
