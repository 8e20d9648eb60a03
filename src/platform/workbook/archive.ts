import { createInflateRaw, crc32 } from 'node:zlib'
import { readDirectory, type Entry } from './directory.ts'
import { damaged, tooHeavy } from './workbook.refusals.ts'
import type { WorkbookLimits } from './limits.ts'

export interface Archive {
  readonly names: readonly string[]
  /** Names of parts are compared without regard to case (ECMA-376 part 2, 6.2.2.3). */
  readonly sizeOf: (name: string) => number | undefined
  /** The part unpacked, piece by piece, never more than its entry declares. Throws `workbook-damaged` when it is something else. */
  readonly read: (name: string) => AsyncIterable<Uint8Array>
}

/**
 * Looks at the directory of the archive only. Throws the refusals of `directory.ts`. Many sheets may name the same part, so
 * what is read counts each time it is read.
 */
export function openArchive(bytes: Uint8Array, limits: WorkbookLimits): Archive {
  const entries = readDirectory(bytes, limits)
  let left = limits.unpacked
  const find = (name: string) => entries.get(name.toLowerCase())
  return {
    names: [...entries.values()].map((entry) => entry.name),
    sizeOf: (name) => find(name)?.size,
    read: (name) => {
      const entry = find(name)
      if (entry === undefined) throw damaged(`缺少 ${name}`)
      left -= entry.size
      if (left < 0) throw tooHeavy()
      return unpacked(entry)
    },
  }
}

async function* unpacked(entry: Entry): AsyncGenerator<Uint8Array> {
  let size = 0
  let sum = 0
  for await (const piece of entry.packed === 'deflate' ? inflated(entry) : [entry.data]) {
    size += piece.length
    if (size > entry.size) throw damaged(`${entry.name} 比声明的大`)
    sum = crc32(piece, sum)
    yield piece
  }
  if (size !== entry.size || sum !== entry.crc) throw damaged(`${entry.name} 校验不符`)
}

async function* inflated(entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: 64 * 1024 })
  stream.end(entry.data)
  try {
    yield* stream as AsyncIterable<Uint8Array>
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw damaged(`${entry.name} 无法解压`)
    throw error
  } finally {
    stream.destroy()
  }
}
