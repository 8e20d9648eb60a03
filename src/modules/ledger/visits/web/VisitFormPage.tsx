import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCapacity } from '#ui/acting'
import { call, reading } from '#ui/api'
import type { PageParams } from '#ui/lazyPage'
import { Loaded } from '#ui/Loaded'
import { useGo } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { draftPlace } from '../../records/web/draft.ts'
import type { SubmitKey } from '../../records/web/submitKey.ts'
import { useSubmit } from '../../records/web/useSubmit.ts'
import { prepareVisit, recordVisit, type VisitPreparation } from '../visit.contract.ts'
import { VisitForm } from './VisitForm.tsx'
import { FormSkeleton } from '../../records/web/FormSkeleton.tsx'
import { bodyOf, emptyVisit, type VisitBody, type VisitValues } from './visitValues.ts'

/** Records a visit to the child that was chosen. */
export function VisitFormPage({ params: { studentId } }: PageParams<'studentId'>) {
  const capacity = useCapacity()
  const preparing = useQuery({ ...reading(prepareVisit, { query: { studentId } }, { capacity: capacity.id }), staleTime: Infinity })
  if (preparing.data !== undefined) return <NewVisit key={studentId} preparation={preparing.data} />
  return (
    <Page title="记家访" back="/today">
      <Loaded query={preparing} skeleton={<Section><FormSkeleton /></Section>}>{() => null}</Loaded>
    </Page>
  )
}

function NewVisit({ preparation }: { preparation: VisitPreparation }) {
  const capacity = useCapacity()
  const go = useGo()
  const { studentId } = preparation.student
  const name = `visit.${capacity.id}.${studentId}`
  const draft = draftPlace<VisitValues>(name)
  const [values, setValues] = useState(() => draft.load() ?? emptyVisit(studentId, preparation.today))
  const { submit, busy, error, forgetError } = useSubmit({
    keys: draftPlace<SubmitKey>(`${name}.key`),
    send: (body: VisitBody & { again: boolean }, idempotencyKey) => call(recordVisit, { body }, { capacity: capacity.id, idempotencyKey }),
    saved: ({ recordId }) => {
      draft.forget()
      go(`/visits/${recordId}`, { search: { saved: '1' }, replace: true })
    },
  })
  const change = (next: VisitValues) => {
    if (error) forgetError()
    setValues(next)
    draft.keep(next)
  }
  return (
    <VisitForm title="记家访" back="/today" preparation={preparation} values={values} onChange={change} busy={busy} error={error}
      onSubmit={(again) => submit({ ...bodyOf(values), again })} />
  )
}
