import { useQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import { listAssignments, type AssignmentView } from '#modules/org/assignments/assignment.contract'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { EmptyState } from '#ui/EmptyState'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'

/** The random visits that were assigned to this leader. */
export function AssignedVisits() {
  const capacity = useCapacity()
  const assignments = useQuery(reading(listAssignments, {}, { capacity: capacity.id }))
  return (
    <Loaded query={assignments} skeleton={<Section title="指派给您的随机家访"><ListSkeleton rows={1} /></Section>}>
      {(data) => data.assignments.length === 0
        ? <EmptyState title="目前没有指派给您的随机家访">教育局科室抽取后，要走访的学生会列在这里。</EmptyState>
        : <Section title="指派给您的随机家访"><List>{data.assignments.map((one) => <Assigned key={one.id} one={one} />)}</List></Section>}
    </Loaded>
  )
}

function Assigned({ one }: { one: AssignmentView }) {
  const { today } = useSigned()
  if (one.child === null) return null
  const { guardian, name, id } = one.child
  const family = guardian && `${guardian.relation} ${guardian.name}`
  const facts = [`${one.schoolName} ${one.className}`, family, `最晚 ${sayDate(one.to, today)}`]
  return <ListRow title={name} note={facts.filter(Boolean).join(' · ')} to={`/students/${id}/visits/new`} />
}
