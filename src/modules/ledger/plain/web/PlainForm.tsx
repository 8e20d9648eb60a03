import { useState } from 'react'
import type { SchoolDate } from '#kernel/dates'
import type { RecordField } from '#modules/plan/packs/kind.contract'
import { ApiProblem, fieldError, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { MultiChips } from '#ui/Chips'
import { PathLink } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { DayField } from '../../records/web/DayField.tsx'
import { FieldInput } from '../../records/web/FieldInput.tsx'
import { missingIn, type PlainValues } from './plainValues.ts'

export interface PlainFormProps {
  readonly title: string
  readonly back?: string
  readonly today: SchoolDate
  readonly definition: readonly RecordField[]
  readonly classes: readonly { readonly classId: string; readonly name: string }[]
  readonly values: PlainValues
  readonly onChange: (values: PlainValues) => void
  readonly onSubmit: (again: boolean) => void
  readonly onCancel?: () => void
  readonly busy: boolean
  readonly error: unknown
}

/** A form made from the definition of a kind: no kind needs code for it. */
export function PlainForm(props: PlainFormProps) {
  const { title, back, today, definition, classes, values, onChange, onSubmit, onCancel, busy, error } = props
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const change = (part: Partial<PlainValues>) => {
    setMissing({})
    onChange({ ...values, ...part })
  }
  const submit = (again = false) => {
    const found = missingIn(values, definition)
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
    <Page title={title} {...(back === undefined ? {} : { back })} footer={footer}>
      <Section>
        <div className="tx-stack">
          <DayField today={today} value={values.happenedOn} onChange={(happenedOn) => change({ happenedOn })} error={errorOf('happenedOn')} />
          <MultiChips label="班级" options={classes.map(({ classId, name }) => ({ value: classId, label: name }))} values={values.classIds}
            onChange={(classIds) => change({ classIds })} error={errorOf('classIds')} />
          {definition.filter((field) => field.setBy === 'recorder').map((field) => (
            <FieldInput key={field.key} field={field} value={values.fields[field.key]} error={errorOf(field.key)}
              onChange={(value) => change({ fields: { ...values.fields, [field.key]: value } })} />
          ))}
        </div>
      </Section>
    </Page>
  )
}
