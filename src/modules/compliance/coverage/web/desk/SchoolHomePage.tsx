import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { PathLink, useSearchValue } from '#ui/Nav'
import { readSchoolHome } from '../../school.contract.ts'
import { ClassTable } from './ClassTable.tsx'
import { DisputedSection } from './DisputedSection.tsx'
import { FiguresSkeleton } from './FiguresSkeleton.tsx'
import { DueSection, VacancySection } from './HomeSections.tsx'
import { HomeMatters } from './HomeMatters.tsx'
import { SchoolFigures } from './SchoolFigures.tsx'
import { classLines, splitDuties, sumClasses, yearOf, type SchoolDuty } from './schoolView.ts'
import './coverage.css'

/** The first page of who leads a school: how far it is, what comes due, what stands in the way. */
export function SchoolHomePage() {
  const { id } = useCapacity()
  const query = useQuery(reading(readSchoolHome, {}, { capacity: id }))
  const answer = query.data
  return (
    <DeskPage title={answer?.school.name ?? '本校'} {...(answer ? { asOf: new Date(answer.asOf), year: yearOf(answer.duties) } : {})}>
      <Loaded query={query} skeleton={<FiguresSkeleton />}>{(data) => <HomeBody answer={data} />}</Loaded>
    </DeskPage>
  )
}

function HomeBody({ answer }: { readonly answer: AnswerOf<typeof readSchoolHome> }) {
  const { classDuties, others } = splitDuties(answer.duties)
  if (answer.duties.length === 0) {
    return <EmptyState title="本校目前没有需要完成的责任" action={<PathLink to="/packs">看政策文件</PathLink>}>区里采用文件、学校登记班级和岗位后，完成情况会列在这里。</EmptyState>
  }
  return (
    <>
      <DeskSection title="本校完成情况" aside={<PathLink to="/visits/new" className="co-act tx-no-print">记一次家访</PathLink>}>
        <SchoolFigures duties={classDuties.length > 0 ? classDuties : others.slice(0, 2)} />
      </DeskSection>
      <div className="co-pair">
        <DueSection home={answer} />
        <VacancySection vacancies={answer.vacancies} />
      </div>
      <DisputedSection />
      {classDuties.length > 0 && <ClassSection duties={classDuties} schoolId={answer.school.id} />}
      <HomeMatters matters={answer.matters} duties={answer.duties} />
    </>
  )
}

/** A school of this size reads all its classes at once; of a larger one they unfold. */
const FEW = 8

function ClassSection({ duties, schoolId }: { readonly duties: readonly SchoolDuty[]; readonly schoolId: string }) {
  const [shown, setShown] = useSearchValue('classes')
  const lines = classLines(duties)
  const open = shown !== '' || lines.length <= FEW
  const red = sumClasses(lines)
  const aside = lines.length > FEW && (
    <Button size="small" aria-expanded={open} onClick={() => setShown(open ? '' : '1')}>{open ? '收起' : `展开 ${lines.length} 个班`}</Button>
  )
  return (
    <DeskSection title={`按班级 ${lines.length} 个`} aside={<>{red !== '' && <span className="co-vacant">{red}</span>}{aside}</>}>
      {open && (
        <ClassTable duties={duties} holders addressOf={(classId) => `/matters/${duties[0]!.matter}/schools/${schoolId}/classes/${classId}`}
          empty={<EmptyState title="还没有班级">班级登记后会列在这里。</EmptyState>} />
      )}
    </DeskSection>
  )
}
