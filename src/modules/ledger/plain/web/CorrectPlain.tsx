import { useQuery } from '@tanstack/react-query'
import { useCapacity, useSigned } from '#ui/acting'
import { call, reading } from '#ui/api'
import { draftPlace } from '../../records/web/draft.ts'
import type { SubmitKey } from '../../records/web/submitKey.ts'
import { useCorrection } from '../../records/web/useCorrection.ts'
import { useSubmit } from '../../records/web/useSubmit.ts'
import { correctPlain, listPlainKinds, type PlainRecord } from '../plain.contract.ts'
import { PlainForm } from './PlainForm.tsx'
import { bodyOf, type PlainBody, type PlainValues } from './plainValues.ts'

export interface CorrectPlainProps {
  readonly record: PlainRecord
  readonly onDone: () => void
}

/** The form of the kind, filled with what holds now. Classes of the record stay offered also when they are no longer one's own. */
export function CorrectPlain({ record, onDone }: CorrectPlainProps) {
  const { recordId, kind, zh, definition, happenedOn, fields } = record
  const capacity = useCapacity()
  const { today } = useSigned()
  const name = `record.${capacity.id}.${recordId}`
  const start: PlainValues = { happenedOn, fields, classIds: record.classes.map(({ classId }) => classId) }
  const { values, version, change, forget } = useCorrection(name, { values: start, version: record.version })
  const leave = () => {
    forget()
    onDone()
  }
  const kinds = useQuery(reading(listPlainKinds, {}, { capacity: capacity.id }))
  const own = kinds.data?.kinds.find((one) => one.kind === kind)?.classes ?? []
  const others = own.filter(({ classId }) => !record.classes.some((one) => one.classId === classId))
  const { submit, busy, error, forgetError } = useSubmit({
    keys: draftPlace<SubmitKey>(`${name}.key`),
    send: (body: PlainBody & { version: number }, idempotencyKey) =>
      call(correctPlain, { params: { recordId }, body }, { capacity: capacity.id, idempotencyKey }),
    saved: leave,
  })
  return (
    <PlainForm title={`更正${zh}`} back={`/records/${recordId}`} today={today} definition={definition} classes={[...record.classes, ...others]} values={values} busy={busy}
      error={error} onCancel={leave} onChange={(next) => { if (error) forgetError(); change(next) }}
      onSubmit={() => submit({ ...bodyOf(values), version })} />
  )
}
