import { useState } from 'react'
import { ApiProblem, fieldError, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { PathLink } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { DayField } from '../../records/web/DayField.tsx'
import { FieldInput } from '../../records/web/FieldInput.tsx'
import { PickMany } from '../../records/web/PickMany.tsx'
import type { PlainPreparation } from '../plain.contract.ts'
import { ContentRules } from './ContentRules.tsx'
import { missingIn, type PlainValues } from './plainValues.ts'
import { Subjects } from './Subjects.tsx'

export interface PlainFormProps {
  readonly title: string
  readonly back: string
  readonly preparation: PlainPreparation
  readonly values: PlainValues
  readonly onChange: (values: PlainValues) => void
  readonly onSubmit: (again: boolean) => void
  readonly onCancel?: () => void
  readonly busy: boolean
  readonly error: unknown
}

/** A form made from the definition of a kind: no kind needs code for it. */
export function PlainForm(props: PlainFormProps) {
  const { title, back, preparation, values, onChange, onSubmit, onCancel, busy, error } = props
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const change = (part: Partial<PlainValues>) => {
    setMissing({})
    onChange({ ...values, ...part })
  }
  const submit = (again = false) => {
    const found = missingIn(values, preparation)
    setMissing(found)
    if (Object.keys(found).length === 0) onSubmit(again)
  }
  const errorOf = (name: string) => missing[name] ?? fieldError(error, name) ?? fieldError(error, `fields.${name}`)
  const incomplete = Object.values(missing)[0]
  const recorded = error instanceof ApiProblem && error.code === 'already-recorded' ? error.fields['recordId'] : undefined
  const stale = error instanceof ApiProblem && error.code === 'stale-version'
  const footer = (
    <div className="tx-stack">
      {incomplete && <p className="tx-field-error">{incomplete}</p>}
      {!incomplete && error !== null && error !== undefined && <Notice kind="problem">{sayError(error)}</Notice>}
      {recorded && <PathLink to={`/records/${recorded}`} className="tx-button">查看已有的记录</PathLink>}
      {recorded && <Button onClick={() => submit(true)}>仍要再记一条</Button>}
      {onCancel && <Button onClick={onCancel} disabled={busy}>{stale ? '不改了，看最新内容' : '不改了'}</Button>}
      <Button look="primary" wide busy={busy} onClick={() => submit()}>保存</Button>
    </div>
  )
  return (
    <Page title={title} back={back} footer={footer}>
      <Section>
        <div className="tx-stack">
          <DayField today={preparation.today} value={values.happenedOn} onChange={(happenedOn) => change({ happenedOn })} error={errorOf('happenedOn')} />
          {preparation.fields.map((field) => (
            <FieldInput key={field.key} field={field} value={values.fields[field.key]} error={errorOf(field.key)}
              onChange={(value) => change({ fields: { ...values.fields, [field.key]: value } })} />
          ))}
          <Subjects preparation={preparation} values={values} onChange={change} errorOf={errorOf} />
          {preparation.colleagues !== null && preparation.colleagues.length > 0 && (
            <PickMany label="一同参加的同事（可不选）" measure="名" optional choices={preparation.colleagues} chosen={values.companions}
              onChange={(companions) => change({ companions })} error={errorOf('companions')} />
          )}
        </div>
      </Section>
      <ContentRules rules={preparation.rules} />
    </Page>
  )
}
