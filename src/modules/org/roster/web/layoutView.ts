import {
  FIELD_NAMES, STAFF_FIELDS, STUDENT_FIELDS, type Layout, type RosterField, type RosterKind, type SheetLayout, type SheetLook,
} from '../row.contract.ts'

export const NOT_IMPORTED = ''

/** What a column can hold, for the list beside it. */
export const fieldOptions = (kind: RosterKind): { value: RosterField | typeof NOT_IMPORTED; label: string }[] => [
  { value: NOT_IMPORTED, label: '不导入' },
  ...(kind === 'students' ? STUDENT_FIELDS : STAFF_FIELDS).map((field) => ({ value: field, label: FIELD_NAMES[field] })),
]

interface Read {
  readonly looks: readonly SheetLook[]
  readonly hiddenRows: Layout['hiddenRows']
}

/** How the workbook was read. */
export const layoutOf = ({ looks, hiddenRows }: Read): Layout => ({
  sheets: looks.map(({ sheet, use, headerRow, columns }) => ({ sheet, use, headerRow, columns })), hiddenRows,
})

/** How the workbook was read, with what the keeper has chosen over it. */
export function chosenLayout(read: Read, chosen: Layout | undefined): Layout {
  const { sheets, hiddenRows } = layoutOf(read)
  if (chosen === undefined) return { sheets, hiddenRows }
  return { sheets: sheets.map((sheet) => overlaid(sheet, chosen.sheets.find((one) => one.sheet === sheet.sheet))), hiddenRows: chosen.hiddenRows }
}

/** A header row that was moved and read since has the columns that were found under it. */
const overlaid = (read: SheetLayout, chosen: SheetLayout | undefined): SheetLayout =>
  (chosen !== undefined && isGuessed(chosen) && chosen.headerRow === read.headerRow ? { ...chosen, columns: read.columns } : chosen ?? read)

const isGuessed = ({ columns }: SheetLayout) => Object.keys(columns).length === 0

/** What is asked for: only the sheets that the keeper has touched, so that the others are guessed and say why they are not read. */
export function touched(read: Read, layout: Layout, before: Layout | undefined): Layout {
  const was = new Map(layoutOf(read).sheets.map((sheet) => [sheet.sheet, sheet]))
  const sheets = layout.sheets.filter((sheet) =>
    before?.sheets.some((one) => one.sheet === sheet.sheet) || !sameSheet(sheet, was.get(sheet.sheet) ?? sheet))
  return { sheets, hiddenRows: layout.hiddenRows }
}

export interface ColumnChoice {
  readonly sheet: string
  readonly column: number
  readonly field: RosterField | typeof NOT_IMPORTED
}

/** One column chosen anew, and every column of the other sheets that stands at the same place under the same heading. */
export function chooseField(layout: Layout, looks: readonly SheetLook[], { sheet, column, field }: ColumnChoice): Layout {
  const heading = headingAt(looks, sheet, column)
  const sheets = layout.sheets.map((one) =>
    (one.sheet === sheet || (heading !== '' && headingAt(looks, one.sheet, column) === heading) ? withField(one, column, field) : one))
  return { ...layout, sheets }
}

const headingAt = (looks: readonly SheetLook[], sheet: string, column: number): string =>
  looks.find((look) => look.sheet === sheet)?.headings.find((one) => one.column === column)?.heading ?? ''

/** A field stands in one column only: the one that held it before is not imported any more. */
function withField(sheet: SheetLayout, column: number, field: RosterField | typeof NOT_IMPORTED): SheetLayout {
  const others = Object.entries(sheet.columns).filter(([at, held]) => at !== String(column) && held !== field)
  return { ...sheet, columns: Object.fromEntries(field === NOT_IMPORTED ? others : [...others, [String(column), field]]) }
}

/** Without columns a sheet is guessed anew, which is what another header row asks for. */
export const moveHeader = (layout: Layout, sheet: string, headerRow: number): Layout => changeSheet(layout, sheet, { headerRow, columns: {} })

export const takeSheet = (layout: Layout, sheet: string, use: boolean): Layout => changeSheet(layout, sheet, { use })

const changeSheet = (layout: Layout, sheet: string, change: Partial<SheetLayout>): Layout =>
  ({ ...layout, sheets: layout.sheets.map((one) => (one.sheet === sheet ? { ...one, ...change } : one)) })

const sheetText = ({ sheet, use, headerRow, columns }: SheetLayout) =>
  JSON.stringify([sheet, use, headerRow, Object.entries(columns).sort(([x], [y]) => Number(x) - Number(y))])
const sameSheet = (a: SheetLayout, b: SheetLayout) => sheetText(a) === sheetText(b)

export const sameLayout = (a: Layout, b: Layout): boolean =>
  a.hiddenRows === b.hiddenRows && a.sheets.map(sheetText).join() === b.sheets.map(sheetText).join()

/** 「姓名、性别、班级 等 9 列」: what is taken from a sheet. */
export function sayColumns({ columns }: Pick<SheetLayout, 'columns'>): string {
  const names = Object.entries(columns).sort(([a], [b]) => Number(a) - Number(b)).map(([, field]) => FIELD_NAMES[field])
  return names.length <= 4 ? names.join('、') : `${names.slice(0, 3).join('、')} 等 ${names.length} 列`
}

export const hasName = ({ columns }: Pick<SheetLayout, 'columns'>): boolean => Object.values(columns).includes('name')
