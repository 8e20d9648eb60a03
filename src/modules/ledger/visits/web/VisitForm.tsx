import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { PersonName } from '#modules/org/web'
import { ApiProblem, fieldError, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { ChoiceChips, MultiChips } from '#ui/Chips'
import { PathLink } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { TextLine } from '#ui/TextLine'
import { DayField } from '../../records/web/DayField.tsx'
import { FieldInput } from '../../records/web/FieldInput.tsx'
import type { VisitPreparation } from '../visit.contract.ts'
import { Companions } from './Companions.tsx'
import { findField, missingIn, type VisitValues } from './visitValues.ts'

export interface VisitFormProps {
  readonly title: string
  readonly back?: string
  readonly preparation: VisitPreparation
  readonly values: VisitValues
  readonly onChange: (values: VisitValues) => void
  /** `again` after the person has said that a second visit did take place. */
  readonly onSubmit: (again: boolean) => void
  readonly onCancel?: () => void
  readonly busy: boolean
  readonly error: unknown
}

type Change = (part: Partial<VisitValues>) => void

interface PartProps {
  readonly preparation: VisitPreparation
  readonly values: VisitValues
  readonly change: Change
  readonly errorOf: (name: string) => string | undefined
}

/** Who, when and how. */
function WhoAndWhen({ preparation, values, change, errorOf }: PartProps) {
  const { student, siblings, fields, today } = preparation
  const mode = findField(fields, 'mode')
  const others = siblings.map(({ studentId, name, className }) => ({ value: studentId, label: className ? `${name}（${className}）` : name }))
  return (
    <Section title={<PersonName name={student.name} />} aside={student.className}>
      <div className="tx-stack">
        {others.length > 0 && (
          <MultiChips label="同时走访了兄弟姐妹（可不选）" options={others} values={values.studentIds.filter((id) => id !== student.studentId)}
            onChange={(ids) => change({ studentIds: [student.studentId, ...ids] })} max={7} error={errorOf('studentIds')} />
        )}
        <DayField today={today} value={values.happenedOn} onChange={(happenedOn) => change({ happenedOn })} error={errorOf('happenedOn')} />
        {mode && (
          <FieldInput field={mode} value={values.mode ?? undefined} error={errorOf('mode')} onChange={(value) => change({ mode: String(value) })} />
        )}
      </div>
    </Section>
  )
}

const YES_NO = [{ value: 'no', label: '没有' }, { value: 'yes', label: '有' }] as const

/** What was learnt and what was promised. */
function WhatWasSaid({ preparation: { fields }, values, change, errorOf }: PartProps) {
  const line = useRef<HTMLDivElement>(null)
  const choose = (choice: 'yes' | 'no') => {
    // At once, so that the keyboard of the phone opens with the same tap.
    flushSync(() => change({ promising: choice === 'yes' }))
    line.current?.querySelector('textarea')?.focus()
  }
  const [topics, note, promise] = ['topics', 'note', 'promise'].map((key) => findField(fields, key))
  return (
    <Section>
      <div className="tx-stack">
        {topics && (
          <FieldInput field={topics} value={[...values.topics]} error={errorOf('topics')}
            onChange={(value) => change({ topics: value as string[] })} />
        )}
        {note && (
          <FieldInput field={note} value={values.note} error={errorOf('note')} onChange={(value) => change({ note: String(value) })} />
        )}
        {promise && (
          <>
            <ChoiceChips label={promise.zh} options={YES_NO} value={values.promising ? 'yes' : 'no'} onChange={choose} />
            <div ref={line}>
              {values.promising && (
                <TextLine label="答应了什么" value={values.promise} onChange={(text) => change({ promise: text })} maxLength={promise.max ?? 200}
                  error={errorOf('promise')} />
              )}
            </div>
          </>
        )}
      </div>
    </Section>
  )
}

/** What few visits need, out of the way of the others. */
function More({ preparation: { fields, colleagues }, values, change, errorOf }: PartProps) {
  const filled = values.guidance.length > 0 || values.companions.length > 0
  const problem = errorOf('guidance') ?? errorOf('companions')
  const [opened, setOpened] = useState(filled)
  const open = opened || problem !== undefined
  const guidance = findField(fields, 'guidance')
  return (
    <Section>
      <div className="tx-stack">
        <Button wide aria-expanded={open} onClick={() => setOpened(!open)}>{open ? '收起补充内容' : '补充：给予的指导、同行人员'}</Button>
        {open && guidance && (
          <FieldInput field={guidance} value={[...values.guidance]} onChange={(value) => change({ guidance: value as string[] })}
            error={errorOf('guidance')} />
        )}
        {open && (
          <Companions colleagues={colleagues} chosen={values.companions} onChange={(companions) => change({ companions })}
            error={errorOf('companions')} />
        )}
      </div>
    </Section>
  )
}

/** The record that is already there, and the way to say that this one is another. */
function AlreadyRecorded({ problem, onAgain }: { problem: ApiProblem; onAgain: () => void }) {
  const recordId = problem.fields['recordId']
  return (
    <div className="tx-stack">
      {recordId && <PathLink to={`/visits/${recordId}`} className="tx-button">查看已有的记录</PathLink>}
      <Button onClick={onAgain}>仍要再记一条</Button>
    </div>
  )
}

/** The quick form: it can be filled by thumb in six taps and one line. */
export function VisitForm({ title, back, preparation, values, onChange, onSubmit, onCancel, busy, error }: VisitFormProps) {
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const change: Change = (part) => {
    setMissing({})
    onChange({ ...values, ...part })
  }
  const submit = (again = false) => {
    const found = missingIn(values)
    setMissing(found)
    if (Object.keys(found).length === 0) onSubmit(again)
  }
  const errorOf = (name: string) => missing[name] ?? fieldError(error, name)
  const part = { preparation, values, change, errorOf }
  const incomplete = Object.values(missing)[0]
  const recorded = error instanceof ApiProblem && error.code === 'already-recorded' ? error : undefined
  const stale = error instanceof ApiProblem && error.code === 'stale-version'
  const footer = (
    <div className="tx-stack">
      {incomplete && <p className="tx-field-error">{incomplete}</p>}
      {!incomplete && error !== null && error !== undefined && <Notice kind="problem">{sayError(error)}</Notice>}
      {recorded && <AlreadyRecorded problem={recorded} onAgain={() => submit(true)} />}
      {onCancel && <Button onClick={onCancel} disabled={busy}>{stale ? '不改了，看最新内容' : '不改了'}</Button>}
      <Button look="primary" wide busy={busy} onClick={() => submit()}>保存</Button>
    </div>
  )
  return (
    <Page title={title} {...(back === undefined ? {} : { back })} footer={footer}>
      <WhoAndWhen {...part} />
      <WhatWasSaid {...part} />
      <More {...part} />
    </Page>
  )
}
