import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldError, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { TextLine } from '#ui/TextLine'
import { useToast } from '#ui/Toast'

export interface WithdrawProps {
  /** 家访, 家长会. */
  readonly what: string
  readonly onWithdraw: (reason: string) => Promise<unknown>
}

/** Withdraws a record that should not be there; the reason stays in its history. */
export function Withdraw({ what, onWithdraw }: WithdrawProps) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const say = useToast()
  const withdrawing = useMutation({
    mutationFn: onWithdraw,
    onSuccess: () => {
      setOpen(false)
      say({ text: `已撤回这次${what}，不再计入任何责任` })
    },
  })
  const reasonError = fieldError(withdrawing.error, 'reason')
  return (
    <>
      <Button look="danger" wide onClick={() => setOpen(true)}>撤回</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`撤回这次${what}`} confirm="撤回" danger busy={withdrawing.isPending}
        onConfirm={() => withdrawing.mutate(reason.trim())}>
        <div className="tx-stack">
          <p>撤回后不再计入任何责任，记录和原因仍保留在变更记录里。</p>
          <TextLine label="撤回原因" value={reason} onChange={setReason} maxLength={200} error={reasonError} />
          {withdrawing.error && !reasonError && <Notice kind="problem">{sayError(withdrawing.error)}</Notice>}
        </div>
      </Dialog>
    </>
  )
}
