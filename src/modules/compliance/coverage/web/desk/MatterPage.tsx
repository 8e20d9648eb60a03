import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskTabs } from '#ui/desk/DeskTabs'
import { PickOne } from '#ui/desk/PickOne'
import { EmptyState } from '#ui/EmptyState'
import type { PageParams } from '#ui/lazyPage'
import { Loaded } from '#ui/Loaded'
import { PathLink, useSearchValue } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { listMatters, readMatter } from '../../region.contract.ts'
import { LeadSection } from './LeadSection.tsx'
import { FiguresSkeleton } from './FiguresSkeleton.tsx'
import { pairOf, questionOf } from './matterView.ts'
import { besideOf } from './mattersView.ts'
import { SchoolsSection } from './SchoolsSection.tsx'
import { SourceNote } from './SourceNote.tsx'
import './coverage.css'

type Answer = AnswerOf<typeof readMatter>

/** One matter for the bureau: which duty binds, how far it is, and how far every school is. Never a child. */
export function MatterPage({ params: { matter } }: PageParams<'matter'>) {
  const { id } = useCapacity()
  const [year, setYear] = useSearchValue('year')
  const [stage] = useSearchValue('stage')
  const [street] = useSearchValue('street')
  const question = questionOf({ year, stage, street })
  const query = useQuery({
    ...reading(readMatter, { params: { matter }, query: question }, { capacity: id }),
    placeholderData: (before: Answer | undefined) => (before?.matter.key === matter ? keepPreviousData(before) : undefined),
  })
  const answer = query.data
  return (
    <DeskPage title={answer?.matter.name ?? '事项'} tabs={<MatterTabs current={matter} />}
      {...(answer ? { asOf: new Date(answer.asOf), year: <YearPick answer={answer} onChange={setYear} /> } : {})}>
      <Loaded query={query} skeleton={<FiguresSkeleton />}>
        {(data) => <MatterBody answer={data} question={question} />}
      </Loaded>
    </DeskPage>
  )
}

/** The matters that need attention beside this one; the page says itself what failed. */
function MatterTabs({ current }: { readonly current: string }) {
  const { id } = useCapacity()
  const { data } = useQuery({ ...reading(listMatters, {}, { capacity: id }), staleTime: 60_000 })
  const tabs = besideOf(data?.matters ?? [], current).map(({ key, name }) => ({ key, label: name, to: `/matters/${key}` }))
  return <DeskTabs label="事项" tabs={[...tabs, { key: '', label: '全部事项', to: '/matters' }]} current={current} />
}

function YearPick({ answer, onChange }: { readonly answer: Answer; readonly onChange: (year: string) => void }) {
  const options = answer.years.map(({ academicYear, label }) => ({ value: String(academicYear), label }))
  if (options.length < 2) return answer.year.label
  return <PickOne label="学年" bare options={options} value={String(answer.year.academicYear)} onChange={onChange} />
}

function MatterBody({ answer, question }: { readonly answer: Answer; readonly question: ReturnType<typeof questionOf> }) {
  const [chosen, choose] = useSearchValue('duty')
  const { lead, other } = pairOf(answer.duties, chosen)
  if (!lead) {
    return (
      <EmptyState title="已采用的文件中没有这个事项的责任" action={<PathLink to="/packs">看政策文件</PathLink>}>
        采用含有该事项的文件后，责任和各校的完成情况会列在这里。
      </EmptyState>
    )
  }
  return (
    <>
      {answer.calendarMissing && <Notice>{answer.calendarMissing}。发布后才能确定各项责任的期限。</Notice>}
      <LeadSection duties={answer.duties} rows={answer.rows} lead={lead} other={other} onChoose={choose} />
      <SchoolsSection answer={answer} lead={lead} other={other} question={question} />
      <SourceNote answer={answer} />
    </>
  )
}
