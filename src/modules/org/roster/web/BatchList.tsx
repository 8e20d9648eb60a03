import { useQuery } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { sayDate, sayInstant, type SchoolDate } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { EmptyState } from '#ui/EmptyState'
import { listBatches, type BatchView } from '../roster.contract.ts'
import { sayCounts, WHO } from './changeView.ts'
import { UndoDialog } from './UndoDialog.tsx'

/** What the school has imported, the latest first, each with the way back. */
export function BatchList() {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [undoing, setUndoing] = useState<BatchView>()
  const query = useQuery(reading(listBatches, {}, { capacity: id }))
  return (
    <DeskSection title="导入记录">
      <DeskTable label="导入记录" rows={query.data?.batches} rowKey={(batch) => batch.id} columns={columnsOf(today, setUndoing)} prose error={query.error}
        onRetry={() => void query.refetch()}
        empty={<EmptyState title="还没有导入过">导入之后，每一次的工作簿、经办人和变化会列在这里，也可以从这里撤销。</EmptyState>} />
      {undoing && <UndoDialog batch={undoing} onClose={() => setUndoing(undefined)} />}
    </DeskSection>
  )
}

const columnsOf = (today: SchoolDate, onUndo: (batch: BatchView) => void): TableColumnsType<BatchView> => [
  {
    title: '工作簿', key: 'name', width: '36%',
    render: (_, { name, kind, undoneAt }) => (
      <span className="ro-lines"><span className="ro-name">{name}</span><small>{WHO[kind]}{undoneAt !== null && `，已于 ${sayInstant(new Date(undoneAt))} 撤销`}</small></span>
    ),
  },
  { title: '变化', key: 'counts', render: (_, { kind, counts, undoneAt }) => <span className={undoneAt === null ? undefined : 'ro-undone'}>{sayCounts(kind, counts)}</span> },
  {
    title: '导入', key: 'when', className: 'ro-when',
    render: (_, { acceptedAt, acceptedBy, effectiveOn }) => (
      <span className="ro-lines"><span>{sayInstant(new Date(acceptedAt))}，{acceptedBy}</span><small>自 {sayDate(effectiveOn, today)} 起</small></span>
    ),
  },
  {
    title: <span className="tx-unseen">撤销</span>, key: 'undo', className: 'ro-act',
    render: (_, batch) => batch.undoneAt === null && <Button onClick={() => onUndo(batch)} aria-label={`撤销：${batch.name}`}>撤销</Button>,
  },
]
