import { Input, type TableColumnsType } from 'antd'
import { lazy, Suspense } from 'react'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { PickOne } from '#ui/desk/PickOne'
import { EmptyState } from '#ui/EmptyState'
import { useSearchValue } from '#ui/Nav'
import { STRENGTH_NAMES, type Clause } from '../../packs/pack.contract.ts'
import type { DutyView } from '../plan.contract.ts'
import { carrierOf } from '../../packs/carriers.rules.ts'
import { countByCarrier, findClauses } from './registerView.ts'
import { CARRIER_NAMES, CLAUSE_KIND_NAMES, sayClause } from './say.ts'

const ClauseSheet = lazy(() => import('./ClauseSheet.tsx').then(({ ClauseSheet: sheet }) => ({ default: sheet })))

export interface ClauseRegisterProps {
  readonly doc: string
  readonly clauses: readonly Clause[]
  readonly duties: readonly DutyView[]
}

/** Every requirement of the document, by whatever it is carried. The open clause and the search stand in the address. */
export function ClauseRegister({ doc, clauses, duties }: ClauseRegisterProps) {
  const [search, setSearch] = useSearchValue('q')
  const [which, setWhich] = useSearchValue('which')
  const [open, setOpen] = useSearchValue('clause')
  const rows = findClauses(clauses, search, which)
  const carried = ({ carrier }: Clause) => (Array.isArray(carrier) ? `责任 ${duties.filter(({ id }) => carrier.includes(id)).length} 项` : CARRIER_NAMES[carrierOf(carrier)])
  const columns: TableColumnsType<Clause> = [
    { title: '条款', key: 'id', className: 'pl-clause', width: 124, render: (_, { id }) => <button type="button" className="tx-link" onClick={() => setOpen(id)}>{sayClause(id)}</button> },
    { title: '摘要', key: 'summary', className: 'pl-summary', render: (_, { summary }) => summary },
    { title: '要求谁', key: 'actor', responsive: ['md'], width: '20%', render: (_, { actor }) => actor },
    { title: '类别', key: 'kind', responsive: ['md'], width: 120, render: (_, { kind, strength }) => <>{CLAUSE_KIND_NAMES[kind]}{strength && <small className="pl-strength">{STRENGTH_NAMES[strength]}</small>}</> },
    { title: '落实', key: 'carrier', responsive: ['md'], width: 100, render: (_, clause) => carried(clause) },
  ]
  const filters = (
    <>
      <Input.Search className="pl-search" placeholder="查找条款、摘要或责任主体" aria-label="查找条款" allowClear defaultValue={search} onSearch={setSearch} />
      <PickOne label="怎样落实" value={which} onChange={setWhich} options={[{ value: '', label: '全部条款' }, ...countByCarrier(clauses).map(({ carrier, name, count }) => ({ value: carrier, label: `${name} ${count} 条` }))]} />
    </>
  )
  return (
    <DeskSection title={<>条款登记 <span className="pl-count">{rows.length} 条</span></>} aside={filters}>
      <DeskTable label="条款登记" rows={rows} rowKey={({ id }) => id} columns={columns} prose
        empty={<EmptyState title="没有符合条件的条款">换一个词再找，例如“家访”“学校”。</EmptyState>} />
      {open !== '' && <Suspense><ClauseSheet doc={doc} clause={open} onClose={() => setOpen('')} /></Suspense>}
    </DeskSection>
  )
}
