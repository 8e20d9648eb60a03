import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Role } from '#kernel/capacity'
import { sayInstant } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { listLocalValues, type LocalValueView } from '../plan.contract.ts'
import { ClauseLink } from './ClauseLink.tsx'
import { LocalValueDialog } from './LocalValueDialog.tsx'
import { saySetting } from './say.ts'
import './plan.css'

/** Who decides: the bureau for the region, the principal for the own school; the server refuses everybody else. */
export const decides = (role: Role): 'region' | 'school' | undefined =>
  ({ bureau_officer: 'region', principal: 'school' } as const)[role as 'bureau_officer' | 'principal']

/** What the documents leave open: what must still be decided first, then what was, then what holds as the text reads. */
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
  const groups = [
    { title: '待确定', values: values.filter(({ need, source }) => need === 'needed' && source === 'none') },
    { title: '已确定', values: values.filter(({ source }) => source === 'region' || source === 'school') },
    { title: '可调整', values: values.filter(({ need, source }) => need === 'adjustable' && source === 'default') },
  ].filter((group) => group.values.length > 0)
  if (groups.length === 0) {
    return <EmptyState title="已采用的文件没有需要本地确定的内容">文件写明“由本地确定”“由学校自定”的，会列在这里。</EmptyState>
  }
  return (
    <>
      {groups.map((group) => (
        <DeskSection key={group.title} title={`${group.title} ${group.values.length} 项`}
          aside={ASIDES[group.title] && <span className="tx-secondary">{ASIDES[group.title]}</span>}>
          <ul className="pl-values">
            {group.values.map((view) => (
              <ValueItem key={`${view.doc}/${view.declared.key}`} view={view} onOpen={mine === view.declared.setBy ? () => setOpen(view) : undefined} />
            ))}
          </ul>
        </DeskSection>
      ))}
      {open && <LocalValueDialog view={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

const ASIDES: Readonly<Record<string, string>> = {
  待确定: '确定之前，相关责任不计数，也不显示逾期。', 可调整: '相关责任已按下列理解计数；不改也可以。',
}

const SOURCES: Readonly<Record<LocalValueView['source'], string>> = { school: '本校确定', region: '教育局确定', default: '按原文或采用时的理解', none: '' }
const DECIDERS = { region: '由教育局确定', school: '由各学校确定' } as const

function ValueItem({ view, onOpen }: { readonly view: LocalValueView; readonly onOpen: (() => void) | undefined }) {
  const { today } = useSigned()
  const { declared, value, source, setAt, doc } = view
  return (
    <li>
      <div className="pl-value-question">
        <p>{declared.zh}</p>
        <p className="pl-duty-line"><span>{DECIDERS[declared.setBy]}</span>{declared.clauses.map((clause) => <ClauseLink key={clause} doc={doc} clause={clause} />)}</p>
      </div>
      <div className="pl-value-now">
        {value === undefined ? <span className="pl-open">待确定</span> : <b>{saySetting(declared, value, today)}</b>}
        {source !== 'none' && <small>{SOURCES[source]}{setAt && `，${sayInstant(new Date(setAt))}`}</small>}
      </div>
      <div className="pl-value-act">{onOpen && <Button onClick={onOpen} aria-label={`${value === undefined ? '确定' : '更改'}：${declared.zh}`}>{value === undefined ? '确定' : '更改'}</Button>}</div>
    </li>
  )
}
