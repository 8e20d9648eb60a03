import { Refusal } from '#kernel/errors'

const refusal = (code: string, say: string) => new Refusal({ code, status: 422, say })
const SAVE_AS = '请用 WPS 或 Excel 打开它，「另存为」Excel 工作簿（.xlsx）后重新选择。'
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)

export const emptyFile = () => refusal('workbook-empty', '这个文件是空的。请重新导出或重新保存表格后再选择。')

export const fileTooLarge = (limit: number) => new Refusal({
  code: 'workbook-too-large', status: 413,
  say: `文件超过 ${megabytes(limit)} MB，没有读取。请删去照片和多余的工作表，或者按年级拆成几个文件后再选择。`,
})

/** `what` names the kind of file in Chinese. */
export const notAWorkbook = (what: string) => refusal('workbook-wrong-type', `这是${what}，不是 Excel 工作簿（.xlsx）。请选择 .xlsx 文件。`)

export const oldFormat = (what: string) => refusal('workbook-old-format', `这是${what}，本系统只读 .xlsx。${SAVE_AS}`)

export const encrypted = () =>
  refusal('workbook-encrypted', '文件设了打开密码，无法读取。请用 WPS 或 Excel 打开，取消密码后保存，再重新选择。')

export const withMacros = () =>
  refusal('workbook-macros', '文件里有宏（程序），为安全起见不读取。请用 WPS 或 Excel「另存为」不带宏的 Excel 工作簿（.xlsx）后重新选择。')

/** `where` says in Chinese which part is broken. */
export const damaged = (where: string) =>
  refusal('workbook-damaged', `文件不完整或已损坏（${where}）。请重新下载；若仍不行，请用 WPS 或 Excel 打开并另存一份后再选择。`)

/** Nothing that an office program writes: somebody made the file by hand. */
export const unsafe = (why: string) =>
  refusal('workbook-unsafe', `文件里有不该出现的内容（${why}），为安全起见没有读取。${SAVE_AS}`)

/** Said of what unpacks to more than it may, and of a worker that ran out of time or memory. */
export const tooHeavy = () => refusal(
  'workbook-too-heavy',
  '表格展开后的内容过大，已停止读取。请删去空白的格式行、照片和多余的工作表，或者按年级拆成几个文件后再选择。',
)

export const tooManySheets = (limit: number) =>
  refusal('workbook-too-many-sheets', `工作表超过 ${limit} 个，没有读取。请只保留要导入的工作表后再选择。`)

export const tooManyRows = (limit: number) =>
  refusal('workbook-too-many-rows', `有内容的行超过 ${limit} 行，没有读取。请按年级或学校拆成几个文件后再选择。`)

export const tooManyCells = (limit: number) =>
  refusal('workbook-too-many-cells', `有内容的单元格超过 ${limit} 个，没有读取。请删去不用的列，或者拆成几个文件后再选择。`)

/** `cell` is the first one beyond, such as `GS12`. */
export const tooManyColumns = (limit: number, sheet: string, cell: string) => refusal(
  'workbook-too-many-columns',
  `工作表「${sheet}」的 ${cell} 超出了前 ${limit} 列，没有读取。请删去右侧多余的内容后再选择。`,
)

export const tooManyMerges = (limit: number, sheet: string) =>
  refusal('workbook-too-many-merges', `工作表「${sheet}」合并的单元格超过 ${limit} 处，没有读取。请取消合并后再选择。`)

export const workersBusy = () => new Refusal({
  code: 'workers-busy', status: 503, say: '正在处理的文件太多，暂时没有开始。请过几分钟再试，文件没有丢失。',
})
