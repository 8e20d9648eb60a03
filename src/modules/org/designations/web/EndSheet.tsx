import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { Input } from '#ui/Input'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import { DESIGNATION_NAMES, endDesignation, type Designation } from '../designation.contract.ts'

/** The last day of a mark. */
export function EndSheet({ designation, onClose }: { readonly designation: Designation; readonly onClose: () => void }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, client] = [useToast(), useQueryClient()]
  const [idempotencyKey] = useState(() => newId())
  const [validTo, setValidTo] = useState(today)
  const { studentId, id: designationId, kind, validFrom } = designation
  const ending = useMutation({
    mutationFn: () => call(endDesignation, { params: { studentId, designationId }, body: { validTo } }, { capacity: id, idempotencyKey }),
    onSuccess: async () => {
      await client.invalidateQueries()
      say({ text: '已结束认定。' })
      onClose()
    },
  })
  return (
    <Dialog open title={`结束“${DESIGNATION_NAMES[kind]}”的认定？`} confirm="结束" busy={ending.isPending} onClose={onClose}
      onConfirm={() => { if (validTo !== '') ending.mutate() }}>
      <div className="tx-stack">
        <Input label="最后一天" type="date" value={validTo} min={validFrom} max={today} onChange={setValidTo} />
        {ending.isError && <Notice kind="problem">{sayError(ending.error)}</Notice>}
      </div>
    </Dialog>
  )
}
