import { useQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import { listDisputed } from '#modules/ledger/confirmations/confirmation.contract'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { ErrorState } from '#ui/ErrorState'
import { List, ListRow } from '#ui/List'
import { Section } from '#ui/Section'

/** Visits that a guardian says were not as recorded; nothing stands here while there are none. */
export function DisputedPart() {
  const capacity = useCapacity()
  const { today } = useSigned()
  const disputed = useQuery(reading(listDisputed, {}, { capacity: capacity.id }))
  if (disputed.isError) return <ErrorState error={disputed.error} onRetry={() => void disputed.refetch()} />
  const lines = disputed.data?.disputed ?? []
  if (lines.length === 0) return null
  return (
    <Section title="家长说与事实不符" aside={`${lines.length} 次`}>
      <p className="tx-secondary tx-small">请同家长核对；记错的请更正，没有发生的请撤回。</p>
      <List label="家长说与事实不符的家访">
        {lines.map((one) => (
          <ListRow key={`${one.recordId} ${one.studentId}`} title={one.name} to={`/visits/${one.recordId}`}
            note={`${sayDate(one.happenedOn, today)}的家访 · ${one.by.map((actor) => actor.name).join('、')}`} />
        ))}
      </List>
    </Section>
  )
}
