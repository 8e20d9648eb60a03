import { useQuery } from '@tanstack/react-query'
import { isBureau } from '#kernel/capacity'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import type { PageParams } from '#ui/lazyPage'
import { Loaded } from '#ui/Loaded'
import { readSchool } from '../../region.contract.ts'
import { ClassTable } from './ClassTable.tsx'
import { FiguresSkeleton } from './FiguresSkeleton.tsx'
import { OtherDuties } from './OtherDuties.tsx'
import { splitDuties, yearOf } from './schoolView.ts'
import './coverage.css'

/** One school in one matter: class by class, then by post as counts. */
export function SchoolMatterPage({ params: { matter, schoolId } }: PageParams<'matter' | 'schoolId'>) {
  const { id, role } = useCapacity()
  const query = useQuery(reading(readSchool, { params: { schoolId }, query: { matter } }, { capacity: id }))
  const answer = query.data
  const name = answer?.matters.find(({ key }) => key === matter)?.name ?? '事项'
  const above = isBureau(role)
    ? [{ label: '事项', to: '/matters' }, { label: name, to: `/matters/${matter}` }] : [{ label: '本校', to: '/school' }]
  return (
    <DeskPage title={answer?.school.name ?? '学校'} crumbs={above}
      {...(answer ? { asOf: new Date(answer.asOf), year: yearOf(answer.duties) } : {})}>
      <Loaded query={query} skeleton={<FiguresSkeleton />}>{(data) => <SchoolBody answer={data} matter={matter} />}</Loaded>
    </DeskPage>
  )
}

function SchoolBody({ answer, matter }: { readonly answer: AnswerOf<typeof readSchool>; readonly matter: string }) {
  const { role } = useCapacity()
  const persons = !isBureau(role)
  const { classDuties, others } = splitDuties(answer.duties)
  if (answer.duties.length === 0) {
    return <EmptyState title="这所学校在该事项中没有责任">采用的文件要求到这一学段时，各班、各岗位的完成情况会列在这里。</EmptyState>
  }
  return (
    <>
      {classDuties.length > 0 && (
        <DeskSection title="按班级" aside={answer.school.street && <span className="tx-secondary">{answer.school.street}</span>}>
          <ClassTable duties={classDuties} holders={persons} addressOf={(classId) => `/matters/${matter}/schools/${answer.school.id}/classes/${classId}`}
            empty={<EmptyState title="还没有班级">班级登记后会列在这里。</EmptyState>} />
        </DeskSection>
      )}
      <OtherDuties duties={others} persons={persons} />
    </>
  )
}
