import { BODY_NAMES, type BodyKind } from './body.contract.ts'
import { parentsOf } from './body.rules.ts'
import type { ListLine } from './keeping.contract.ts'

/** A list as it is pasted from a workbook or written by hand. */
export interface ListAsked {
  readonly kind: BodyKind
  readonly text: string
  /** What the own unit has entered of this kind and topic. */
  readonly known: readonly { readonly name: string }[]
  /** To what a body of this kind may belong. */
  readonly parents: readonly { readonly id: string; readonly name: string }[]
}

export type ReadLine = ListLine & { readonly parentId: string | null }

const LONGEST = 60
/** A number before the name, as lists have them: 「1. 」「（二）」「3、」. */
const ORDINAL = /^[（(]?[\d一二三四五六七八九十]{1,4}[）)、.．]\s*/

/** Every line that is not empty, with the reason why it cannot be entered. */
export function readList(asked: ListAsked): ReadLine[] {
  const seen = new Set(asked.known.map(({ name }) => name))
  return asked.text.split(/\r\n|\r|\n/).flatMap((text, at) => (text.trim() === '' ? [] : [readLine(text, at + 1, { ...asked, seen })]))
}

function readLine(text: string, line: number, { kind, parents, seen }: ListAsked & { seen: Set<string> }): ReadLine {
  const [first = '', second = ''] = text.split(/\t|，|,/, 2).map((part) => part.trim())
  const name = first.replace(ORDINAL, '')
  const parentName = second === '' ? null : second
  const found = parents.filter((one) => one.name === parentName)
  const problem = problemOf({ kind, name, parentName, found: found.length, twice: seen.has(name), cells: text.split(/\t|，|,/).length })
  seen.add(name)
  return { line, name, parentName, parentId: found[0]?.id ?? null, problem }
}

interface Seen extends Pick<ListLine, 'name' | 'parentName'> {
  readonly kind: BodyKind
  /** How many parents of this name there are. */
  readonly found: number
  readonly twice: boolean
  readonly cells: number
}

function problemOf({ kind, name, parentName, found, twice, cells }: Seen): string | null {
  if (name === '') return '没有写名称。'
  if (cells > 2) return '一行里多于两项。请只保留名称和所属，中间用一个逗号或制表符隔开。'
  if (name.length > LONGEST) return `名称超过 ${LONGEST} 个字。请写通用的简称。`
  if (twice) return '这个名称已经登记过，或者在前面的行里出现过。请删去这一行，或写得更具体。'
  if (parentName === null) return null
  const above = parentsOf(kind)
  if (above.length === 0) return `${BODY_NAMES[kind].zh}没有上级。请删去逗号后的内容。`
  if (found === 0) return `没有找到叫“${parentName}”的${above.map((one) => BODY_NAMES[one].zh).join('、')}。请先登记它，或改正名称。`
  return found > 1 ? `有 ${found} 个叫“${parentName}”的上级，分不清是哪一个。请录入后在详情里选择。` : null
}
