import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { sayDate } from '#kernel/dates'
import { PersonName } from '#modules/org/web'
import { useCapacity, useSigned } from '#ui/acting'
import { call, reading } from '#ui/api'
import { Button } from '#ui/Button'
import { Loaded } from '#ui/Loaded'
import { useSearchValue } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'
import { AfterSaving, SavedLine } from '../../records/web/AfterSaving.tsx'
import { Facts } from '../../records/web/Facts.tsx'
import { sayValue } from '../../records/field.rules.ts'
import { History } from '../../records/web/History.tsx'
import { homeOf } from '../../records/web/home.ts'
import { Withdraw } from '../../records/web/Withdraw.tsx'
import { readPlain, withdrawPlain, type PlainRecord } from '../plain.contract.ts'
import { CorrectPlain } from './CorrectPlain.tsx'

export interface PlainViewProps {
  readonly recordId: string
  /** For what the record counts, told by the module that knows. */
  readonly children: ReactNode
}

/** One record; corrected and withdrawn in the same screen. */
export function PlainView({ recordId, children }: PlainViewProps) {
  const capacity = useCapacity()
  const record = useQuery(reading(readPlain, { params: { recordId } }, { capacity: capacity.id }))
  const [correcting, setCorrecting] = useSearchValue('correct')
  const [saved] = useSearchValue('saved')
  if (record.data?.can.correct && correcting !== '') return <CorrectPlain record={record.data} onDone={() => setCorrecting('')} />
  const home = homeOf(capacity.role)
  const footer = record.data && saved !== '' && <AfterSaving again={`/records/new/${record.data.kind}`} home={home} />
  return (
    <Page title={record.data?.zh ?? '记录'} back={saved === '' ? '/records' : home} footer={footer}>
      <Loaded query={record} skeleton={<Section><ListSkeleton /></Section>}>
        {(data) => <PlainBody record={data} saved={saved !== ''} onCorrect={() => setCorrecting('1')}>{children}</PlainBody>}
      </Loaded>
    </Page>
  )
}

interface PlainBodyProps {
  readonly record: PlainRecord
  readonly saved: boolean
  readonly onCorrect: () => void
  readonly children: ReactNode
}

function PlainBody({ record, saved, onCorrect, children }: PlainBodyProps) {
  const capacity = useCapacity()
  const { today } = useSigned()
  const { recordId, version, can, zh, fields } = record
  const withdraw = (reason: string) => call(withdrawPlain, { params: { recordId }, body: { version, reason } }, { capacity: capacity.id })
  return (
    <>
      {record.state === 'withdrawn' && <Notice>这条记录已经撤回，不计入任何责任。</Notice>}
      <Section>
        {saved && record.state !== 'withdrawn' && <SavedLine onCorrect={can.correct ? onCorrect : undefined} />}
        <p className="tx-figure-value">{sayDate(record.happenedOn, today)}</p>
        <p className="tx-secondary">{record.by.map((actor) => `${actor.name}（${actor.post}）`).join('、')}</p>
      </Section>
      {children}
      <Section title="内容">
        <Facts label={`${zh}的内容`} facts={[
          { name: '班级', value: namesOf(record.classes) },
          { name: `学生（${record.students.length} 名）`, value: record.students.length > 0 && <Names people={record.students} /> },
          { name: '单位', value: namesOf(record.units) },
          { name: '机构与队伍', value: namesOf(record.bodies) },
          ...record.definition.map((field) => ({ name: field.zh, value: sayValue(field, fields[field.key]) })),
        ]} />
      </Section>
      {(can.correct || can.withdraw) && (
        <Section>
          <div className="tx-stack">
            {can.correct && !saved && <Button wide onClick={onCorrect}>更正</Button>}
            {can.withdraw && <Withdraw what={zh} onWithdraw={withdraw} />}
          </div>
        </Section>
      )}
      <History versions={record.history} />
    </>
  )
}

const namesOf = (list: readonly { readonly name: string }[]) => list.map((one) => one.name).join('、')

const Names = ({ people }: { people: PlainRecord['students'] }) =>
  people.map((one, n) => <Fragment key={one.id}>{n > 0 && '、'}<PersonName name={one.name} /></Fragment>)
