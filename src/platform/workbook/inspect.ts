import { openArchive, type Archive } from './archive.ts'
import { WORKBOOK_LIMITS, type WorkbookLimits } from './limits.ts'
import { notZip, otherArchive } from './recognise.ts'
import { fileTooLarge, tooHeavy, withMacros } from './workbook.refusals.ts'
import { attributesOf, scanXml } from './xml.ts'

const CONTENT_TYPES = '[Content_Types].xml'
const MACROS = /(^|\/)(vbaProject\.bin|xlm|macrosheets)(\/|$)/i
/** Templates open as workbooks; binary ones and those with macros do not. */
const WORKBOOK = /spreadsheetml\.(sheet|template)\.main\+xml$/
const MACRO_ENABLED = /macroEnabled/i
/** 5,000 parts with 200 bytes each. It is read beside requests, and before anything is known of the file. */
const LONGEST_LIST = 1024 * 1024

/**
 * Says no to everything that is not a plain .xlsx of a bearable size, by its first bytes, the directory of the archive and
 * the list of content types; no sheet is unpacked. Throws the refusals of `workbook.refusals.ts`. Some milliseconds.
 */
export async function inspectWorkbook(bytes: Uint8Array, limits: WorkbookLimits = WORKBOOK_LIMITS): Promise<Archive> {
  if (bytes.length > limits.bytes) throw fileTooLarge(limits.bytes)
  const no = notZip(bytes)
  if (no !== undefined) throw no
  const archive = openArchive(bytes, limits)
  if (archive.names.some((name) => MACROS.test(name))) throw withMacros()
  const list = archive.sizeOf(CONTENT_TYPES)
  if (list === undefined) throw otherArchive(archive.names)
  if (list > LONGEST_LIST) throw tooHeavy()
  const types = await contentTypes(archive)
  if (types.some((type) => MACRO_ENABLED.test(type)) && archive.sizeOf('xl/workbook.bin') === undefined) throw withMacros()
  if (!types.some((type) => WORKBOOK.test(type))) throw otherArchive(archive.names)
  return archive
}

async function contentTypes(archive: Archive): Promise<string[]> {
  const types: string[] = []
  await scanXml(archive.read(CONTENT_TYPES), {
    open: (_, tag) => {
      const type = attributesOf(tag)['ContentType']
      if (type !== undefined) types.push(type)
    },
  })
  return types
}
