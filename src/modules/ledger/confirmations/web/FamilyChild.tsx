import { useQuery } from '@tanstack/react-query'
import type { Capacity } from '#kernel/capacity'
import { readStudent } from '#modules/org/students/student.contract'
import { reading } from '#ui/api'
import { Loaded } from '#ui/Loaded'
import { Section } from '#ui/Section'
import { Bone, ListSkeleton } from '#ui/Skeleton'
import { listFamilyVisits } from '../../visits/visit.contract.ts'
import { FamilyVisitPart } from './FamilyVisitPart.tsx'
import { Looks } from './Looks.tsx'

export interface FamilyChildProps {
  /** The guardianships of one jurisdiction. */
  readonly capacity: Capacity
  readonly studentId: string
  /** Told where the children belong to several jurisdictions. */
  readonly regionName?: string | undefined
}

/** One child: where it is, what happened, whom to ask, who has looked. */
export function FamilyChild({ capacity, studentId, regionName }: FamilyChildProps) {
  const asking = { capacity: capacity.id }
  const student = useQuery(reading(readStudent, { params: { studentId } }, asking))
  const visits = useQuery(reading(listFamilyVisits, {}, asking))
  return (
    <>
      <Loaded query={student} skeleton={<Section><div className="tx-bones"><Bone width="5em" height="1.75em" /><Bone width="60%" /></div></Section>}>
        {(child) => (
          <Section>
            <h2 className="tx-figure-value">{child.name}</h2>
            <p className="tx-secondary">{[regionName, child.schoolName, child.className].filter(Boolean).join(' · ')}</p>
            <p>{child.headTeacher ? `有事请找班主任：${child.headTeacher}` : '班主任暂缺，有事请联系学校'}</p>
          </Section>
        )}
      </Loaded>
      <Loaded query={visits} skeleton={<Section title="老师的家访"><ListSkeleton rows={2} /></Section>}>
        {(data) => {
          const own = data.visits.filter((visit) => visit.state !== 'withdrawn' && visit.children.some((one) => one.studentId === studentId))
          return (
            <Section title="老师的家访" aside={own.length > 0 && `${own.length} 次`}>
              {own.length === 0 && <p className="tx-secondary">还没有家访记录。老师家访后，会列在这里请您看一看是否属实。</p>}
              {own.map((visit) => <FamilyVisitPart key={visit.recordId} capacityId={capacity.id} studentId={studentId} visit={visit} />)}
            </Section>
          )
        }}
      </Loaded>
      <Looks capacityId={capacity.id} studentId={studentId} />
    </>
  )
}
