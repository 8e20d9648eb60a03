import type { Sheet, Workbook } from '#kernel/workbook'
import type { Archive } from './archive.ts'
import { inspectWorkbook } from './inspect.ts'
import type { WorkbookLimits } from './limits.ts'
import { findParts } from './parts.ts'
import { readSheet, type Book } from './sheet.ts'
import { readStrings } from './strings.ts'
import { readStyles } from './styles.ts'

/**
 * All sheets with something in them, hidden ones too, as a person would see them. Every part is unpacked piece by piece,
 * never further than its entry declares, and every byte counts against `limits`, whatever the file says of itself. To be
 * called in a worker: it is busy for a second per 20,000 rows × 20 columns. `onProgress` hears the share done, 0 to 1.
 * Throws the refusals of `workbook.refusals.ts`, for a file that is not well made `workbook-damaged`.
 */
export async function readWorkbook(
  bytes: Uint8Array, limits: WorkbookLimits, onProgress: (share: number) => void = () => undefined,
): Promise<Workbook> {
  const archive = await inspectWorkbook(bytes, limits)
  const parts = await findParts(archive, limits)
  const told = telling(archive, [parts.strings, ...parts.sheets.map(({ part }) => part)], onProgress)
  const book: Book = {
    strings: await readStrings(told, parts.strings, limits.strings), styles: await readStyles(archive, parts.styles),
    from1904: parts.from1904, limits, counted: { rows: 0, cells: 0 },
  }
  const sheets: Sheet[] = []
  for (const sheet of parts.sheets) sheets.push(await readSheet(told.read(sheet.part), sheet, book))
  return { sheets }
}

/** The archive, telling after every hundredth of these parts how far it is. */
function telling(archive: Archive, names: readonly (string | undefined)[], tell: (share: number) => void): Archive {
  const all = names.reduce((sum, name) => sum + (name === undefined ? 0 : archive.sizeOf(name) ?? 0), 0)
  let done = 0
  let told = 0
  async function* read(name: string) {
    for await (const piece of archive.read(name)) {
      yield piece
      done += piece.length
      if (done - told < all / 100) continue
      told = done
      tell(Math.min(done / all, 1))
    }
  }
  return { ...archive, read }
}
