import { plain } from '#kernel/harmless'
import type { Cell } from '#kernel/workbook'
import type { Archive } from './archive.ts'
import { damaged, tooHeavy } from './workbook.refusals.ts'
import { attributesOf, scanXml, storable, type XmlHandler } from './xml.ts'

/** Excel's own limit of a cell. */
const LONGEST_TEXT = 32_767
const SPACE = ' \t\n'
const tooLong = () => damaged('有单元格的内容过长')

type SharedCells = readonly (Cell | undefined)[]

/** The texts that cells point to, each as the one cell that all of them share; undefined where nothing is written. */
export async function readStrings(archive: Archive, part: string | undefined, limit: number): Promise<SharedCells> {
  if (part === undefined) return []
  const cells: (Cell | undefined)[] = []
  const run = textRuns('si', (text) => {
    if (cells.length >= limit) throw tooHeavy()
    cells.push(text === '' ? undefined : { text, kind: 'text' })
  })
  await scanXml(archive.read(part), run)
  return cells
}

/** Joins the runs of formatted text within `element`; readings above the characters (`rPh`) are no part of it. */
export function textRuns(element: 'si' | 'is', done: (text: string) => void): Required<XmlHandler> {
  let said = ''
  let piece: string | undefined
  let keeps = false
  let reading = false
  return {
    open(name, tag) {
      if (name === element) said = ''
      if (name === 'rPh') reading = true
      if (name !== 't' || reading) return
      piece = ''
      keeps = tag.includes('preserve') && attributesOf(tag)['space'] === 'preserve'
    },
    text(text) {
      if (piece !== undefined) piece = joined(piece, text)
    },
    close(name) {
      if (name === 't' && piece !== undefined) {
        said = joined(said, keeps ? piece : trimmed(piece))
        piece = undefined
      }
      if (name === 'rPh') reading = false
      if (name === element) done(storedText(said))
    },
  }
}

/** Comments can cut a text into any number of pieces; `_xHHHH_` makes it seven times as long. */
export function joined(before: string, more: string): string {
  if (before.length + more.length > LONGEST_TEXT * '_xHHHH_'.length) throw tooLong()
  return before + more
}

/** White space of XML only: a full-width space is part of a name. No pattern: on a long run of spaces it would take minutes. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && SPACE.includes(text[from]!)) from++
  while (from < to && SPACE.includes(text[to - 1]!)) to--
  return text.slice(from, to)
}

/** As the sheet means it: `_x000D_` is a character, and what we wrote with an apostrophe comes back without. */
export function storedText(written: string): string {
  const text = plain(written.includes('_x') ? storable(written.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => fromHex(hex))) : written)
  if (text.length > LONGEST_TEXT) throw tooLong()
  return ownCopy(text)
}

const fromHex = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16))

/** A slice keeps the whole piece of XML alive that it was cut from; V8 copies slices of up to 12 characters by itself. */
const ownCopy = (text: string) => (text.length <= 12 ? text : Buffer.from(text, 'utf16le').toString('utf16le'))
