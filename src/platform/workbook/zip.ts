import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { CENTRAL, END, LOCAL } from './directory.ts'

export interface WrittenPart { readonly name: string; readonly content: Iterable<string> }

interface Facts { crc: number; packed: number; size: number }

/** Sizes follow the packed bytes (4.3.9), names are UTF-8. */
const FLAGS = (1 << 3) | (1 << 11)
const DEFLATE = 8
const VERSION = 20
/** 1 January 1980: the same content makes the same bytes. */
const DAY_ZERO = 0x21
const DESCRIPTOR = 0x08074b50

/** An archive, made while it is sent: its parts one after the other, then the directory. Up to 4 GiB. */
export async function* zipped(parts: Iterable<WrittenPart>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const facts: Facts = { crc: 0, packed: 0, size: 0 }
    const head = localHeader(part.name)
    yield head
    yield* packed(part.content, facts)
    yield record(DESCRIPTOR, ...lengths(facts))
    directory.push(directoryEntry(part.name, facts, offset))
    offset += head.length + facts.packed + 16
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const counts = [u16(directory.length), u16(directory.length)]
  yield Buffer.concat([...directory, record(END.sign, u16(0), u16(0), ...counts, u32(size), u32(offset), u16(0))])
}

async function* packed(content: Iterable<string>, facts: Facts): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw()
  // A failure of the source ends the iteration below; the callback only keeps it from being thrown twice.
  pipeline(Readable.from(measured(content, facts)), deflate, () => undefined)
  for await (const piece of deflate as AsyncIterable<Buffer>) {
    facts.packed += piece.length
    yield piece
  }
}

function* measured(content: Iterable<string>, facts: Facts): Generator<Buffer> {
  for (const text of content) {
    const piece = Buffer.from(text)
    facts.size += piece.length
    facts.crc = crc32(piece, facts.crc)
    yield piece
  }
}

function localHeader(name: string): Buffer {
  const bytes = Buffer.from(name)
  const unknown = lengths({ crc: 0, packed: 0, size: 0 })
  return Buffer.concat([record(LOCAL.sign, u16(VERSION), ...method(), ...unknown, u16(bytes.length), u16(0)), bytes])
}

function directoryEntry(name: string, facts: Facts, offset: number): Buffer {
  const bytes = Buffer.from(name)
  const rest = [u16(bytes.length), u16(0), u16(0), u16(0), u16(0), u32(0), u32(offset)]
  return Buffer.concat([record(CENTRAL.sign, u16(VERSION), u16(VERSION), ...method(), ...lengths(facts), ...rest), bytes])
}

const method = () => [u16(FLAGS), u16(DEFLATE), u16(0), u16(DAY_ZERO)]
const lengths = ({ crc, packed: length, size }: Facts) => [u32(crc), u32(length), u32(size)]
const record = (sign: number, ...fields: readonly Buffer[]) => Buffer.concat([u32(sign), ...fields])

function u16(value: number): Buffer {
  const field = Buffer.alloc(2)
  field.writeUInt16LE(value)
  return field
}

function u32(value: number): Buffer {
  const field = Buffer.alloc(4)
  field.writeUInt32LE(value)
  return field
}
