import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids'
import { useCapacity } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { useToast } from '#ui/Toast'
import type { Setting } from '../../packs/pack.contract.ts'
import { setLocalValueRoute, type LocalValueView } from '../plan.contract.ts'
import { SettingField } from './SettingField.tsx'

/** Decides one open value. The figures of the duties that need it are counted anew afterwards. */
export function LocalValueDialog({ view, onClose }: { readonly view: LocalValueView; readonly onClose: () => void }) {
  const { id } = useCapacity()
  const say = useToast()
  const [idempotencyKey] = useState(() => newId())
  const [value, setValue] = useState<Setting | undefined>(view.value)
  const { doc, declared } = view
  const saving = useMutation({
    mutationFn: (setting: Setting) =>
      call(setLocalValueRoute, { body: { doc, key: declared.key, value: setting } }, { capacity: id, idempotencyKey }),
    onSuccess: () => {
      say({ text: '已保存，相关责任按新的要求计数。' })
      onClose()
    },
  })
  const save = () => { if (value !== undefined) saving.mutate(value) }
  return (
    <Dialog open title={declared.zh} confirm="保存" busy={saving.isPending} onClose={onClose} onConfirm={save}>
      <div className="tx-stack">
        <SettingField declared={declared} value={value} onChange={setValue} />
        {saving.isError && <Notice kind="problem">{sayError(saving.error)}</Notice>}
      </div>
    </Dialog>
  )
}
