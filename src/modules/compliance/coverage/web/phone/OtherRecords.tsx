import { useQuery } from '@tanstack/react-query'
import { listPlainKinds } from '#modules/ledger/plain/plain.contract'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { ErrorState } from '#ui/ErrorState'
import { List, ListRow } from '#ui/List'
import { Section } from '#ui/Section'

/** So many kinds stand here by themselves; the others are one tap away. */
const FEW = 3

/** Everything else that can be recorded, and what was recorded. */
export function OtherRecords() {
  const capacity = useCapacity()
  const kinds = useQuery(reading(listPlainKinds, {}, { capacity: capacity.id }))
  const first = kinds.data?.kinds.slice(0, FEW) ?? []
  const more = (kinds.data?.kinds.length ?? 0) > FEW
  return (
    <Section title="记录">
      {kinds.isError && <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />}
      <List label="记录">
        {first.map(({ kind, zh }) => <ListRow key={kind} title={`记${zh}`} to={`/records/new/${kind}`} />)}
        {more && <ListRow title="记其他工作" note={`共 ${kinds.data?.kinds.length} 种：会议、谈话、培训、活动等`} to="/records/new" />}
        <ListRow title="看已有的记录" to="/records" />
      </List>
    </Section>
  )
}
