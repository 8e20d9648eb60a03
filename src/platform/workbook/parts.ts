import { posix } from 'node:path'
import type { Archive } from './archive.ts'
import { tooManySheets, damaged } from './workbook.refusals.ts'
import { attributesOf, scanXml } from './xml.ts'

export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

/** Which parts of the archive hold what. */
export interface Parts {
  readonly sheets: readonly SheetPart[]
  readonly strings: string | undefined
  readonly styles: string | undefined
  readonly from1904: boolean
}

/** Excel ends at 31 characters. */
const LONGEST_NAME = 100

interface Relation { readonly id: string; readonly type: string; readonly target: string }

/** Follows the relations from the root of the archive; charts and sheets of dialogs or macros are none of ours. */
export async function findParts(archive: Archive, limits: { sheets: number }): Promise<Parts> {
  const root = (await relationsOf(archive, '')).find(({ type }) => type === 'officeDocument')
  if (root === undefined) throw damaged('没有工作簿')
  const relations = await relationsOf(archive, root.target)
  const { sheets, from1904 } = await readBook(archive, root.target)
  if (sheets.length > limits.sheets) throw tooManySheets(limits.sheets)
  const byId = new Map(relations.map((relation) => [relation.id, relation]))
  const targetOf = (wanted: string) => relations.find(({ type }) => type === wanted)?.target
  return {
    from1904, strings: targetOf('sharedStrings'), styles: targetOf('styles'),
    sheets: sheets.flatMap(({ name, hidden, id }) => {
      const relation = byId.get(id)
      if (relation === undefined) throw damaged('工作表缺失')
      return relation.type === 'worksheet' ? [{ name, hidden, part: relation.target }] : []
    }),
  }
}

/** Those of a part, or of the archive itself (''). Targets outside the archive are never looked at. */
async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const found: Relation[] = []
  const folder = posix.dirname(part)
  const own = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  await scanXml(archive.read(own), {
    open: (name, tag) => {
      if (name !== 'Relationship') return
      const { Id, Type = '', Target, TargetMode } = attributesOf(tag)
      if (Id === undefined || Target === undefined || TargetMode === 'External') return
      const target = posix.join(Target.startsWith('/') ? '' : folder, Target).replace(/^\//, '')
      found.push({ id: Id, type: posix.basename(Type), target })
    },
  })
  return found
}

async function readBook(archive: Archive, part: string) {
  const sheets: { name: string; hidden: boolean; id: string }[] = []
  let from1904 = false
  await scanXml(archive.read(part), {
    open: (element, tag) => {
      if (element === 'workbookPr') from1904 = isTrue(attributesOf(tag)['date1904'])
      if (element !== 'sheet') return
      const { name = '', state = 'visible', id = '' } = attributesOf(tag)
      if (name.length > LONGEST_NAME) throw damaged('工作表的名称过长')
      sheets.push({ name, hidden: state !== 'visible', id })
    },
  })
  return { sheets, from1904 }
}

export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on'
