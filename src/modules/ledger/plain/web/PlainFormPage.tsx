import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCapacity } from '#ui/acting'
import { ApiProblem, call, reading } from '#ui/api'
import { EmptyState } from '#ui/EmptyState'
import type { PageParams } from '#ui/lazyPage'
import { Loaded } from '#ui/Loaded'
import { PathLink, useGo } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { FormSkeleton } from '../../records/web/FormSkeleton.tsx'
import { draftPlace } from '../../records/web/draft.ts'
import type { SubmitKey } from '../../records/web/submitKey.ts'
import { useSubmit } from '../../records/web/useSubmit.ts'
import { preparePlain, recordPlain, type PlainPreparation } from '../plain.contract.ts'
import { PlainForm } from './PlainForm.tsx'
import { bodyOf, emptyPlain, type PlainBody, type PlainValues } from './plainValues.ts'

const KINDS = '/records/new'

/** Records work of one kind. */
export function PlainFormPage({ params: { kind } }: PageParams<'kind'>) {
  const capacity = useCapacity()
  const preparing = useQuery({ ...reading(preparePlain, { params: { kind } }, { capacity: capacity.id }), staleTime: Infinity })
  if (preparing.data !== undefined) return <NewRecord key={kind} preparation={preparing.data} />
  const unknown = preparing.error instanceof ApiProblem && preparing.error.status === 404
  return (
    <Page title="记一项工作" back={KINDS}>
      {unknown && (
        <EmptyState title="这种记录当前身份不能记" action={<PathLink to={KINDS} className="tx-button">另选一种</PathLink>}>
          本地采用的文件里没有这种记录，或者它由别的岗位记录。
        </EmptyState>
      )}
      {!unknown && <Loaded query={preparing} skeleton={<Section><FormSkeleton /></Section>}>{() => null}</Loaded>}
    </Page>
  )
}

function NewRecord({ preparation }: { preparation: PlainPreparation }) {
  const capacity = useCapacity()
  const go = useGo()
  const { kind, zh } = preparation
  const name = `record.${capacity.id}.${kind}`
  const draft = draftPlace<PlainValues>(name)
  const [values, setValues] = useState<PlainValues>(() => ({ ...emptyPlain(preparation), ...draft.load() }))
  const { submit, busy, error, forgetError } = useSubmit({
    keys: draftPlace<SubmitKey>(`${name}.key`),
    send: (body: PlainBody & { kind: string; again: boolean }, idempotencyKey) =>
      call(recordPlain, { body }, { capacity: capacity.id, idempotencyKey }),
    saved: ({ recordId }) => {
      draft.forget()
      go(`/records/${recordId}`, { search: { saved: '1' }, replace: true })
    },
  })
  const change = (next: PlainValues) => {
    if (error) forgetError()
    setValues(next)
    draft.keep(next)
  }
  return (
    <PlainForm title={`记${zh}`} back={KINDS} preparation={preparation} values={values} onChange={change}
      busy={busy} error={error} onSubmit={(again) => submit({ ...bodyOf(values), kind, again })} />
  )
}
