import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { sayDate, sayInstant } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { ListSkeleton } from '#ui/Skeleton'
import { listBatches, type BatchView } from '../roster.contract.ts'
import { sayCounts, says, WHO } from './changeView.ts'
import { UndoDialog } from './UndoDialog.tsx'

/** So many are shown before somebody asks for the older ones. */
const SOME = 10

/** What the school has imported, the latest first, each with the way back. */
export function BatchList() {
  const { id } = useCapacity()
  const [undoing, setUndoing] = useState<BatchView>()
  const [all, setAll] = useState(false)
  const query = useQuery(reading(listBatches, {}, { capacity: id }))
  return (
    <DeskSection title="导入记录">
      <Loaded query={query} skeleton={<ListSkeleton rows={3} />}>
        {({ batches }) => batches.length === 0
          ? <EmptyState title="还没有导入过">导入之后，每一次的工作簿、经办人和变化会列在这里，也可以从这里撤销。</EmptyState>
          : (
            <>
              <ul className="ro-batches" aria-label="导入记录">
                {batches.slice(0, all ? undefined : SOME).map((batch) => <BatchLine key={batch.id} batch={batch} onUndo={() => setUndoing(batch)} />)}
              </ul>
              {!all && batches.length > SOME && <Button type="link" className="ro-more" onClick={() => setAll(true)}>再看 {says(batches.length - SOME)} 次</Button>}
            </>
          )}
      </Loaded>
      {undoing && <UndoDialog batch={undoing} onClose={() => setUndoing(undefined)} />}
    </DeskSection>
  )
}

function BatchLine({ batch, onUndo }: { readonly batch: BatchView; readonly onUndo: () => void }) {
  const { today } = useSigned()
  const { name, kind, counts, acceptedAt, acceptedBy, effectiveOn, undoneAt } = batch
  return (
    <li data-undone={undoneAt !== null || undefined}>
      <span className="ro-lines"><span className="ro-name">{name}</span><small>{WHO[kind]}</small></span>
      <span>{sayCounts(kind, counts)}</span>
      <span className="ro-lines"><span>{sayInstant(new Date(acceptedAt))}，{acceptedBy}</span><small>自 {sayDate(effectiveOn, today)} 起生效</small></span>
      {undoneAt === null
        ? <Button onClick={onUndo} aria-label={`撤销：${name}`}>撤销</Button>
        : <small className="tx-secondary">{sayInstant(new Date(undoneAt))} 已撤销</small>}
    </li>
  )
}
