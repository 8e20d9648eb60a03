import { createWriteStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { damaged } from './refusals.ts'

/**
 * A tar file (POSIX ustar): every system has a tool that lists and unpacks it. A size is known only after the content has
 * run through, so the header is written behind it, into the place kept free.
 */

const BLOCK = 512
const SIZE = { at: 124, length: 12 }
const CHECKSUM = { at: 148, length: 8 }
/** Eleven octal digits end at 8 GiB; larger sizes are written as a binary number, as GNU and BSD tar do. */
const LARGEST_OCTAL = 8 ** 11 - 1

export interface Entry {
  readonly name: string
  /** Where the content begins in the file, and its length in bytes. */
  readonly at: number
  readonly size: number
}

export interface TarWriter {
  /** Writes what `source` gives, through `transforms`, under a name of at most 100 ASCII characters. */
  add(name: string, source: Readable, transforms: readonly Transform[]): Promise<void>
  /** The two empty blocks that say: this is all. */
  end(): Promise<void>
}

/** `handle` is open for writing at `path`; the file is empty. */
export function tarInto(path: string, handle: FileHandle, now: Date): TarWriter {
  let next = 0
  return {
    add: async (name, source, transforms) => {
      const sink = createWriteStream(path, { flags: 'r+', start: next + BLOCK })
      await pipeline([source, ...transforms, sink])
      await handle.write(header(name, sink.bytesWritten, now), 0, BLOCK, next)
      next += BLOCK + padded(sink.bytesWritten)
    },
    end: async () => { await handle.truncate(next + 2 * BLOCK) },
  }
}

const padded = (size: number) => Math.ceil(size / BLOCK) * BLOCK

function header(name: string, size: number, now: Date): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  block.write(name, 0, 100, 'ascii')
  block.write(octal(0o600, 8) + octal(0, 8) + octal(0, 8), 100, 'ascii')
  writeSize(block, size)
  block.write(octal(Math.floor(now.getTime() / 1000), 12), 136, 'ascii')
  block.write('0', 156, 'ascii')
  block.write('ustar\x0000', 257, 'ascii')
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, CHECKSUM.at, 'ascii')
  return block
}

function writeSize(block: Buffer, size: number): void {
  if (size <= LARGEST_OCTAL) block.write(`${size.toString(8).padStart(SIZE.length - 1, '0')}\0`, SIZE.at, 'ascii')
  else {
    block.writeUInt8(0x80, SIZE.at)
    block.writeBigUInt64BE(BigInt(size), SIZE.at + SIZE.length - 8)
  }
}

function readSize(block: Buffer): number {
  if (block.readUInt8(SIZE.at) === 0x80) return Number(block.readBigUInt64BE(SIZE.at + SIZE.length - 8))
  return Number.parseInt(block.toString('ascii', SIZE.at, SIZE.at + SIZE.length - 1), 8)
}

/** The sum of all bytes, those of the checksum itself counted as blanks. */
function checksum(block: Buffer): number {
  const own = block.subarray(CHECKSUM.at, CHECKSUM.at + CHECKSUM.length)
  const sum = (bytes: Buffer) => bytes.reduce((total, byte) => total + byte, 0)
  return sum(block) - sum(own) + 32 * CHECKSUM.length
}

/** What is in the file, without reading the contents. Refuses a file that does not end where its last entry ends. */
export async function listEntries(path: string): Promise<Entry[]> {
  const handle = await open(path, 'r')
  try {
    const { size: whole } = await handle.stat()
    const entries: Entry[] = []
    for (let at = 0; ;) {
      const block = Buffer.alloc(BLOCK)
      const { bytesRead } = await handle.read(block, 0, BLOCK, at)
      if (bytesRead < BLOCK) throw damaged('文件被截断')
      if (block.every((byte) => byte === 0)) {
        if (at + 2 * BLOCK !== whole) throw damaged('文件结尾不对')
        return entries
      }
      const entry = readHeader(block, at)
      at += BLOCK + padded(entry.size)
      if (at > whole) throw damaged('文件被截断')
      entries.push(entry)
    }
  } finally {
    await handle.close()
  }
}

function readHeader(block: Buffer, at: number): Entry {
  const stated = Number.parseInt(block.toString('ascii', CHECKSUM.at, CHECKSUM.at + 6), 8)
  const size = readSize(block)
  if (stated !== checksum(block) || !Number.isSafeInteger(size)) throw damaged('不是同心的备份文件，或者目录损坏')
  return { name: block.toString('ascii', 0, 100).replace(/\0.*$/, ''), at: at + BLOCK, size }
}
