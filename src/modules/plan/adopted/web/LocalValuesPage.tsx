import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '#kernel/capacity'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { listLocalValues, type LocalValueView } from '../plan.contract.ts'
import { LocalValueDialog } from './LocalValueDialog.tsx'
import { groupValues, type Decider } from './localValuesView.ts'
import { LocalValueItem } from './LocalValueItem.tsx'
import './plan.css'

/** Who decides: the bureau for the region, the principal for the own school; the server refuses everybody else. */
const decides = (role: Role): Decider | undefined =>
  ({ bureau_officer: 'region', principal: 'school' } as const)[role as 'bureau_officer' | 'principal']

/** What the documents leave open: what must still be decided first, then what may be adjusted, then what was decided. */
export function LocalValuesPage() {
  const { id, role } = useCapacity()
  const query = useQuery(reading(listLocalValues, {}, { capacity: id }))
  return (
    <DeskPage title={decides(role) === 'school' ? '学校确定' : '本地确定'}>
      <Loaded query={query}>{({ values }) => <ValuesBody values={values} />}</Loaded>
    </DeskPage>
  )
}

function ValuesBody({ values }: { readonly values: readonly LocalValueView[] }) {
  const [open, setOpen] = useState<LocalValueView>()
  const mine = decides(useCapacity().role)
  const groups = groupValues(values, mine)
  if (groups.length === 0) {
    return <EmptyState title="已采用的文件没有需要本地确定的内容">文件写明“由本地确定”“由学校自定”的，会列在这里。</EmptyState>
  }
  return (
    <>
      {groups.map(({ title, note, values: held }) => (
        <DeskSection key={title} title={<>{title} <span className="pl-count">{held.length} 项</span></>} aside={note && <span className="tx-secondary">{note}</span>}>
          <ul className="pl-values">
            {held.map((view) => (
              <LocalValueItem key={`${view.doc}/${view.declared.key}`} view={view} onOpen={mine === view.declared.setBy ? () => setOpen(view) : undefined} />
            ))}
          </ul>
        </DeskSection>
      ))}
      {open && <LocalValueDialog view={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}
