import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { writeXlsxStream } from 'hucre/xlsx'
import { harmless } from '#kernel/harmless'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface WrittenSheet {
  readonly name: string
  /** `width` in characters. In a column of `text` what is typed later stays text too: identity numbers keep their digits. */
  readonly columns: readonly { readonly width: number; readonly text?: boolean }[]
  /** A text is written as text whatever it looks like, and a leading sign is made harmless. */
  readonly rows: Iterable<readonly (string | number | null)[]>
}

/** A workbook of one sheet, made while it is sent: rows are asked for as they are needed. `readWorkbook` gives back the same texts. */
export function writeWorkbook({ name, columns, rows }: WrittenSheet): Readable {
  const stream = writeXlsxStream(written(rows), {
    name, columns: columns.map(({ width, text }) => (text === true ? { width, numFmt: '@' } : { width })),
  })
  return Readable.fromWeb(stream as ReadableStream)
}

function* written(rows: WrittenSheet['rows']): Generator<(string | number | null)[]> {
  for (const row of rows) yield row.map((value) => (typeof value === 'string' ? literal(harmless(value)) : value))
}

/** A text that happens to look like an escaped character (`_x0041_`) is no such thing. */
const literal = (text: string) => text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
