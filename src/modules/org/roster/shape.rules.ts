import type { RosterField, SheetLook } from './row.contract.ts'
import { tight } from './reading/text.rules.ts'

/** The shape in which a school gets its roster back: its own words and order. */
export interface Shape {
  /** In the order of the columns. */
  readonly headings: readonly { readonly heading: string; readonly field: RosterField }[]
  readonly sheetPerGrade: boolean
}

/** A long number, or a day: the row that was chosen for the headings holds somebody's values, which nobody must keep. */
const VALUE = /\d{5}|\d{4}[-./年]\d/

/** Sheets in use whose headings say nothing of a person. */
export const withHeadings = (looks: readonly SheetLook[]): SheetLook[] =>
  looks.filter((look) => look.use && !look.headings.some(({ heading }) => VALUE.test(tight(heading))))

/** Of the sheet with the most rows; several sheets in use were one a grade. */
export function shapeOf(looks: readonly SheetLook[]): Shape {
  const used = looks.filter((look) => look.use)
  const main = used.toSorted((a, b) => b.rows - a.rows)[0]
  const headings = (main?.headings ?? []).flatMap(({ column, heading }) => {
    const field = main?.columns[String(column)]
    return field === undefined ? [] : [{ column, heading, field }]
  })
  return {
    headings: headings.toSorted((a, b) => a.column - b.column).map(({ heading, field }) => ({ heading, field })),
    sheetPerGrade: used.length > 1,
  }
}
