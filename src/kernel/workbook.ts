/**
 * A spreadsheet as a person sees it, whoever reads it. Rows are numbered from 1 as the sheet shows them, columns from 0 (A).
 */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error'

export interface Cell {
  /** What is shown, untrimmed; of a date `YYYY-MM-DD`, of a number its digits without thousands separators. */
  readonly text: string
  /** How it is stored: an identity number stored as a number has lost its last digits. */
  readonly kind: CellKind
  /** The value was computed by the sheet when it was last saved. */
  readonly formula?: true
}

export interface SheetRow {
  readonly number: number
  readonly hidden: boolean
  readonly cells: readonly (Cell | undefined)[]
}

/** Both ends belong to it. The value stands in the cell at the top left; the others are empty. */
export interface Merge {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface Sheet {
  readonly name: string
  readonly hidden: boolean
  /** Rows with something in them, from the top. */
  readonly rows: readonly SheetRow[]
  readonly merges: readonly Merge[]
  readonly hiddenColumns: readonly number[]
}

export interface Workbook { readonly sheets: readonly Sheet[] }

/** The largest file that is looked at, in bytes; whoever receives uploads takes no more than this. */
export const WORKBOOK_BYTES = 20 * 1024 * 1024

/** `A`, `Z`, `AA` for 0, 25, 26. */
export function columnName(column: number): string {
  const above = Math.floor(column / 26)
  return (above === 0 ? '' : columnName(above - 1)) + String.fromCodePoint(65 + (column % 26))
}
