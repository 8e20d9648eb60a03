import { useQuery } from '@tanstack/react-query'
import { listDisputed } from '#modules/ledger/confirmations/confirmation.contract'
import { useCapacity, useSigned } from '#ui/acting'
import { ApiProblem, reading } from '#ui/api'
import { DeskSection } from '#ui/desk/DeskSection'
import { ErrorState } from '#ui/ErrorState'
import { PathLink } from '#ui/Nav'
import { sayDay } from './say.ts'

/** Visits that a family says did not take place as written. Stands here only while there are any. */
export function DisputedSection() {
  const { id } = useCapacity()
  const { today } = useSigned()
  const query = useQuery(reading(listDisputed, {}, { capacity: id }))
  // A capacity that may not read them has no such section; every other failure must be seen.
  if (query.isError && !(query.error instanceof ApiProblem && query.error.status === 403)) {
    return <DeskSection title="与事实不符"><ErrorState error={query.error} onRetry={() => void query.refetch()} /></DeskSection>
  }
  if (!query.data || query.data.disputed.length === 0) return null
  return (
    <DeskSection title={`家长认为与事实不符 ${query.data.disputed.length}`}>
      <ul className="co-lines">
        {query.data.disputed.map((one) => (
          <li key={`${one.recordId} ${one.studentId}`}>
            <span className="co-line-when"><b>{sayDay(one.happenedOn, today)}</b></span>
            <span className="co-line-what">
              <PathLink to={`/visits/${one.recordId}`}>{one.className} {one.name}</PathLink>
              <small>{one.by.map(({ post, name }) => `${post} ${name}`).join('、')}</small>
            </span>
          </li>
        ))}
      </ul>
    </DeskSection>
  )
}
