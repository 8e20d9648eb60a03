import type { Cell, CellKind, Merge, Sheet, Workbook } from '#kernel/workbook'
import { checkDigitOf } from './reading/identity.rules.ts'
import type { SchoolFacts } from './row.contract.ts'

/** 21 November 2026, academic year 2026, a school with primary classes only. */
export const SCHOOL: SchoolFacts = { stages: ['primary'], academicYear: 2026, today: '2026-11-21' }

/** Text as text, numbers as numbers; `{ text, kind }` for anything else; null or '' for an empty cell. */
export type Written = string | number | null | { readonly text: string; readonly kind: CellKind; readonly formula?: true }

export interface SheetExtras {
  readonly name?: string
  readonly merges?: readonly Merge[]
  /** Numbers of hidden rows, from 1. */
  readonly hiddenRows?: readonly number[]
  readonly hiddenColumns?: readonly number[]
  readonly hidden?: boolean
}

export function cellOf(written: Written | undefined): Cell | undefined {
  if (written === null || written === undefined || written === '') return undefined
  if (typeof written === 'string') return { text: written, kind: 'text' }
  return typeof written === 'number' ? { text: String(written), kind: 'number' } : written
}

/** A sheet from plain rows, numbered from 1; rows without anything are left out, as a reader leaves them out. */
export function sheetOf(rows: readonly (readonly Written[])[], extras: SheetExtras = {}): Sheet {
  return {
    name: extras.name ?? 'Sheet1', hidden: extras.hidden ?? false,
    merges: extras.merges ?? [], hiddenColumns: extras.hiddenColumns ?? [],
    rows: rows
      .map((cells, at) => ({ number: at + 1, hidden: extras.hiddenRows?.includes(at + 1) ?? false, cells: cells.map(cellOf) }))
      .filter(({ cells }) => cells.some((cell) => cell !== undefined)),
  }
}

export const bookOf = (rows: readonly (readonly Written[])[], extras: SheetExtras = {}): Workbook =>
  ({ sheets: [sheetOf(rows, extras)] })

/** An identity number of nowhere (region 99xxxx) with a right check digit. An even `order` is a girl's. */
export function identityNoOf(birthDate: string, order: number, region = '990101'): string {
  const digits = `${region}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return digits + checkDigitOf(digits)
}
