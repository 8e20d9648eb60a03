import type { SchoolDate } from '#kernel/dates'
import type { RecordField } from '#modules/plan/packs/kind.contract'
import type { StaffVisit } from '../visit.contract.ts'

/** The quick form while it is filled in: ids, keys of options and the person's own words, never a name. */
export interface VisitValues {
  readonly happenedOn: SchoolDate
  readonly mode: string | null
  readonly studentIds: readonly string[]
  readonly topics: readonly string[]
  readonly guidance: readonly string[]
  readonly note: string
  readonly promising: boolean
  readonly promise: string
  readonly companions: readonly string[]
}

/** Today is proposed; the way is not, because a wrong guess would count for a stricter duty. */
export const emptyVisit = (studentId: string, today: SchoolDate): VisitValues => ({
  happenedOn: today, mode: null, studentIds: [studentId], topics: [], guidance: [], note: '', promising: false, promise: '', companions: [],
})

const keys = (options: readonly { readonly key: string }[]) => options.map((option) => option.key)

/** A recorded visit as the form that corrects it shows it. */
export function valuesOf(visit: StaffVisit): VisitValues {
  const [child] = visit.children
  return {
    happenedOn: visit.happenedOn,
    mode: visit.mode.key,
    studentIds: [...visit.children, ...visit.siblings].map((one) => one.studentId),
    topics: keys(child?.topics ?? []),
    guidance: keys(child?.guidance ?? []),
    note: child?.note ?? '',
    promising: Boolean(child?.promise),
    promise: child?.promise ?? '',
    companions: visit.companions,
  }
}

/** What the server is sent. */
export function bodyOf(values: VisitValues) {
  const { happenedOn, mode, studentIds, topics, guidance, note, companions } = values
  const promise = values.promising ? { promise: values.promise.trim() } : {}
  return {
    happenedOn, mode: mode ?? '', studentIds: [...studentIds], topics: [...topics], guidance: [...guidance], note: note.trim(),
    ...promise, companions: [...companions],
  }
}
export type VisitBody = ReturnType<typeof bodyOf>

/** What is missing before it makes sense to ask the server, by field. */
export function missingIn(values: VisitValues): Readonly<Record<string, string>> {
  return {
    ...(values.happenedOn === '' ? { happenedOn: '请选择哪一天' } : {}),
    ...(values.mode === null ? { mode: '请选择方式' } : {}),
    ...(values.promising && values.promise.trim() === '' ? { promise: '请写一句答应了什么，或者改选“没有”' } : {}),
  }
}

export const findField = (fields: readonly RecordField[], key: string): RecordField | undefined => fields.find((field) => field.key === key)
