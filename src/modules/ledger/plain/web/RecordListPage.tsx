import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sayDate } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { call, download, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { EmptyState } from '#ui/EmptyState'
import { ErrorState } from '#ui/ErrorState'
import { List, ListRow } from '#ui/List'
import { PathLink, useSearchValue } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { Select } from '#ui/Select'
import { ListSkeleton } from '#ui/Skeleton'
import { useToast } from '#ui/Toast'
import { homeOf } from '../../records/web/home.ts'
import { HOME_VISIT } from '../../visits/visit.contract.ts'
import { exportRecords, listRecords, type RecordLine } from '../plain.contract.ts'

/** Rows asked for at once. */
const PORTION = 30

/** Everything that was recorded for the own classes or unit, newest first, all kinds or one. */
export function RecordListPage() {
  const capacity = useCapacity()
  const [kind, setKind] = useSearchValue('kind')
  const records = useInfiniteQuery({
    queryKey: [listRecords.path, capacity.id, kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === undefined ? {} : { after: pageParam }
      return call(listRecords, { query: { limit: PORTION, ...after, ...(kind === '' ? {} : { kind }) } }, { capacity: capacity.id, signal })
    },
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const lines = records.data?.pages.flatMap((page) => page.records) ?? []
  const options = records.data?.pages[0]?.kinds.map((one) => ({ value: one.kind, label: one.zh })) ?? []
  const footer = <PathLink to="/records/new" className="tx-button">记一项工作</PathLink>
  return (
    <Page title="已有的记录" back={homeOf(capacity.role)} footer={footer}>
      {(options.length > 0 || kind !== '') && (
        <Section>
          <div className="tx-stack">
            <Select label="种类" options={[{ value: '', label: '全部种类' }, ...options]} value={kind} onChange={setKind} />
            {kind !== '' && lines.length > 0 && <ExportButton kind={kind} />}
          </div>
        </Section>
      )}
      {records.isPending && <Section><ListSkeleton rows={8} /></Section>}
      {records.isError && <ErrorState error={records.error} onRetry={() => void records.refetch()} />}
      {records.data && lines.length === 0 && (
        <EmptyState title={kind === '' ? '还没有记录' : '这个种类还没有记录'}>记过的工作会按日期列在这里。</EmptyState>
      )}
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

function ExportButton({ kind }: { kind: string }) {
  const { id } = useCapacity()
  const say = useToast()
  const [busy, setBusy] = useState(false)
  const fetchFile = () => {
    setBusy(true)
    download(exportRecords, { query: { kind } }, { capacity: id })
      .catch((error: unknown) => say({ text: sayError(error) }))
      .finally(() => setBusy(false))
  }
  return <Button wide busy={busy} onClick={fetchFile}>导出这个种类的 xlsx</Button>
}

/** Names that fit into a line. */
const FEW = 4
const sayAbout = (about: readonly string[]) => (about.length > FEW ? `${about.slice(0, FEW).join('、')}等 ${about.length} 个` : about.join('、'))

function Line({ line }: { line: RecordLine }) {
  const { today } = useSigned()
  const { recordId, kind, zh, state, happenedOn, about, children, topic, by } = line
  const facts = [sayAbout(about), children > 0 && `${children} 名学生`, topic, by.map((actor) => actor.name).join('、')]
  return (
    <ListRow to={kind === HOME_VISIT ? `/visits/${recordId}` : `/records/${recordId}`} title={`${zh} · ${sayDate(happenedOn, today)}`}
      note={facts.filter(Boolean).join(' · ')} end={state === 'withdrawn' ? '已撤回' : undefined} />
  )
}
