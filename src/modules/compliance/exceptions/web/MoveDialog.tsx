import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sayDate } from '#kernel/dates'
import { newId } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import { decideException, endException, type ExceptionView } from '../exception.contract.ts'

export type Move = 'approve' | 'refuse' | 'end'

const SAYINGS: Readonly<Record<Move, { confirm: string; done: string }>> = {
  approve: { confirm: '同意', done: '已同意。' }, refuse: { confirm: '不同意', done: '已记为不同意。' }, end: { confirm: '结束', done: '已结束，照常计算。' },
}

/** Asks once more before something changes how a figure stands. */
export function MoveDialog({ one, move, onClose }: { readonly one: ExceptionView; readonly move: Move; readonly onClose: () => void }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, client] = [useToast(), useQueryClient()]
  const [idempotencyKey] = useState(() => newId())
  const { confirm, done } = SAYINGS[move]
  const moving = useMutation({
    mutationFn: () => {
      const [params, options] = [{ params: { id: one.id } }, { capacity: id, idempotencyKey }]
      return move === 'end' ? call(endException, params, options) : call(decideException, { ...params, body: { approve: move === 'approve' } }, options)
    },
    onSuccess: async () => { await client.invalidateQueries(); say({ text: done }); onClose() },
  })
  const effect = move === 'approve' ? `${one.until === null ? '这个时段里' : `到 ${sayDate(one.until, today)} 为止`}不算逾期，在数字旁单独计数；应做的数量不变。` : '这项责任照常计算。'
  return (
    <Dialog open title={`${confirm}这项${one.kindLabel}？`} confirm={confirm} danger={move !== 'approve'} busy={moving.isPending} onClose={onClose} onConfirm={() => moving.mutate()}>
      <div className="tx-stack">
        <p>{one.unitName} · {one.bearerLabel}：{one.sentence}</p>
        <p className="tx-secondary">{effect}</p>
        {moving.isError && <Notice kind="problem">{sayError(moving.error)}</Notice>}
      </div>
    </Dialog>
  )
}
