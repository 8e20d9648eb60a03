import { useQuery } from '@tanstack/react-query'
import { isBureau } from '#kernel/capacity'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import type { Crumb } from '#ui/desk/Crumbs'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import type { PageParams } from '#ui/lazyPage'
import { Loaded } from '#ui/Loaded'
import { PathLink } from '#ui/Nav'
import { listMatters, readSchool } from '../../region.contract.ts'
import { readClass } from '../../school.contract.ts'
import { FiguresSkeleton } from './FiguresSkeleton.tsx'
import { SchoolFigures } from './SchoolFigures.tsx'
import './coverage.css'

/** One class in one matter, as counts. Children stand on the list of those who may see them. */
export function ClassMatterPage({ params: { matter, schoolId, classId } }: PageParams<'matter' | 'schoolId' | 'classId'>) {
  const { id } = useCapacity()
  const query = useQuery(reading(readClass, { params: { classId } }, { capacity: id }))
  const answer = query.data
  return (
    <DeskPage title={answer?.class.name ?? '班级'} crumbs={useWay(matter, schoolId)} {...(answer ? { asOf: new Date(answer.asOf) } : {})}>
      <Loaded query={query} skeleton={<FiguresSkeleton />}>{(data) => <ClassBody answer={data} matter={matter} />}</Loaded>
    </DeskPage>
  )
}

/** The bureau came from the matter, a school from its own page. */
function useWay(matter: string, schoolId: string): Crumb[] {
  const { id, role } = useCapacity()
  const bureau = isBureau(role)
  const school = useQuery({ ...reading(readSchool, { params: { schoolId }, query: { matter } }, { capacity: id }), enabled: bureau })
  const matters = useQuery({ ...reading(listMatters, {}, { capacity: id }), enabled: bureau })
  if (!bureau) return [{ label: '本校', to: '/school' }]
  return [
    { label: '事项', to: '/matters' },
    { label: matters.data?.matters.find(({ key }) => key === matter)?.name ?? '事项', to: `/matters/${matter}` },
    { label: school.data?.school.name ?? '学校', to: `/matters/${matter}/schools/${schoolId}` },
  ]
}

function ClassBody({ answer, matter }: { readonly answer: AnswerOf<typeof readClass>; readonly matter: string }) {
  const duties = answer.duties.filter((duty) => duty.matter === matter)
  const listed = duties.find(({ unit, figure }) => unit === '名' && figure !== null)
  const { students } = answer.class
  const aside = (
    <>
      {students !== null && <span>在籍 <b>{students}</b> 名</span>}
      {answer.can.listChildren && listed && <PathLink to="/remaining" search={{ duty: listed.key, class: answer.class.id }}>看还没去的学生</PathLink>}
    </>
  )
  return (
    <DeskSection title="各项责任" aside={aside}>
      {duties.length === 0
        ? <EmptyState title="这个班在该事项中没有责任">采用的文件要求到这一学段时，完成情况会列在这里。</EmptyState>
        : <SchoolFigures duties={duties} />}
    </DeskSection>
  )
}
