import type { Cell } from '#kernel/workbook'
import { beyondBasicGlyphs, privateGlyphs } from '../../people/glyph.rules.ts'
import type { Fault } from '../row.contract.ts'
import { found, isNothing, NOTHING, refused, tidy, warning, type Found } from './text.rules.ts'

const ORDINARY = /^[\u4e00-\u9fff]{2,6}$/
const HAN = '\\p{Script=Han}'
/** Between two parts of a name; a full stop only between Han characters, since Latin names have initials. */
const DOT_BETWEEN_LETTERS = /(?<=\p{L}) ?[•‧・･∙⋅●] ?(?=\p{L})/gu
const DOT_BETWEEN_HAN = new RegExp(`(?<=${HAN}) ?[·.．•‧・･∙⋅●] ?(?=${HAN})`, 'gu')
const SPACED_OUT = new RegExp(`^(${HAN}) (${HAN})$`, 'u')
const BLANK_BETWEEN_HAN = new RegExp(`${HAN} ${HAN}`, 'u')
const HAN_AND_LATIN = new RegExp(`${HAN}[a-zA-Z]|[a-zA-Z]${HAN}`, 'u')
const LONGEST = 50

/**
 * A name, kept as it is written but for blanks at the ends, the blank that spaces out two characters (王 芳), and the dot of names
 * of several parts, which is always · (GB/T 15834 间隔号).
 */
export function readName(cell: Cell | undefined): Found<string> {
  const text = tidy(cell?.text ?? '')
  if (ORDINARY.test(text)) return found(text)
  if (isNothing(text)) return NOTHING
  if (/[?？□■\ufffd*＊]/u.test(text)) {
    return refused('name-damaged', '姓名里有“?”“□”或“*”：可能是生僻字丢失，或者被遮盖。请填写完整姓名。')
  }
  if (/^[\d.+-]+$/.test(text)) return refused('name-number', '姓名一列里是数字。请核对各列有没有错位。')
  if (text.length > LONGEST) return refused('name-long', '姓名超过 50 个字，像是说明文字。请只填写姓名。')
  const name = text.replace(SPACED_OUT, '$1$2').replace(DOT_BETWEEN_HAN, '·').replace(DOT_BETWEEN_LETTERS, '·')
  return found(name, ...doubts(name))
}

function doubts(name: string): Fault[] {
  const own = privateGlyphs(name).join('、')
  const rare = beyondBasicGlyphs(name).join('、')
  return [
    own === '' ? undefined : warning('name-private-character',
      `姓名里有本机造字 ${own}，别的设备显示不出来。已照原样保存；请尽量换成国家标准里的字。`),
    rare === '' ? undefined : warning('name-rare-character', `姓名里有生僻字 ${rare}，有的设备显示不出来。已照原样保存，请核对。`),
    /[\u2ff0-\u2fff\u303e]/.test(name)
      ? warning('name-described-character', '姓名里用部件描述代替了一个字。已照原样保存；请尽量换成这个字本身。') : undefined,
    /[\d０-９]/.test(name) ? warning('name-digits', '姓名里有数字。如果是区分同名学生用的，请删去；班级和学籍号已经能区分。') : undefined,
    BLANK_BETWEEN_HAN.test(name)
      ? warning('name-blank', '姓名中间有空格，已保留。多余的请删去；少数民族姓名请用间隔号“·”。') : undefined,
    HAN_AND_LATIN.test(name) ? warning('name-mixed', '姓名里汉字和字母连写，可能是用拼音代替了生僻字。请核对。') : undefined,
    /[()（）[\]【】/、,，;；]/.test(name) ? warning('name-note', '姓名里有括号或者分隔号。请只填写一个人的姓名，说明请写在备注列。') : undefined,
  ].filter((doubt) => doubt !== undefined)
}
