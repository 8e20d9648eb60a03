import type { Archive } from './archive.ts'
import { builtInFormat, formatOf, type NumberFormat } from './shown.rules.ts'
import { attributesOf, scanXml } from './xml.ts'

/** The number format of each style that a cell can name. A code of the file goes before the built-in one of its number. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<readonly NumberFormat[]> {
  if (part === undefined) return []
  const own = new Map<number, NumberFormat>()
  const styles: NumberFormat[] = []
  let within = ''
  await scanXml(archive.read(part), {
    open: (name, tag) => {
      if (name === 'cellXfs' || name === 'numFmts') within = name
      if (name === 'numFmt' && within === 'numFmts') {
        const { numFmtId, formatCode = '' } = attributesOf(tag)
        own.set(Number(numFmtId), formatOf(formatCode))
      }
      if (name === 'xf' && within === 'cellXfs') {
        const id = Number(attributesOf(tag)['numFmtId'])
        styles.push(own.get(id) ?? builtInFormat(id))
      }
    },
    close: (name) => {
      if (name === within) within = ''
    },
  })
  return styles
}
