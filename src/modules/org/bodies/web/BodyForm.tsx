import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, fieldError, reading, sayError } from '#ui/api'
import { Input } from '#ui/Input'
import { Notice } from '#ui/Notice'
import { Select } from '#ui/Select'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import { BODY_NAMES, type BodyKind } from '../body.contract.ts'
import { parentsOf } from '../body.rules.ts'
import { correctBody, enterBody, listParents, type BodyView } from '../keeping.contract.ts'
import { seatOf, type SeatInput } from './bodyView.ts'
import { PlaceField, type PlaceInput } from './PlaceField.tsx'
import { SeatsField } from './SeatsField.tsx'
import { useTopics } from './topics.tsx'

interface BodyFormProps {
  readonly kind: BodyKind
  /** The one to correct; a new one without. */
  readonly body?: BodyView
  readonly onClose: () => void
  readonly onSaved: (body: BodyView) => void
}

interface Written extends PlaceInput {
  readonly name: string
  readonly topic: string
  readonly parentId: string
  readonly validFrom: string
  readonly validTo: string
}

const writtenOf = (body: BodyView | undefined, today: string): Written => ({
  name: body?.name ?? '', topic: body?.topic ?? '', parentId: body?.parentId ?? '', classId: body?.classId ?? null, grade: body?.grade ?? null,
  validFrom: body?.validFrom ?? today, validTo: body?.validTo ?? '',
})

/** Enters a body with its seats, or corrects what was written wrongly. */
export function BodyForm({ kind, body, onClose, onSaved }: BodyFormProps) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, client] = [useToast(), useQueryClient()]
  const [idempotencyKey] = useState(() => newId())
  const [written, setWritten] = useState(() => writtenOf(body, today))
  const [seats, setSeats] = useState<readonly SeatInput[]>([])
  const put = (part: Partial<Written>) => setWritten({ ...written, ...part })
  const saving = useMutation({
    mutationFn: () => {
      const { name, topic, parentId, validFrom, validTo, classId, grade } = written
      const facts = { name, topic: topic || null, parentId: parentId || null, classId, grade, validFrom }
      const options = { capacity: id, idempotencyKey }
      const taken = seats.flatMap((seat) => seatOf(seat) ?? []).map((seat) => ({ ...seat, validFrom }))
      return body === undefined
        ? call(enterBody, { body: { ...facts, kind, seats: taken } }, options)
        : call(correctBody, { params: { bodyId: body.id }, body: { ...facts, validTo: validTo || null } }, options)
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries()
      say({ text: body === undefined ? `已登记「${saved.name}」。` : '已更正。' })
      onClose()
      onSaved(saved)
    },
  })
  const { zh } = BODY_NAMES[kind]
  const ready = written.name.trim() !== '' && written.validFrom !== '' && seats.every((seat) => seatOf(seat) !== undefined)
  return (
    <Dialog open title={body === undefined ? `登记${zh}` : `更正${zh}`} confirm="保存" busy={saving.isPending} onClose={onClose}
      onConfirm={() => { if (ready) saving.mutate() }}>
      <div className="tx-stack">
        <Input label="名称" value={written.name} maxLength={60} hint="写机构或队伍的名称，不写个人姓名" error={fieldError(saving.error, 'name')}
          onChange={(name) => put({ name })} />
        <TopicField kind={kind} value={written.topic} onChange={(topic) => put({ topic })} />
        <ParentField kind={kind} value={written.parentId} onChange={(parentId) => put({ parentId })} />
        {kind === 'parent_committee' && <PlaceField value={written} onChange={put} />}
        <Input label="成立日期" type="date" value={written.validFrom} max={today} onChange={(validFrom) => put({ validFrom })} />
        {body !== undefined && (
          <Input label="结束日期" type="date" value={written.validTo} hint="没有结束就留空" onChange={(validTo) => put({ validTo })} />
        )}
        {body === undefined && <SeatsField seats={seats} onChange={setSeats} />}
        {saving.isError && <Notice kind="problem">{sayError(saving.error)}</Notice>}
      </div>
    </Dialog>
  )
}

interface FieldProps { readonly kind: BodyKind; readonly value: string; readonly onChange: (value: string) => void }

/** Which of the documents' bodies it is; not asked where no document tells bodies of this kind apart. */
export function TopicField({ kind, value, onChange }: FieldProps) {
  const topics = useTopics(kind)
  if (topics.length === 0) return null
  const options = [{ value: '', label: '都不是' }, ...topics.map(({ key, say }) => ({ value: key, label: say }))]
  return <Select label="对应的文件要求" options={options} value={value} onChange={onChange} />
}

function ParentField({ kind, value, onChange }: FieldProps) {
  const { id } = useCapacity()
  const above = parentsOf(kind)
  const query = useQuery({ ...reading(listParents, { params: { kind } }, { capacity: id }), enabled: above.length > 0 })
  const parents = query.data?.parents ?? []
  if (above.length === 0 || (query.isSuccess && parents.length === 0)) return null
  const options = [{ value: '', label: '没有' }, ...parents.map((one) => ({ value: one.id, label: `${one.name}（${BODY_NAMES[one.kind].zh}）` }))]
  return <Select label="属于" options={options} value={value} onChange={onChange} />
}
