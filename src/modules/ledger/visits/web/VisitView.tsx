import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sayDate } from '#kernel/dates'
import { PersonName } from '#modules/org/web'
import { useCapacity, useSigned } from '#ui/acting'
import { call, reading } from '#ui/api'
import { Button } from '#ui/Button'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { PathLink, useSearchValue } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'
import { ANSWER_NAMES } from '../../confirmations/confirmation.contract.ts'
import { AfterSaving, SavedLine } from '../../records/web/AfterSaving.tsx'
import { Facts } from '../../records/web/Facts.tsx'
import { History } from '../../records/web/History.tsx'
import { Withdraw } from '../../records/web/Withdraw.tsx'
import { readVisit, withdrawVisit, type StaffVisit, type VisitedChild } from '../visit.contract.ts'
import { CorrectVisit } from './CorrectVisit.tsx'

export interface VisitViewProps {
  readonly recordId: string
  /** For what the visit counts, told by the module that knows. */
  readonly children: ReactNode
}

/** One visit: what it counts for, what was noted, how it came to be; corrected and withdrawn in the same screen. */
export function VisitView({ recordId, children }: VisitViewProps) {
  const capacity = useCapacity()
  const visit = useQuery(reading(readVisit, { params: { recordId } }, { capacity: capacity.id }))
  const [correcting, setCorrecting] = useSearchValue('correct')
  const [saved] = useSearchValue('saved')
  if (visit.data?.view === 'staff' && visit.data.can.correct && correcting !== '') return <CorrectVisit visit={visit.data} onDone={() => setCorrecting('')} />
  return (
    <Page title="家访" back="/today" footer={saved !== '' && <AfterSaving again="/visits/new" />}>
      <Loaded query={visit} skeleton={<Section><ListSkeleton /></Section>}>
        {(data) => data.view === 'staff' && (
          <VisitBody visit={data} saved={saved !== ''} onCorrect={() => setCorrecting('1')}>{children}</VisitBody>
        )}
      </Loaded>
    </Page>
  )
}

interface VisitBodyProps {
  readonly visit: StaffVisit
  readonly saved: boolean
  readonly onCorrect: () => void
  readonly children: ReactNode
}

function VisitBody({ visit, saved, onCorrect, children }: VisitBodyProps) {
  const capacity = useCapacity()
  const { today } = useSigned()
  const { recordId, version, can } = visit
  const withdraw = (reason: string) => call(withdrawVisit, { params: { recordId }, body: { version, reason } }, { capacity: capacity.id })
  return (
    <>
      {visit.state === 'withdrawn' && <Notice>这次家访已经撤回，不计入任何责任。</Notice>}
      <Section>
        {saved && visit.state !== 'withdrawn' && <SavedLine onCorrect={can.correct ? onCorrect : undefined} />}
        <p className="tx-figure-value">{sayDate(visit.happenedOn, today)}<small>{visit.mode.zh}</small></p>
        <p className="tx-secondary">{visit.by.map((actor) => `${actor.name}（${actor.post}）`).join('、')}{visit.random && ' · 随机家访'}</p>
      </Section>
      {children}
      {visit.children.map((child) => <ChildPart key={child.studentId} child={child} />)}
      {visit.siblings.length > 0 && (
        <Section title="同时走访">
          <List label="同时走访的兄弟姐妹">
            {visit.siblings.map((one) => <ListRow key={one.studentId} title={one.name} note={one.className} />)}
          </List>
        </Section>
      )}
      {(can.correct || can.withdraw) && (
        <Section>
          <div className="tx-stack">
            {can.correct && !saved && <Button wide onClick={onCorrect}>更正</Button>}
            {can.withdraw && <Withdraw what="家访" onWithdraw={withdraw} />}
          </div>
        </Section>
      )}
      <History versions={visit.history} />
    </>
  )
}

const names = (options: VisitedChild['topics']) => options.map((option) => option.zh).join('、')

function ChildPart({ child }: { child: VisitedChild }) {
  const answers = child.answers.map((answer) => ANSWER_NAMES[answer])
  return (
    <Section title={<PersonName name={child.name} />} aside={child.className}>
      <div className="tx-stack">
        <Facts label={`${child.name}的家访内容`} facts={[
          { name: '了解到的情况', value: names(child.topics) },
          { name: '给予的指导', value: names(child.guidance) },
          { name: '一句话记录', value: child.note },
          { name: '答应家长的事', value: child.promise },
          { name: '家长的答复', value: answers.length > 0 ? answers.join('、') : '还没有答复' },
        ]} />
        <PathLink to={`/students/${child.studentId}/visits`} className="tx-button">查看该生的全部家访</PathLink>
      </div>
    </Section>
  )
}
