import { useQuery } from '@tanstack/react-query'
import { useCapacity } from '#ui/acting'
import { call, reading } from '#ui/api'
import { Button } from '#ui/Button'
import { Loaded } from '#ui/Loaded'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { draftPlace } from '../../records/web/draft.ts'
import type { SubmitKey } from '../../records/web/submitKey.ts'
import { useCorrection } from '../../records/web/useCorrection.ts'
import { useSubmit } from '../../records/web/useSubmit.ts'
import { correctVisit, prepareVisit, type StaffVisit } from '../visit.contract.ts'
import { FormSkeleton } from '../../records/web/FormSkeleton.tsx'
import { VisitForm } from './VisitForm.tsx'
import { bodyOf, valuesOf, type VisitBody } from './visitValues.ts'

export interface CorrectVisitProps {
  readonly visit: StaffVisit
  readonly onDone: () => void
}

/** The same quick form, filled with what holds now; the version before stays in the history. */
export function CorrectVisit({ visit, onDone }: CorrectVisitProps) {
  const capacity = useCapacity()
  const name = `visit.${capacity.id}.${visit.recordId}`
  const { values, version, change, forget } = useCorrection(name, { values: valuesOf(visit), version: visit.version })
  const back = `/visits/${visit.recordId}`
  const leave = () => {
    forget()
    onDone()
  }
  const studentId = visit.children[0]?.studentId ?? ''
  const preparing = useQuery({ ...reading(prepareVisit, { query: { studentId } }, { capacity: capacity.id }), staleTime: Infinity })
  const { submit, busy, error, forgetError } = useSubmit({
    keys: draftPlace<SubmitKey>(`${name}.key`),
    send: (body: VisitBody & { version: number }, idempotencyKey) =>
      call(correctVisit, { params: { recordId: visit.recordId }, body }, { capacity: capacity.id, idempotencyKey }),
    saved: leave,
  })
  if (preparing.data === undefined) {
    return (
      <Page title="更正家访" back={back} footer={<Button onClick={leave}>不改了</Button>}>
        <Loaded query={preparing} skeleton={<Section><FormSkeleton /></Section>}>{() => null}</Loaded>
      </Page>
    )
  }
  return (
    <VisitForm title="更正家访" back={back} preparation={preparing.data} values={values} busy={busy} error={error} onCancel={leave}
      onChange={(next) => { if (error) forgetError(); change(next) }}
      onSubmit={() => submit({ ...bodyOf(values), version })} />
  )
}
