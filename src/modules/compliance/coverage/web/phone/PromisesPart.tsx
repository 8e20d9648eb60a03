import { useQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import { listPromises } from '#modules/ledger/visits/visit.contract'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'

/** What was promised to families and not yet followed by another visit. */
export function PromisesPart() {
  const capacity = useCapacity()
  const { today } = useSigned()
  const promises = useQuery(reading(listPromises, {}, { capacity: capacity.id }))
  return (
    <Section title="答应家长的事" aside="近 30 天">
      <Loaded query={promises} skeleton={<ListSkeleton rows={2} />}>
        {(data) => data.promises.length === 0
          ? <p className="tx-secondary">没有待办的。家访时答应的事会列在这里，直到下一次家访。</p>
          : (
            <List label="答应家长的事">
              {data.promises.map((one) => (
                <ListRow key={`${one.recordId} ${one.studentId}`} title={`答应${one.name}家：${one.promise}`} note={sayDate(one.happenedOn, today)}
                  to={`/visits/${one.recordId}`} />
              ))}
            </List>
          )}
      </Loaded>
    </Section>
  )
}
