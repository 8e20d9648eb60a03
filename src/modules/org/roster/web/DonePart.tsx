import { Button } from 'antd'
import { useState } from 'react'
import { sayDate } from '#kernel/dates'
import { useSigned } from '#ui/acting'
import { DeskSection } from '#ui/desk/DeskSection'
import { PathLink } from '#ui/Nav'
import { StateTag } from '#ui/StateTag'
import type { BatchView } from '../roster.contract.ts'
import { differencesOf, says } from './changeView.ts'
import { UndoDialog } from './UndoDialog.tsx'

/** What was done, and where it goes on. */
export function DonePart({ batch, onUndone }: { readonly batch: BatchView; readonly onUndone: () => void }) {
  const { today } = useSigned()
  const [undoing, setUndoing] = useState(false)
  const { kind, counts, effectiveOn } = batch
  const differences = differencesOf(kind, counts)
  return (
    <DeskSection title={<StateTag tone="met" label="已导入" />}>
      <div className="ro-figures" role="group" aria-label="导入了什么">
        {differences.map((one) => <span key={one.kind}><b>{says(one.count)}</b>{one.name}</span>)}
        <span><b>{says(counts.same)}</b>不变</span>
      </div>
      <p className="ro-line">
        自 {sayDate(effectiveOn, today)} 起生效。{counts.classes > 0 && `新建班级 ${says(counts.classes)} 个。`}
        {counts.errors > 0 && '有错误的行没有导入，改正后把整个工作簿再导入一次即可，已导入的不会重复。'}
      </p>
      <div className="ro-row ro-next">
        <PathLink to={kind === 'students' ? '/slips' : '/staff-slips'} className="ro-act-link">打印账号单</PathLink>
        <PathLink to="/roster">回到花名册</PathLink>
        <Button onClick={() => setUndoing(true)}>撤销这次导入</Button>
      </div>
      {undoing && <UndoDialog batch={batch} onClose={() => setUndoing(false)} onUndone={onUndone} />}
    </DeskSection>
  )
}
