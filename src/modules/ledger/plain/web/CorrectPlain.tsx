import { useQuery } from '@tanstack/react-query'
import { useCapacity } from '#ui/acting'
import { call, reading } from '#ui/api'
import { Loaded } from '#ui/Loaded'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { FormSkeleton } from '../../records/web/FormSkeleton.tsx'
import { draftPlace } from '../../records/web/draft.ts'
import type { SubmitKey } from '../../records/web/submitKey.ts'
import { useCorrection } from '../../records/web/useCorrection.ts'
import { useSubmit } from '../../records/web/useSubmit.ts'
import { correctPlain, preparePlain, type Choice, type PlainPreparation, type PlainRecord } from '../plain.contract.ts'
import { PlainForm } from './PlainForm.tsx'
import { bodyOf, type PlainBody, type PlainValues } from './plainValues.ts'

export interface CorrectPlainProps {
  readonly record: PlainRecord
  readonly onDone: () => void
}

/** The form of the kind, filled with what holds now. */
export function CorrectPlain({ record, onDone }: CorrectPlainProps) {
  const capacity = useCapacity()
  const preparing = useQuery({ ...reading(preparePlain, { params: { kind: record.kind } }, { capacity: capacity.id }), staleTime: Infinity })
  if (preparing.data !== undefined) return <Correction record={record} preparation={offering(preparing.data, record)} onDone={onDone} />
  return (
    <Page title={`更正${record.zh}`} back={`/records/${record.recordId}`}>
      <Loaded query={preparing} skeleton={<Section><FormSkeleton /></Section>}>{() => null}</Loaded>
    </Page>
  )
}

type Named = Pick<Choice, 'id' | 'name'>
const idsOf = (list: readonly Named[]) => list.map((one) => one.id)

/** What the record names stays offered, also when it is no longer one's own; its fields are those of its day. */
function offering(preparation: PlainPreparation, record: PlainRecord): PlainPreparation {
  const more = (offered: readonly Choice[], named: readonly Named[]) =>
    [...named.filter(({ id }) => !offered.some((one) => one.id === id)).map((one) => ({ ...one, note: null })), ...offered]
  return {
    ...preparation, fields: record.definition.filter((field) => field.setBy === 'recorder'),
    classes: preparation.subject === 'class' ? more(preparation.classes, record.classes) : preparation.classes,
    bodies: more(preparation.bodies, record.bodies), units: preparation.units.length === 0 ? [] : more(preparation.units, record.units),
  }
}

function Correction({ record, preparation, onDone }: CorrectPlainProps & { readonly preparation: PlainPreparation }) {
  const { recordId, zh, happenedOn, fields, classes, students, units, bodies, companions } = record
  const capacity = useCapacity()
  const name = `record.${capacity.id}.${recordId}`
  const start: PlainValues = {
    happenedOn, fields, classIds: idsOf(classes), studentIds: idsOf(students), unitIds: idsOf(units), bodyIds: idsOf(bodies), companions,
  }
  const { values, version, change, forget } = useCorrection(name, { values: start, version: record.version })
  const leave = () => {
    forget()
    onDone()
  }
  const { submit, busy, error, forgetError } = useSubmit({
    keys: draftPlace<SubmitKey>(`${name}.key`),
    send: (body: PlainBody & { version: number }, idempotencyKey) =>
      call(correctPlain, { params: { recordId }, body }, { capacity: capacity.id, idempotencyKey }),
    saved: leave,
  })
  return (
    <PlainForm title={`更正${zh}`} back={`/records/${recordId}`} preparation={preparation} values={values} busy={busy}
      error={error} onCancel={leave} onChange={(next) => { if (error) forgetError(); change(next) }}
      onSubmit={() => submit({ ...bodyOf(values), version })} />
  )
}
