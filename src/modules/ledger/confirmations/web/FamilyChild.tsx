import { useQuery } from '@tanstack/react-query'
import type { Capacity } from '#kernel/capacity'
import { readStudent } from '#modules/org/students/student.contract'
import { reading } from '#ui/api'
import { Loaded } from '#ui/Loaded'
import { Section } from '#ui/Section'
import { Bone } from '#ui/Skeleton'
import { FamilyRecords } from './FamilyRecords.tsx'
import { FamilyVisits } from './FamilyVisits.tsx'
import { Looks } from './Looks.tsx'
import './family.css'

export interface FamilyChildProps {
  /** The guardianships of one jurisdiction. */
  readonly capacity: Capacity
  readonly studentId: string
  /** Told where the children belong to several jurisdictions. */
  readonly regionName?: string | undefined
}

/** One child: where it is, whom to call, what happened, who has looked. */
export function FamilyChild({ capacity, studentId, regionName }: FamilyChildProps) {
  const student = useQuery(reading(readStudent, { params: { studentId } }, { capacity: capacity.id }))
  const waiting = <div className="tx-bones"><Bone width="5em" height="1.5em" /><Bone width="60%" /><Bone width="50%" /></div>
  return (
    <Section title={student.data && <span className="lg-child">{student.data.name}</span>}>
      <Loaded query={student} skeleton={waiting}>
        {(child) => (
          <>
            <p>{child.schoolName} <span className="lg-class">{child.className}</span></p>
            {regionName && <p className="tx-secondary tx-small">{regionName}</p>}
            <p>{child.headTeacher ? `有事请找班主任：${child.headTeacher}` : '班主任暂缺，有事请联系学校'}</p>
            <FamilyVisits capacityId={capacity.id} studentId={studentId} />
            <FamilyRecords capacityId={capacity.id} studentId={studentId} />
            <Looks capacityId={capacity.id} studentId={studentId} />
          </>
        )}
      </Loaded>
    </Section>
  )
}
