import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

export interface Tally { readonly rows: number; readonly bytes: number; readonly sha256: string }

const NEWLINE = 0x0a

/** Counts and hashes what passes. A line break inside a value is escaped in COPY's text format, so lines are rows. */
export function tally(): { passing: Transform; result(): Tally } {
  const hash = createHash('sha256')
  let [rows, bytes] = [0, 0]
  const passing = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      bytes += chunk.length
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) rows++
      done(null, chunk)
    },
  })
  return { passing, result: () => ({ rows, bytes, sha256: hash.digest('hex') }) }
}
