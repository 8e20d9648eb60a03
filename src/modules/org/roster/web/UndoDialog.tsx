import { sayError } from '#ui/api'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import { callLong } from '#ui/transfer'
import { undoBatch, type BatchView } from '../roster.contract.ts'
import { sayCounts, says, WHO } from './changeView.ts'
import { useLong } from './useLong.ts'

export interface UndoDialogProps {
  readonly batch: BatchView
  readonly onClose: () => void
  readonly onUndone?: () => void
}

/** Asks before an import is taken back, and says what stands in the way when it cannot be. */
export function UndoDialog({ batch, onClose, onUndone }: UndoDialogProps) {
  const say = useToast()
  const undoing = useLong((batchId: string, options) => callLong(undoBatch, { params: { batchId }, body: {} }, options))
  const undo = () => undoing.mutate(batch.id, {
    onSuccess: () => {
      say({ text: `已撤销「${batch.name}」的导入。` })
      onClose()
      onUndone?.()
    },
  })
  const close = () => {
    undoing.stop()
    onClose()
  }
  return (
    <Dialog open title="撤销这次导入？" confirm="撤销" danger busy={undoing.isPending} onClose={close} onConfirm={undo}>
      <div className="tx-stack">
        <p className="ro-name">{batch.name}</p>
        <p>{WHO[batch.kind]}：{sayCounts(batch.kind, batch.counts)}。撤销后，这些都恢复到导入之前。</p>
        <p className="tx-secondary">导入之后又有变动、或者已经有了记录的，不能撤销，会说明是什么。撤销本身也有记录。</p>
        {undoing.isPending && undoing.progress && <p role="status">{undoing.progress.doing} {says(undoing.progress.done)} / {says(undoing.progress.total)}</p>}
        {undoing.isError && <Notice kind="problem">{sayError(undoing.error)}</Notice>}
      </div>
    </Dialog>
  )
}
