import { isSchoolDate } from '#kernel/dates'
import type { RecordField } from '#modules/plan/packs/kind.contract'
import type { FieldValue, FieldValues } from './record.contract.ts'

/** What a form left empty is not stored: a flag that was never raised is false, an empty text is no text. */
export const filled = (values: Readonly<Record<string, FieldValue | undefined>>): FieldValues =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, FieldValue] => !isEmpty(entry[1])))

/** What is wrong with values from a form, by field, in words; empty when they fit the definition. */
export function fieldMistakes(fields: readonly RecordField[], values: FieldValues): Record<string, string> {
  const mistakes: Record<string, string> = {}
  for (const key of Object.keys(values)) {
    const field = fields.find((one) => one.key === key)
    if (field === undefined) mistakes[key] = `这种记录没有“${key}”这一项，请刷新页面后再填写`
    else if (field.setBy === 'program') mistakes[key] = `“${field.zh}”由系统填写，不能自行填写`
  }
  for (const field of fields.filter((one) => one.setBy === 'recorder')) {
    const mistake = valueMistake(field, values[field.key])
    if (mistake !== undefined) mistakes[field.key] = mistake
  }
  return mistakes
}

/** Values that belong to the record itself, and those that belong to each subject. */
export function splitFields(fields: readonly RecordField[], values: FieldValues): { record: FieldValues; subject: FieldValues } {
  const only = (about: RecordField['about']) =>
    pick(values, (key) => fields.some((field) => field.key === key && field.about === about))
  return { record: only('record'), subject: only('subject') }
}

/** Options, flags, counts and dates of the definition; never a text, nor a value that no definition knows. */
export const withoutTexts = (fields: readonly RecordField[], values: FieldValues): FieldValues =>
  pick(values, (key) => fields.some((field) => field.key === key && field.type !== 'text'))

const pick = (values: FieldValues, wanted: (key: string) => boolean): FieldValues =>
  Object.fromEntries(Object.entries(values).filter(([key]) => wanted(key)))

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)

function valueMistake(field: RecordField, value: FieldValue | undefined): string | undefined {
  if (value === undefined || isEmpty(value)) return field.required ? missing(field) : undefined
  switch (field.type) {
    case 'enum': return typeof value === 'string' && isOption(field, value) ? undefined : `“${field.zh}”没有这个选项，请重新选择`
    case 'enums': return areOptions(field, value) ? undefined : `“${field.zh}”有选项不存在或重复，请重新选择`
    case 'flag': return value === true ? undefined : `“${field.zh}”只能选是或否`
    case 'text': return textMistake(field, value)
    case 'count': return countMistake(field, value)
    case 'date': return typeof value === 'string' && isSchoolDate(value) ? undefined : `“${field.zh}”应为日期`
  }
}

const missing = (field: RecordField): string =>
  `${field.type === 'enum' || field.type === 'enums' || field.type === 'date' ? '请选择' : '请填写'}“${field.zh}”`

const isOption = (field: RecordField, key: string): boolean => (field.options ?? []).some((option) => option.key === key)

const areOptions = (field: RecordField, value: FieldValue): boolean =>
  Array.isArray(value) && value.every((key) => isOption(field, key)) && new Set(value).size === value.length

/** Length in characters as people count them, so that 𠮷 is one. */
function textMistake(field: RecordField, value: FieldValue): string | undefined {
  if (typeof value !== 'string') return `“${field.zh}”应为文字`
  const length = [...value].length
  if (field.max !== undefined && length > field.max) return `“${field.zh}”最多 ${field.max} 字，现在有 ${length} 字，请删减`
  return undefined
}

function countMistake(field: RecordField, value: FieldValue): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return `“${field.zh}”应为不小于 0 的整数`
  if (field.max !== undefined && value > field.max) return `“${field.zh}”最多为 ${field.max}`
  return undefined
}

const optionName = (field: RecordField, key: string): string => field.options?.find((option) => option.key === key)?.zh ?? key

/** A value of a record in words; empty where nothing was filled in. */
export function sayValue(field: RecordField, value: FieldValue | undefined): string {
  if (value === undefined || value === '') return ''
  if (Array.isArray(value)) return value.map((key) => optionName(field, key)).join('、')
  if (typeof value === 'boolean') return value ? '是' : ''
  return field.type === 'enum' ? optionName(field, String(value)) : String(value)
}
