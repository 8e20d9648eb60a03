import type { RecordField } from '#modules/plan/packs/kind.contract'
import type { FieldValue } from '../record.contract.ts'

const optionName = (field: RecordField, key: string): string => field.options?.find((option) => option.key === key)?.zh ?? key

/** A value of a record in words; empty where nothing was filled in. */
export function sayValue(field: RecordField, value: FieldValue | undefined): string {
  if (value === undefined || value === '') return ''
  if (Array.isArray(value)) return value.map((key) => optionName(field, key)).join('、')
  if (typeof value === 'boolean') return value ? '是' : ''
  return field.type === 'enum' ? optionName(field, String(value)) : String(value)
}
