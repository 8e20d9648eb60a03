import { TextDecoder } from 'node:util'
import { damaged, unsafe } from './workbook.refusals.ts'

export interface XmlHandler {
  /** `name` without its prefix; `tag` is read by {@link attributesOf}, which most elements are spared. */
  readonly open?: (name: string, tag: string) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Longer than any cell (32,767 characters, each written as `_xHHHH_`): what has not ended by then was not made to be read. */
const LONGEST_TOKEN = 512 * 1024

/**
 * Reads the XML of one part piece by piece. No document type and no entities of its own are allowed, so nothing can be
 * fetched and nothing multiplies. Throws `workbook-unsafe` for those, `workbook-damaged` for what is not UTF-8 or does not end.
 */
export async function scanXml(pieces: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const scanner = new Scanner(handler)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const piece of pieces) scanner.feed(decode(decoder, piece))
  scanner.feed(decode(decoder))
  scanner.end()
}

function decode(decoder: TextDecoder, piece?: Uint8Array): string {
  if (piece?.includes(0) === true) throw damaged('内容里有不允许的字符')
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
  } catch {
    throw damaged('文字编码不是 UTF-8')
  }
}

class Scanner {
  readonly #handler: XmlHandler
  #rest = ''
  #depth = 0
  #elements = 0

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  feed(piece: string): void {
    const all = this.#rest + piece
    let at = 0
    for (let next = this.#token(all, at); next > 0; next = this.#token(all, at)) at = next
    this.#rest = all.slice(at)
    if (this.#rest.length > LONGEST_TOKEN) throw damaged('有一段内容过长')
  }

  end(): void {
    if (this.#rest.trim() !== '' || this.#depth !== 0 || this.#elements === 0) throw damaged('内容没有结束')
  }

  /** Answers where the next token begins, or -1 when this one has not ended yet. */
  #token(all: string, at: number): number {
    if (at >= all.length) return -1
    if (all.charCodeAt(at) !== LESS) return this.#text(all, at)
    const next = all.charCodeAt(at + 1)
    if (next === SLASH) return this.#closing(all, at)
    if (next === BANG) return this.#special(all, at)
    if (next === QUESTION) return after(all, '?>', at)
    return Number.isNaN(next) ? -1 : this.#opening(all, at)
  }

  #text(all: string, at: number): number {
    const end = all.indexOf('<', at)
    if (end > at && this.#depth > 0) this.#handler.text?.(unescapeXml(all.slice(at, end)))
    return end
  }

  #closing(all: string, at: number): number {
    const end = all.indexOf('>', at)
    if (end < 0) return -1
    if (--this.#depth < 0) throw damaged('标签不配对')
    this.#handler.close?.(localName(all.slice(at + 2, end).trimEnd()))
    return end + 1
  }

  #opening(all: string, at: number): number {
    const end = endOfTag(all, at + 1)
    if (end < 0) return -1
    this.#elements++
    const isEmpty = all.charCodeAt(end - 1) === SLASH
    const tag = all.slice(at + 1, isEmpty ? end - 1 : end)
    const name = localName(tag.slice(0, endOfName(tag, 0)))
    this.#handler.open?.(name, tag)
    if (isEmpty) this.#handler.close?.(name)
    else this.#depth++
    return end + 1
  }

  /** Comments and literal text; every other `<!` declares a document type or an entity. */
  #special(all: string, at: number): number {
    if (all.startsWith(COMMENT, at)) return after(all, '-->', at + COMMENT.length)
    if (all.startsWith(LITERAL, at)) {
      const next = after(all, ']]>', at + LITERAL.length)
      if (next > 0) this.#handler.text?.(lineEnds(all.slice(at + LITERAL.length, next - 3)))
      return next
    }
    if ([COMMENT, LITERAL].some((mark) => mark.startsWith(all.slice(at, at + LITERAL.length)))) return -1
    throw unsafe('文档类型或实体声明')
  }
}

const COMMENT = '<!--'
const LITERAL = '<![CDATA['
const [LESS, GREATER, SLASH, BANG, QUESTION, DOUBLE, SINGLE, EQUALS] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x22, 0x27, 0x3d]

function after(all: string, mark: string, from: number): number {
  const found = all.indexOf(mark, from)
  return found < 0 ? -1 : found + mark.length
}

/** A value in quotes may contain `>`. */
function endOfTag(all: string, from: number): number {
  let quote = 0
  for (let at = from; at < all.length; at++) {
    const code = all.charCodeAt(at)
    if (quote !== 0) quote = code === quote ? 0 : quote
    else if (isQuote(code)) quote = code
    else if (code === GREATER) return at
  }
  return -1
}


const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Up to the first white space or `=`. */
function endOfName(tag: string, from: number): number {
  let at = from
  while (at < tag.length && !isSpace(tag.charCodeAt(at)) && tag.charCodeAt(at) !== EQUALS) at++
  return at
}

function skipSpace(tag: string, from: number): number {
  let at = from
  while (at < tag.length && isSpace(tag.charCodeAt(at))) at++
  return at
}

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d

/**
 * The values of a tag by their names without prefix; of the namespaces none. By hand, since every cell comes through here:
 * a pattern took twice the time.
 */
export function attributesOf(tag: string): Readonly<Record<string, string | undefined>> {
  const found: Record<string, string> = {}
  let at = skipSpace(tag, endOfName(tag, 0))
  while (at < tag.length) {
    const nameEnd = endOfName(tag, at)
    const open = skipSpace(tag, skipSpace(tag, nameEnd) + 1)
    const close = tag.indexOf(tag[open] ?? '', open + 1)
    if (nameEnd === at || !isQuote(tag.charCodeAt(open)) || close < 0) throw damaged('标签不合语法')
    const name = tag.slice(at, nameEnd)
    if (!name.startsWith('xmlns')) found[localName(name)] = unescapeXml(tag.slice(open + 1, close))
    at = skipSpace(tag, close + 1)
  }
  return found
}

const isQuote = (code: number) => code === DOUBLE || code === SINGLE

const NAMED: Readonly<Record<string, string | undefined>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const REFERENCE = /&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi

/** Only what XML itself knows; anything else stays as it is written. */
function unescapeXml(text: string): string {
  const lines = lineEnds(text)
  return lines.includes('&') ? lines.replace(REFERENCE, (whole, ref: string) => character(ref) ?? whole) : lines
}

function character(ref: string): string | undefined {
  if (!ref.startsWith('#')) return NAMED[ref]
  const code = Number(ref.startsWith('#x') || ref.startsWith('#X') ? `0${ref.slice(1)}` : ref.slice(1))
  return code > 0x10ffff ? undefined : storable(String.fromCodePoint(code))
}

/** No XML and no database holds the character 0 or half of a character: what is left of one is seen as U+FFFD. */
export const storable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, '\ufffd')

/** XML 1.0, 2.11: a reader sees one kind of line end. */
const lineEnds = (text: string) => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
