import { useQuery } from '@tanstack/react-query'
import { reading } from '#ui/api'
import { Loaded } from '#ui/Loaded'
import { ListSkeleton } from '#ui/Skeleton'
import { listFamilyVisits } from '../../visits/visit.contract.ts'
import { FamilyVisitPart } from './FamilyVisitPart.tsx'

/** The visits to one child that took place. */
export function FamilyVisits({ capacityId, studentId }: { readonly capacityId: string; readonly studentId: string }) {
  const visits = useQuery(reading(listFamilyVisits, {}, { capacity: capacityId }))
  return (
    <div className="lg-part">
      <h3>老师的家访</h3>
      <Loaded query={visits} skeleton={<ListSkeleton rows={2} />}>
        {(data) => {
          const own = data.visits.filter((visit) => visit.children.some((child) => child.studentId === studentId))
          if (own.length === 0) return <p className="tx-secondary">还没有家访记录。老师家访后，会列在这里请您看一看是否属实。</p>
          const asking = { capacityId, studentId }
          return <ul>{own.map((visit) => <FamilyVisitPart key={visit.recordId} {...asking} visit={visit} />)}</ul>
        }}
      </Loaded>
    </div>
  )
}
