import type { Refusal } from '#kernel/errors'
import { emptyFile, encrypted, notAWorkbook, oldFormat } from './workbook.refusals.ts'

/** The first bytes of what people pick by mistake, and what it is called. */
const KINDS: readonly (readonly [magic: string, what: string])[] = [
  ['%PDF', 'PDF 文件'], ['\x89PNG', '图片'], ['\xff\xd8\xff', '图片'], ['GIF8', '图片'], ['BM', '图片'], ['RIFF', '图片或音像文件'],
  ['Rar!', '压缩包（RAR）'], ['7z\xbc\xaf', '压缩包（7z）'], ['\x1f\x8b', '压缩包（GZ）'], ['{\\rtf', '文字文档（RTF）'], ['MZ', '程序文件'],
]
const ZIP = ['PK\x03\x04', 'PK\x05\x06']
const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const LOOK = 4_096

/** Why something that is not a ZIP archive is refused; undefined when it begins like one. */
export function notZip(bytes: Uint8Array): Refusal | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length === 0) return emptyFile()
  const head = file.subarray(0, LOOK).toString('latin1')
  if (ZIP.some((magic) => head.startsWith(magic))) return undefined
  if (head.startsWith(COMPOUND)) return compound(file)
  const kind = KINDS.find(([magic]) => head.startsWith(magic))
  return kind === undefined ? textOrUnknown(file.subarray(0, LOOK)) : notAWorkbook(kind[1])
}

/** The container of Office before 2007; a workbook with a password is wrapped into one too (MS-OFFCRYPTO 2.3.4.4). */
function compound(file: Buffer): Refusal {
  const has = (stream: string) => file.includes(stream, 0, 'utf16le')
  if (has('EncryptedPackage') || has('EncryptionInfo')) return encrypted()
  if (has('ETExtData')) return oldFormat('WPS 表格文件（.et）')
  if (has('WordDocument')) return notAWorkbook('Word 文档（.doc）')
  if (has('PowerPoint Document')) return notAWorkbook('演示文稿（.ppt）')
  return oldFormat('旧格式的表格（.xls 或 .et）')
}

function textOrUnknown(head: Buffer): Refusal {
  const text = head.toString('utf8')
  if (/urn:schemas-microsoft-com:office:spreadsheet/i.test(text)) return oldFormat('XML 表格')
  if (/<(!doctype html|html|table)\b/i.test(text)) return oldFormat('网页，只是换了扩展名')
  const isText = !head.includes(0) || /^(\xff\xfe|\xfe\xff)/.test(head.toString('latin1'))
  return isText ? oldFormat('文本文件（CSV 或 TXT）') : notAWorkbook('无法识别的文件')
}

/** What else is a ZIP archive, by a part that only it has. */
const ARCHIVES: readonly (readonly [part: RegExp, refuse: () => Refusal])[] = [
  [/^xl\/workbook\.bin$/i, () => oldFormat('二进制工作簿（.xlsb）')],
  [/^word\//i, () => notAWorkbook('Word 文档（.docx）')],
  [/^ppt\//i, () => notAWorkbook('演示文稿（.pptx）')],
  [/^content\.xml$/i, () => oldFormat('OpenDocument 文件（.ods）')],
]

/** Why an archive with these parts and without a workbook is refused. */
export function otherArchive(names: readonly string[]): Refusal {
  const found = ARCHIVES.find(([part]) => names.some((name) => part.test(name)))
  return found === undefined ? notAWorkbook('压缩包（ZIP）') : found[1]()
}
