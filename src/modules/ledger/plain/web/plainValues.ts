import type { SchoolDate } from '#kernel/dates'
import type { RecordField } from '#modules/plan/packs/kind.contract'
import type { FieldValue, FieldValues } from '../../records/record.contract.ts'

/** The plain form while it is filled in. */
export interface PlainValues {
  readonly happenedOn: SchoolDate
  readonly classIds: readonly string[]
  readonly fields: FieldValues
}

const isEmpty = (value: FieldValue | undefined) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (typeof value === 'string' && value.trim() === '')

/** What the server is sent: nothing that was left empty. */
export const bodyOf = ({ happenedOn, classIds, fields }: PlainValues) => ({
  happenedOn, classIds: [...classIds],
  fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)).map(([key, value]) => [key, trimmed(value)])),
})
export type PlainBody = ReturnType<typeof bodyOf>

const trimmed = (value: FieldValue): FieldValue => (typeof value === 'string' ? value.trim() : value)

/** What is missing before it makes sense to ask the server, by field. */
export function missingIn(values: PlainValues, definition: readonly RecordField[]): Readonly<Record<string, string>> {
  const blank = definition.filter((field) => field.required && field.setBy === 'recorder' && isEmpty(values.fields[field.key]))
  return {
    ...(values.happenedOn === '' ? { happenedOn: '请选择哪一天' } : {}),
    ...(values.classIds.length === 0 ? { classIds: '请选择班级' } : {}),
    ...Object.fromEntries(blank.map((field) => [field.key, `${field.type === 'text' ? '请填写' : '请选择'}“${field.zh}”`])),
  }
}
