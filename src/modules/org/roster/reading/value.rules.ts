import type { Cell } from '#kernel/workbook'
import type { StudentRow } from '../row.contract.ts'
import { found, isNothing, left, NOTHING, refused, tidy, tight, type Found } from './text.rules.ts'

type Gender = StudentRow['gender']

/** Every word that people write for one thing. */
function named<T extends string>(name: T, written: string): [string, T][] {
  return written.split(' ').map((word) => [word, name])
}

/** GB/T 2261.1: 1 男, 2 女, 0 and 9 unknown. */
const GENDERS: ReadonlyMap<string, Gender> = new Map<string, Gender>([
  ...named('male', '男 男性 男孩 男生 1 1-男 1-男性 M'), ...named('female', '女 女性 女孩 女生 2 2-女 2-女性 F'), ...named('unknown', '0 9'),
])

/** The gender of a row. `known` is what a valid identity number says: it fills an empty cell and must not be contradicted. */
export function readGender(cell: Cell | undefined, known: 'male' | 'female' | null): Found<Gender> {
  if (cell === undefined || isNothing(cell.text)) return found(known ?? 'unknown')
  const gender = GENDERS.get(cell.text) ?? GENDERS.get(tight(cell.text).toUpperCase())
  if (gender === undefined) return refused('gender-unknown', '性别认不出来。请写“男”或“女”。')
  if (known !== null && gender !== 'unknown' && gender !== known) {
    return refused('gender-differs', '性别和身份证号里的不一致。请对照户口簿核对两列；可能是某一列排序时错了行。')
  }
  return found(known ?? gender)
}

/** Stands where the workbook does not say, and takes no better word away. */
export const ANY_GUARDIAN = '监护人'
const OTHER = '其他监护人'

/** What people write → the name we keep. */
const RELATIONS: ReadonlyMap<string, string> = new Map<string, string>([
  ...named('父亲', '父亲 父 爸爸 爸 爹 生父 父子 父女 51'), ...named('母亲', '母亲 母 妈妈 妈 娘 生母 母子 母女 52'),
  ...named('祖父', '祖父 爷爷 爷 61'), ...named('祖母', '祖母 奶奶 62'),
  ...named('外祖父', '外祖父 外公 姥爷 老爷 63'), ...named('外祖母', '外祖母 外婆 姥姥 64'),
  ...named('兄', '兄 哥哥 哥 兄长 71'), ...named('姐', '姐 姐姐 73'), ...named('继父', '继父 53'), ...named('继母', '继母 54'),
  ...named('养父', '养父'), ...named('养母', '养母'), ...named('祖父母', '祖父母'), ...named('外祖父母', '外祖父母'),
  ...named(OTHER, '其他监护人 其他 其它 其他亲属 其他亲戚 亲属 亲戚 叔叔 叔 叔父 伯父 伯伯 伯母 婶婶 姑姑 姑妈 姑父 姑母 舅舅 舅妈 舅父 舅母 姨 姨妈 姨母 '
    + '姨父 阿姨 社工 祖孙 曾祖父 曾祖母 委托监护人 受托人 村委会 居委会 民政部门'),
  ...named(ANY_GUARDIAN, '监护人 法定监护人 家长 联系人'),
])

/** 「爸爸」「父女」「51-父亲」 → 「父亲」; undefined for a word that is none. Also for the headings 「父亲姓名」. */
export const relationOf = (text: string): string | undefined => {
  const word = tight(text)
  return RELATIONS.get(word) ?? RELATIONS.get(word.replace(/^\d+[-—.、:]?/, ''))
}

const ENDS_AS_CALLING = /(?:爸|妈|父亲|母亲|爷爷|奶奶|外公|外婆|姥爷|姥姥|家长|监护人|老师|联系人)$/

/** 「爸爸」「学生家长」「王老师」: what somebody is called, by which no two of them are known for the same person. */
export const isCalling = (name: string): boolean => relationOf(name) !== undefined || ENDS_AS_CALLING.test(tight(name))

/** What the guardian is to the child; null for an empty cell. */
export function readRelation(cell: Cell | undefined): Found<string> {
  if (cell === undefined || isNothing(cell.text)) return NOTHING
  const relation = relationOf(cell.text)
  return relation === undefined
    ? left('relation-unknown', '与学生的关系认不出来，记为“监护人”。请写“父亲”“母亲”“祖父”等。')
    : found(relation)
}

/** From the number of the building on: a plan of visits needs the estate, nobody needs the door. */
const DOOR = /(?:第? ?(?:\d+|[A-Z]|[一二三四五六七八九十]+) ?(?:号楼|幢|栋|单元|楼|座|室|#)|\d+[-－]\d+).*$/i

/** The estate or street, without building and door. */
export function readNeighbourhood(cell: Cell | undefined): Found<string> {
  if (cell === undefined || isNothing(cell.text)) return NOTHING
  const place = tidy(cell.text).replace(DOOR, '').trim()
  return place === '' ? NOTHING : found(place)
}
