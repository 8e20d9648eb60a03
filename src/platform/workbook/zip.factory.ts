import { constants, crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  readonly name: string
  readonly content: string | Buffer
  /** What the directory says instead of the truth. */
  readonly lies?: Partial<Record<'size' | 'crc' | 'flags' | 'method' | 'offset' | 'length', number>> & { readonly localName?: string }
  /** Already packed by {@link packedRepeat}; `content` is then not looked at. */
  readonly packed?: Packed
}

interface Packed { readonly data: Buffer; readonly size: number; readonly crc: number }

/** An archive by hand, so that a strange one can be made too. */
export function zip(parts: readonly ZipPart[], options: { long?: boolean; stored?: boolean } = {}): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const packed = part.packed ?? pack(Buffer.from(part.content as string), options.stored ?? false)
    const method = part.lies?.method ?? (options.stored === true ? 0 : 8)
    const local = Buffer.concat([localHeader(part, packed, method), packed.data])
    directory.push(directoryEntry(part, { ...packed, method, offset, long: options.long ?? false }))
    files.push(local)
    offset += local.length
  }
  const entries = Buffer.concat(directory)
  return Buffer.concat([...files, entries, endOf({ count: parts.length, size: entries.length, from: offset }, options.long ?? false)])
}

function pack(content: Buffer, stored: boolean): Packed {
  return { data: stored ? content : deflateRawSync(content, { level: 1 }), size: content.length, crc: crc32(content) }
}

/** `piece` so many times, packed in no time: flushed blocks can be repeated. */
export function packedRepeat({ before, piece, times, behind }: { before: string; piece: string; times: number; behind: string }): Packed {
  const block = (text: string) => deflateRawSync(text, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const repeated = block(piece)
  const data = Buffer.concat([block(before), ...Array.from({ length: times }, () => repeated), deflateRawSync(behind)])
  let crc = crc32(before)
  for (let time = 0; time < times; time++) crc = crc32(piece, crc)
  const size = Buffer.byteLength(before) + Buffer.byteLength(piece) * times + Buffer.byteLength(behind)
  return { data, size, crc: crc32(behind, crc) }
}

const u16 = (value: number) => [value & 0xff, (value >> 8) & 0xff]
const u32 = (value: number) => [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff]
const u64 = (value: number) => [...u32(value), ...u32(0)]

function localHeader({ name, lies = {} }: ZipPart, { data, size, crc }: Packed, method: number): Buffer {
  const bytes = Buffer.from(lies.localName ?? name)
  return Buffer.concat([
    Buffer.from([...u32(0x04034b50), ...u16(20), ...u16(lies.flags ?? 0), ...u16(method), ...u32(0), ...u32(lies.crc ?? crc)]),
    Buffer.from([...u32(data.length), ...u32(lies.size ?? size), ...u16(bytes.length), ...u16(0)]), bytes,
  ])
}

function directoryEntry({ name, lies = {} }: ZipPart, of: Packed & { method: number; offset: number; long: boolean }): Buffer {
  const bytes = Buffer.from(name)
  const size = lies.size ?? of.size
  const length = lies.length ?? of.data.length
  const offset = lies.offset ?? of.offset
  const extra = of.long ? [...u16(1), ...u16(24), ...u64(size), ...u64(length), ...u64(offset)] : []
  const [length32, size32, offset32] = [length, size, offset].map((value) => u32(of.long ? 0xffffffff : value))
  return Buffer.concat([
    Buffer.from([...u32(0x02014b50), ...u16(20), ...u16(20), ...u16(lies.flags ?? 0), ...u16(of.method), ...u32(0), ...u32(lies.crc ?? of.crc)]),
    Buffer.from([...length32!, ...size32!, ...u16(bytes.length), ...u16(extra.length), ...u16(0), ...u16(0), ...u16(0), ...u32(0), ...offset32!]),
    bytes, Buffer.from(extra),
  ])
}

function endOf({ count, size, from }: { count: number; size: number; from: number }, long: boolean): Buffer {
  const end64 = [
    ...u32(0x06064b50), ...u64(44), ...u16(45), ...u16(45), ...u32(0), ...u32(0), ...u64(count), ...u64(count), ...u64(size), ...u64(from),
    ...u32(0x07064b50), ...u32(0), ...u64(from + size), ...u32(1),
  ]
  const [shortCount, shortSize, shortFrom] = long ? [0xffff, 0xffffffff, 0xffffffff] : [count, size, from]
  return Buffer.from([
    ...(long ? end64 : []), ...u32(0x06054b50), ...u16(0), ...u16(0), ...u16(shortCount!), ...u16(shortCount!),
    ...u32(shortSize!), ...u32(shortFrom!), ...u16(0),
  ])
}
