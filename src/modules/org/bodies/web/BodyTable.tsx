import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskTable } from '#ui/desk/DeskTable'
import { EmptyState } from '#ui/EmptyState'
import { PathLink, useGo } from '#ui/Nav'
import { BODY_NAMES, type BodyKind } from '../body.contract.ts'
import { BODIES_A_PAGE, listBodies, type BodyView } from '../keeping.contract.ts'
import { personsIn, sayDays, seatsNow } from './bodyView.ts'

interface BodyTableProps { readonly kind: BodyKind; readonly show: 'present' | 'all'; readonly keeps: boolean }

/** The bodies of one kind, a hundred at a time. */
export function BodyTable({ kind, show, keeps }: BodyTableProps) {
  const { id, unitId } = useCapacity()
  const { today } = useSigned()
  const go = useGo()
  const [page, setPage] = useState(1)
  const query = useQuery({ ...reading(listBodies, { query: { kind, show, page } }, { capacity: id }), placeholderData: keepPreviousData })
  const pages = Math.ceil((query.data?.total ?? 0) / BODIES_A_PAGE)
  const columns: TableColumnsType<BodyView> = [
    {
      title: '名称', key: 'name', className: 'bo-name',
      render: (_, body) => <PathLink to={`/bodies/${body.id}`}>{body.name}<small>{besides(body, unitId)}</small></PathLink>,
    },
    { title: '席位', key: 'seats', className: 'tx-number', width: '6em', render: (_, body) => sayPersons(personsIn(seatsNow(body, today))) },
    { title: '起止', key: 'days', width: '15em', className: 'bo-days', responsive: ['md'], render: (_, body) => sayDays(body, today) },
  ]
  const nothing = keeps ? `点“登记”写下第一个。文件要求的${BODY_NAMES[kind].zh}按这里的内容计算。` : '由负责登记的单位录入后，这里列出。'
  return (
    <>
      <DeskTable label={BODY_NAMES[kind].zh} rows={query.data?.bodies} rowKey={(body) => body.id} columns={columns} prose error={query.error}
        onRetry={() => void query.refetch()} onOpen={(body) => go(`/bodies/${body.id}`)}
        empty={<EmptyState title={`还没有登记${BODY_NAMES[kind].zh}`}>{nothing}</EmptyState>} />
      {pages > 1 && (
        <div className="bo-pages tx-no-print">
          <Button disabled={page === 1} onClick={() => setPage(page - 1)}>上一页</Button>
          <span>第 {page} / {pages} 页，共 {query.data?.total} 个</span>
          <Button disabled={page === pages} onClick={() => setPage(page + 1)}>下一页</Button>
        </div>
      )}
    </>
  )
}

const sayPersons = (persons: number) => (persons === 0 ? '–' : `${persons} 人`)

/** Where it belongs: its class or parent, and its keeper where that is another unit. */
const besides = (body: BodyView, unitId: string | null) =>
  [body.unitId === unitId ? null : body.unitName, body.className, body.parentName].filter((part) => part !== null).join(' · ')
