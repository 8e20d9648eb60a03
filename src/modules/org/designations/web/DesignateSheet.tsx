import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId, type Uuid } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { ChoiceChips } from '#ui/Chips'
import { Input } from '#ui/Input'
import { Notice } from '#ui/Notice'
import { Select } from '#ui/Select'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import { DESIGNATION_NAMES, designate, type DesignationKind } from '../designation.contract.ts'

const KINDS = (Object.keys(DESIGNATION_NAMES) as DesignationKind[]).map((kind) => ({ value: kind, label: DESIGNATION_NAMES[kind] }))

interface DesignateSheetProps {
  /** The child, where it is known already. */
  readonly studentId?: Uuid
  /** Children to choose from, where it is not. */
  readonly candidates?: readonly { readonly id: Uuid; readonly name: string }[]
  readonly onClose: () => void
}

/** Marks a child from a day on. No reason is asked: the mark says enough, and more would be one more thing to protect. */
export function DesignateSheet({ studentId, candidates, onClose }: DesignateSheetProps) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, client] = [useToast(), useQueryClient()]
  const [idempotencyKey] = useState(() => newId())
  const [chosen, setChosen] = useState(studentId ?? '')
  const [kind, setKind] = useState<DesignationKind>()
  const [validFrom, setValidFrom] = useState(today)
  const saving = useMutation({
    mutationFn: (as: DesignationKind) =>
      call(designate, { params: { studentId: chosen }, body: { kind: as, validFrom } }, { capacity: id, idempotencyKey }),
    onSuccess: async () => {
      await client.invalidateQueries()
      say({ text: '已登记认定。' })
      onClose()
    },
  })
  const options = [{ value: '', label: '请选择' }, ...(candidates ?? []).map((child) => ({ value: child.id as string, label: child.name }))]
  return (
    <Dialog open title="登记认定" confirm="保存" busy={saving.isPending} onClose={onClose}
      onConfirm={() => { if (kind !== undefined && chosen !== '' && validFrom !== '') saving.mutate(kind) }}>
      <div className="tx-stack">
        {candidates && <Select label="学生" options={options} value={chosen} onChange={setChosen} />}
        <ChoiceChips label="认定为" options={KINDS} value={kind} onChange={setKind} />
        <Input label="从哪天起" type="date" value={validFrom} max={today} onChange={setValidFrom} />
        <p className="tx-secondary tx-small">只有带班的老师和管理本校的人看得到，教育局看不到。不用写原因。</p>
        {saving.isError && <Notice kind="problem">{sayError(saving.error)}</Notice>}
      </div>
    </Dialog>
  )
}
