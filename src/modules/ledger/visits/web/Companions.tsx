import { useState } from 'react'
import { MultiChips } from '#ui/Chips'
import { Input } from '#ui/Input'
import type { VisitPreparation } from '../visit.contract.ts'

export interface CompanionsProps {
  readonly colleagues: VisitPreparation['colleagues']
  readonly chosen: readonly string[]
  readonly onChange: (postIds: string[]) => void
  readonly error?: string | undefined
}

const MOST = 10
/** More chips than this are looked for by name. */
const FEW = 8

/** Colleagues who came along; the visit counts for them too. */
export function Companions({ colleagues, chosen, onChange, error }: CompanionsProps) {
  const [name, setName] = useState('')
  if (colleagues.length === 0) return null
  const many = colleagues.length > FEW
  const fits = (one: CompanionsProps['colleagues'][number]) =>
    chosen.includes(one.postId) || !many || (name.trim() !== '' && `${one.name}${one.post}`.includes(name.trim()))
  const options = colleagues.filter(fits).map((one) => ({ value: one.postId, label: `${one.name}（${one.post}）` }))
  return (
    <>
      {many && <Input label="找同行人员" type="search" value={name} onChange={setName} hint={`本单位 ${colleagues.length} 个岗位，输入姓名查找`} />}
      {(options.length > 0 || error) && (
        <MultiChips label="同行人员（可不选）" options={options} values={chosen} onChange={onChange} max={MOST} error={error} />
      )}
      {many && name.trim() !== '' && options.length === 0 && <p className="tx-secondary">没有找到“{name.trim()}”。请核对姓名。</p>}
    </>
  )
}
