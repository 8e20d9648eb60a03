import type { SchoolDate } from '#kernel/dates'
import type { FieldValue, FieldValues } from '../../records/record.contract.ts'
import type { PlainPreparation } from '../plain.contract.ts'

/** The plain form while it is filled in. */
export interface PlainValues {
  readonly happenedOn: SchoolDate
  readonly classIds: readonly string[]
  readonly studentIds: readonly string[]
  readonly unitIds: readonly string[]
  readonly bodyIds: readonly string[]
  readonly companions: readonly string[]
  readonly fields: FieldValues
}

/** An empty form of today; the only class or body there is to choose is chosen. */
export const emptyPlain = ({ today, subject, classes, bodies }: PlainPreparation): PlainValues => ({
  happenedOn: today, studentIds: [], unitIds: [], companions: [], fields: {},
  classIds: subject === 'class' && classes.length === 1 ? classes.map((one) => one.id) : [],
  bodyIds: subject === 'body' && bodies.length === 1 ? bodies.map((one) => one.id) : [],
})

const isEmpty = (value: FieldValue | undefined) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (typeof value === 'string' && value.trim() === '')

/** What the server is sent: nothing that was left empty. */
export const bodyOf = ({ happenedOn, classIds, studentIds, unitIds, bodyIds, companions, fields }: PlainValues) => ({
  happenedOn, classIds: [...classIds], studentIds: [...studentIds], unitIds: [...unitIds], bodyIds: [...bodyIds], companions: [...companions],
  fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)).map(([key, value]) => [key, trimmed(value)])),
})
export type PlainBody = ReturnType<typeof bodyOf>

const trimmed = (value: FieldValue): FieldValue => (typeof value === 'string' ? value.trim() : value)

const NEEDED = {
  class: ['classIds', '请选择班级'], student: ['studentIds', '请选择学生'], body: ['bodyIds', '请选择机构或队伍'],
} as const

/** What is missing before it makes sense to ask the server, by field. */
export function missingIn(values: PlainValues, { subject, fields }: PlainPreparation): Readonly<Record<string, string>> {
  const blank = fields.filter((field) => field.required && field.setBy === 'recorder' && isEmpty(values.fields[field.key]))
  const needed = subject === 'unit' ? undefined : NEEDED[subject]
  return {
    ...(values.happenedOn === '' ? { happenedOn: '请选择哪一天' } : {}),
    ...(needed && values[needed[0]].length === 0 ? { [needed[0]]: needed[1] } : {}),
    ...Object.fromEntries(blank.map((field) => [field.key, `${field.type === 'text' || field.type === 'count' ? '请填写' : '请选择'}“${field.zh}”`])),
  }
}
