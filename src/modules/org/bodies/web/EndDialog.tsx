import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { Input } from '#ui/Input'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import { SEAT_ROLE_NAMES, type Seat } from '../body.contract.ts'
import { endBody, endSeat, type BodyView } from '../keeping.contract.ts'
import { proposedEnd } from './bodyView.ts'

/** Ends a body or one of its seats: the last day belongs to it, and nothing that was recorded is lost. */
export function EndDialog({ body, seat, onClose }: { readonly body: BodyView; readonly seat?: Seat; readonly onClose: () => void }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, client] = [useToast(), useQueryClient()]
  const [idempotencyKey] = useState(() => newId())
  const [validTo, setValidTo] = useState(() => proposedEnd(seat ?? body, today))
  const ending = useMutation({
    mutationFn: () => {
      const options = { capacity: id, idempotencyKey }
      return seat === undefined
        ? call(endBody, { params: { bodyId: body.id }, body: { validTo } }, options)
        : call(endSeat, { params: { bodyId: body.id, seatId: seat.id }, body: { validTo } }, options)
    },
    onSuccess: async () => {
      await client.invalidateQueries()
      say({ text: '已结束，记录保留。' })
      onClose()
    },
  })
  const what = seat === undefined ? body.name : `${body.name}的${SEAT_ROLE_NAMES[seat.role]}`
  return (
    <Dialog open title={`结束「${what}」？`} confirm="结束" danger busy={ending.isPending} onClose={onClose}
      onConfirm={() => { if (validTo !== '') ending.mutate() }}>
      <div className="tx-stack">
        <p>{seat === undefined ? '它和它的席位' : '这一席'}从最后一天的次日起不再计算，以前的仍然查得到。</p>
        <Input label="最后一天" type="date" value={validTo} min={(seat ?? body).validFrom} onChange={setValidTo} />
        {ending.isError && <Notice kind="problem">{sayError(ending.error)}</Notice>}
      </div>
    </Dialog>
  )
}
