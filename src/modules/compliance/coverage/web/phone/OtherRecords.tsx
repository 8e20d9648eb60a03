import { useQuery } from '@tanstack/react-query'
import type { Role } from '#kernel/capacity'
import { listPlainKinds } from '#modules/ledger/plain/plain.contract'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { ErrorState } from '#ui/ErrorState'
import { List, ListRow } from '#ui/List'
import { Section } from '#ui/Section'

/** Posts that hold meetings and activities for classes. */
const HOLD_MEETINGS: ReadonlySet<Role> = new Set<Role>(['head_teacher', 'middle_leader', 'vice_principal', 'principal'])

/** Everything else that can be recorded, and what was recorded. */
export function OtherRecords() {
  const capacity = useCapacity()
  const kinds = useQuery({ ...reading(listPlainKinds, {}, { capacity: capacity.id }), enabled: HOLD_MEETINGS.has(capacity.role) })
  return (
    <Section title="记录">
      {kinds.isError && <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />}
      <List label="记录">
        {kinds.data?.kinds.map(({ kind, zh }) => <ListRow key={kind} title={`记${zh}`} to={`/records/new/${kind}`} />)}
        <ListRow title="看已有的记录" to="/records" />
      </List>
    </Section>
  )
}
