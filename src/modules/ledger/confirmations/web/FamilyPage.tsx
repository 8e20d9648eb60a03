import { useSigned } from '#ui/acting'
import { EmptyState } from '#ui/EmptyState'
import { Page } from '#ui/Page'
import { FamilyChild } from './FamilyChild.tsx'

/** All own children, of every school and every jurisdiction, each asked for in the capacity that leads to it. */
export function FamilyPage() {
  const { capacities, regions } = useSigned()
  const families = capacities.filter((capacity) => capacity.role === 'guardian')
  const children = families.flatMap((capacity) => capacity.studentIds.map((studentId) => ({ capacity, studentId })))
  return (
    <Page title="我的孩子">
      {children.length === 0 && <EmptyState title="还没有登记您的孩子">学校登记监护关系后，孩子的家访会列在这里。请联系孩子的班主任。</EmptyState>}
      {children.map(({ capacity, studentId }) => (
        <FamilyChild key={studentId} capacity={capacity} studentId={studentId}
          {...(families.length > 1 ? { regionName: regions.find((region) => region.regionId === capacity.regionId)?.name } : {})} />
      ))}
    </Page>
  )
}
