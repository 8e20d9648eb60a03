import { useInfiniteQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { call } from '#ui/api'
import { Button } from '#ui/Button'
import { EmptyState } from '#ui/EmptyState'
import { ErrorState } from '#ui/ErrorState'
import { List, ListRow } from '#ui/List'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'
import { HOME_VISIT } from '../../visits/visit.contract.ts'
import { listRecords, type RecordLine } from '../plain.contract.ts'

/** Rows asked for at once. */
const PORTION = 30

/** Everything that was recorded for the own classes or school, newest first. */
export function RecordListPage() {
  const capacity = useCapacity()
  const records = useInfiniteQuery({
    queryKey: [listRecords.path, capacity.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === undefined ? {} : { after: pageParam }
      return call(listRecords, { query: { limit: PORTION, ...after } }, { capacity: capacity.id, signal })
    },
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const lines = records.data?.pages.flatMap((page) => page.records) ?? []
  return (
    <Page title="已有的记录" back="/today">
      {records.isPending && <Section><ListSkeleton rows={8} /></Section>}
      {records.isError && <ErrorState error={records.error} onRetry={() => void records.refetch()} />}
      {records.data && lines.length === 0 && <EmptyState title="还没有记录">家访、家长会和指导活动记过以后，会按日期列在这里。</EmptyState>}
      {lines.length > 0 && (
        <Section>
          <div className="tx-stack">
            <List label="记录">{lines.map((line) => <Line key={line.recordId} line={line} />)}</List>
            {records.hasNextPage && (
              <Button wide busy={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>再看 {PORTION} 条</Button>
            )}
          </div>
        </Section>
      )}
    </Page>
  )
}

function Line({ line }: { line: RecordLine }) {
  const { today } = useSigned()
  const { recordId, kind, zh, state, happenedOn, classNames, children, topic, by } = line
  const facts = [classNames.join('、'), kind === HOME_VISIT && `${children} 名学生`, topic, by.map((actor) => actor.name).join('、')]
  return (
    <ListRow to={kind === HOME_VISIT ? `/visits/${recordId}` : `/records/${recordId}`} title={`${zh} · ${sayDate(happenedOn, today)}`}
      note={facts.filter(Boolean).join(' · ')} end={state === 'withdrawn' ? '已撤回' : undefined} />
  )
}
