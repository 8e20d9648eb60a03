import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SchoolDate } from '#kernel/dates'
import { useCapacity } from '#ui/acting'
import { call, reading } from '#ui/api'
import { EmptyState } from '#ui/EmptyState'
import type { PageParams } from '#ui/lazyPage'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { useGo } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { FormSkeleton } from '../../records/web/FormSkeleton.tsx'
import { draftPlace } from '../../records/web/draft.ts'
import type { SubmitKey } from '../../records/web/submitKey.ts'
import { useSubmit } from '../../records/web/useSubmit.ts'
import { listPlainKinds, recordPlain, type PlainKind } from '../plain.contract.ts'
import { PlainForm } from './PlainForm.tsx'
import { bodyOf, type PlainBody, type PlainValues } from './plainValues.ts'

/** Records a meeting or an activity of one or more classes. */
export function PlainFormPage({ params: { kind } }: PageParams<'kind'>) {
  const capacity = useCapacity()
  const kinds = useQuery(reading(listPlainKinds, {}, { capacity: capacity.id }))
  const found = kinds.data?.kinds.find((one) => one.kind === kind)
  if (kinds.data && found) return <NewRecord key={kind} kind={found} today={kinds.data.today} />
  return (
    <Page title="记一次" back="/today">
      <Loaded query={kinds} skeleton={<Section><FormSkeleton /></Section>}>
        {(data) => <Section title="这种记录当前身份不能记，请另选"><KindList kinds={data.kinds} /></Section>}
      </Loaded>
    </Page>
  )
}

function KindList({ kinds }: { kinds: readonly PlainKind[] }) {
  if (kinds.length === 0) return <EmptyState title="没有可以记的种类">本地采用的文件里还没有以班级为对象的记录。</EmptyState>
  return <List>{kinds.map(({ kind, zh }) => <ListRow key={kind} title={`记${zh}`} to={`/records/new/${kind}`} />)}</List>
}

function NewRecord({ kind: { kind, zh, fields, classes }, today }: { kind: PlainKind; today: SchoolDate }) {
  const capacity = useCapacity()
  const go = useGo()
  const name = `record.${capacity.id}.${kind}`
  const draft = draftPlace<PlainValues>(name)
  const only = classes.length === 1 ? classes.map(({ classId }) => classId) : []
  const [values, setValues] = useState<PlainValues>(() => draft.load() ?? { happenedOn: today, classIds: only, fields: {} })
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
    <PlainForm title={`记${zh}`} back="/today" today={today} definition={fields} classes={classes} values={values} onChange={change}
      busy={busy} error={error} onSubmit={(again) => submit({ ...bodyOf(values), kind, again })} />
  )
}
