import { damaged, encrypted, tooHeavy, unsafe } from './workbook.refusals.ts'
import { RATIO_FROM, type WorkbookLimits } from './limits.ts'

/** A part of the archive as its directory declares it. Nothing of it has been unpacked. */
export interface Entry {
  readonly name: string
  readonly packed: 'stored' | 'deflate'
  readonly data: Uint8Array
  readonly size: number
  readonly crc: number
}

/** Signatures and sizes of the records in bytes (PKWARE APPNOTE 6.3.10, 4.3). */
export const LOCAL = { sign: 0x04034b50, size: 30 }
export const CENTRAL = { sign: 0x02014b50, size: 46 }
export const END = { sign: 0x06054b50, size: 22 }
const LOCATOR64 = { sign: 0x07064b50, size: 20 }
const END64 = { sign: 0x06064b50, size: 56 }
const COMMENT = 0xffff
const IN_EXTRA = 0xffffffff
const EXTRA64 = 1
const LONGEST_NAME = 260
const ENCRYPTED = 1 | (1 << 6)
const METHODS = new Map<number, Entry['packed']>([[0, 'stored'], [8, 'deflate']])

/**
 * The directory at the end of the archive, the only list of parts that is believed. By name in small letters.
 * Throws `workbook-damaged`, `-encrypted`, `-unsafe` (climbing or doubled names, parts that share bytes), `-too-heavy`.
 */
export function readDirectory(bytes: Uint8Array, limits: WorkbookLimits): ReadonlyMap<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { count, from, to } = findDirectory(view)
  if (count > limits.parts) throw tooHeavy()
  const entries = new Map<string, Entry>()
  let at = from
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL.size > to || view.getUint32(at, true) !== CENTRAL.sign) throw damaged('目录不完整')
    const entry = entryAt(view, at, from)
    const key = entry.name.toLowerCase()
    if (entries.has(key)) throw unsafe('重名的内部文件')
    entries.set(key, entry)
    at += CENTRAL.size + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  checkSizes([...entries.values()], bytes.length, limits)
  return entries
}

function findDirectory(view: DataView): { count: number; from: number; to: number } {
  const end = findEnd(view)
  const { count, size, from } = longDirectory(view, end) ?? shortDirectory(view, end)
  if (from + size > end) throw damaged('目录超出文件')
  return { count, from, to: from + size }
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END.size
  for (let at = last; at >= 0 && at >= last - COMMENT; at--) {
    if (view.getUint32(at, true) === END.sign && at + END.size + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  throw damaged('没有结尾，可能没有下载完')
}

const shortDirectory = (view: DataView, end: number) =>
  ({ count: view.getUint16(end + 10, true), size: view.getUint32(end + 12, true), from: view.getUint32(end + 16, true) })

/** Writers of large sheets use the long form (ZIP64) for small archives too. */
function longDirectory(view: DataView, end: number) {
  const locator = end - LOCATOR64.size
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64.sign) return undefined
  const at = long(view, locator + 8)
  if (at + END64.size > locator || view.getUint32(at, true) !== END64.sign) throw damaged('目录超出文件')
  return { count: long(view, at + 32), size: long(view, at + 40), from: long(view, at + 48) }
}

function long(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('长度不合理')
  return Number(value)
}

function entryAt(view: DataView, at: number, end: number): Entry {
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw encrypted()
  const name = nameAt(view, at + CENTRAL.size, view.getUint16(at + 28, true))
  if (name.length > LONGEST_NAME || climbs(name)) throw unsafe('内部路径越界')
  const packed = METHODS.get(view.getUint16(at + 10, true))
  if (packed === undefined) throw damaged(`${name} 的压缩方式不认识`)
  const { size, length, local } = lengthsAt(view, at)
  const data = dataAt(view, { name, local, length, end })
  return { name, packed, data, size, crc: view.getUint32(at + 16, true) }
}

/** What does not fit into 32 bits stands in the extra field, in this order (4.5.3). */
function lengthsAt(view: DataView, at: number): { size: number; length: number; local: number } {
  let extra = extra64(view, at)
  const value = (short: number): number => {
    if (short !== IN_EXTRA) return short
    if (extra === undefined || extra + 8 > view.byteLength) throw damaged('长度不合理')
    extra += 8
    return long(view, extra - 8)
  }
  const size = value(view.getUint32(at + 24, true))
  const length = value(view.getUint32(at + 20, true))
  return { size, length, local: value(view.getUint32(at + 42, true)) }
}

function extra64(view: DataView, at: number): number | undefined {
  let field = at + CENTRAL.size + view.getUint16(at + 28, true)
  const end = Math.min(field + view.getUint16(at + 30, true), view.byteLength)
  while (field + 4 <= end) {
    if (view.getUint16(field, true) === EXTRA64) return field + 4
    field += 4 + view.getUint16(field + 2, true)
  }
  return undefined
}

/** The local header must say the same name: readers that believe it would else see another file. */
function dataAt(view: DataView, of: { name: string; local: number; length: number; end: number }): Uint8Array {
  if (of.local + LOCAL.size > of.end || view.getUint32(of.local, true) !== LOCAL.sign) throw damaged(`${of.name} 不在文件内`)
  const named = view.getUint16(of.local + 26, true)
  const from = of.local + LOCAL.size + named + view.getUint16(of.local + 28, true)
  if (from + of.length > of.end) throw damaged(`${of.name} 超出文件`)
  if (nameAt(view, of.local + LOCAL.size, named) !== of.name) throw unsafe('内部文件名前后不一')
  return new Uint8Array(view.buffer, view.byteOffset + from, of.length)
}

function nameAt(view: DataView, at: number, length: number): string {
  if (at + length > view.byteLength) throw damaged('目录不完整')
  return Buffer.from(view.buffer, view.byteOffset + at, length).toString('utf8')
}

const climbs = (name: string) => /^\/|\\|\0|^[a-z]:/i.test(name) || name.split('/').includes('..')

function checkSizes(entries: readonly Entry[], bytes: number, limits: WorkbookLimits): void {
  const sum = (size: (entry: Entry) => number) => entries.reduce((all, entry) => all + size(entry), 0)
  if (sum((entry) => entry.data.length) > bytes) throw unsafe('内部文件互相重叠')
  const isBomb = (entry: Entry) => entry.size > RATIO_FROM && entry.size > entry.data.length * limits.ratio
  if (sum((entry) => entry.size) > limits.unpacked || entries.some(isBomb)) throw tooHeavy()
}
