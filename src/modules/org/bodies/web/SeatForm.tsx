import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { laterOf } from '#kernel/dates'
import { newId } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { Input } from '#ui/Input'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import type { Seat } from '../body.contract.ts'
import { addSeats, correctSeat, type BodyView } from '../keeping.contract.ts'
import { newSeat, seatOf, type SeatInput } from './bodyView.ts'
import { SeatFields, SeatsField } from './SeatsField.tsx'

interface SeatFormProps {
  readonly body: BodyView
  /** The one to correct; new ones without. */
  readonly seat?: Seat
  readonly onClose: () => void
}

/** Adds seats to a body, or corrects one. */
export function SeatForm({ body, seat, onClose }: SeatFormProps) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, client] = [useToast(), useQueryClient()]
  const [idempotencyKey] = useState(() => newId())
  const [seats, setSeats] = useState<readonly SeatInput[]>(() =>
    [seat === undefined ? newSeat() : newSeat(seat.role, { kind: seat.kind, title: seat.title ?? '', number: String(seat.number) })])
  const [days, setDays] = useState({ from: seat?.validFrom ?? laterOf(body.validFrom, today), to: seat?.validTo ?? '' })
  const taken = seats.flatMap((one) => seatOf(one) ?? [])
  const saving = useMutation({
    mutationFn: () => {
      const options = { capacity: id, idempotencyKey }
      const added = taken.map((one) => ({ ...one, validFrom: days.from }))
      if (seat === undefined) return call(addSeats, { params: { bodyId: body.id }, body: { seats: added } }, options)
      return call(correctSeat, {
        params: { bodyId: body.id, seatId: seat.id }, body: { ...taken[0]!, validFrom: days.from, validTo: days.to || null },
      }, options)
    },
    onSuccess: async () => {
      await client.invalidateQueries()
      say({ text: seat === undefined ? '已加席位。' : '已更正。' })
      onClose()
    },
  })
  const ready = taken.length > 0 && taken.length === seats.length && days.from !== ''
  return (
    <Dialog open title={seat === undefined ? '加席位' : '更正席位'} confirm="保存" busy={saving.isPending} onClose={onClose}
      onConfirm={() => { if (ready) saving.mutate() }}>
      <div className="tx-stack">
        {seat === undefined
          ? <SeatsField seats={seats} onChange={setSeats} least={1} />
          : <div><SeatFields seat={seats[0]!} onChange={(one) => setSeats([one])} /></div>}
        <Input label="开始日期" type="date" value={days.from} min={body.validFrom} max={today} onChange={(from) => setDays({ ...days, from })} />
        {seat !== undefined && <Input label="结束日期" type="date" value={days.to} hint="没有结束就留空" onChange={(to) => setDays({ ...days, to })} />}
        {saving.isError && <Notice kind="problem">{sayError(saving.error)}</Notice>}
      </div>
    </Dialog>
  )
}
