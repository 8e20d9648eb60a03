import { Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { DeskTable } from '#ui/desk/DeskTable'
import { FigureBar } from '#ui/desk/FigureBar'
import { PathLink, useGo } from '#ui/Nav'
import { StateTag } from '#ui/StateTag'
import type { MatterDuty, MatterRow } from '../../region.contract.ts'
import { sayRelieved } from '../sayRelieved.ts'
import { STATE_TONES } from '../tone.ts'
import { cellOf, sumOf } from './matterView.ts'
import { sayCount } from './say.ts'

export interface SchoolTableProps {
  readonly matter: string
  readonly rows: readonly MatterRow[]
  readonly lead: MatterDuty
  readonly other: MatterDuty | undefined
  readonly empty: ReactNode
}

export function SchoolTable({ matter, rows, lead, other, empty }: SchoolTableProps) {
  const go = useGo()
  const addressOf = (row: MatterRow) => `/matters/${matter}/schools/${row.unitId}`
  const columns: TableColumnsType<MatterRow> = [
    {
      title: '学校', key: 'name', fixed: 'left', className: 'co-name', sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
      render: (_, row) => <span onClick={(event) => event.stopPropagation()}><PathLink to={addressOf(row)}>{row.name}</PathLink></span>,
    },
    { title: '街道', key: 'street', className: 'co-street', render: (_, row) => row.street ?? '–' },
    { title: '班级', key: 'classes', className: 'tx-number co-classes', render: (_, row) => row.classes },
    figureColumns(lead, 'lead'),
    ...(other ? [figureColumns(other, 'other')] : []),
    { title: '状态', key: 'state', render: (_, row) => <CellState row={row} duty={lead} /> },
    {
      title: '空岗', key: 'vacant', className: 'tx-number', sorter: (a, b) => a.vacantPosts - b.vacantPosts,
      render: (_, row) => (row.vacantPosts > 0 ? <b className="co-vacant">{row.vacantPosts}</b> : '–'),
    },
  ]
  return (
    <DeskTable label="各学校完成情况" rows={rows} rowKey={(row) => row.unitId} columns={columns} empty={empty} onOpen={(row) => go(addressOf(row))}
      summary={() => <SumRow rows={rows} lead={lead} other={other} />} />
  )
}

const asked = (unit: string) => (unit === '名' ? ['应访', '已访'] : ['应做', '已做'])

/** The share sorts by itself, a school that owes nothing below every other. */
function figureColumns(duty: MatterDuty, key: string): TableColumnsType<MatterRow>[number] {
  const figure = (row: MatterRow) => cellOf(row, duty)?.figure
  const share = (row: MatterRow) => { const of = figure(row); return of && of.required > 0 ? of.done / of.required : -1 }
  const [required, done] = asked(duty.unit)
  return {
    key, title: <span className="co-group"><b className="co-level">{duty.levelLabel}</b><span>{duty.sentence}</span></span>, className: 'co-first',
    children: [
      { title: required, key: `${key}-required`, className: 'tx-number co-first', render: (_, row) => sayOrDash(figure(row)?.required) },
      { title: done, key: `${key}-done`, className: 'tx-number', render: (_, row) => sayOrDash(figure(row)?.done) },
      { title: '进度', key: `${key}-share`, sorter: (a, b) => share(a) - share(b), render: (_, row) => <CellBar row={row} duty={duty} /> },
    ],
  }
}

const sayOrDash = (count: number | undefined) => (count === undefined ? '–' : sayCount(count))

function CellBar({ row, duty }: { readonly row: MatterRow; readonly duty: MatterDuty }) {
  const cell = cellOf(row, duty)
  if (!cell?.figure) return <span className="tx-secondary">–</span>
  return <FigureBar done={cell.figure.done} total={cell.figure.required} label={`${row.name} ${duty.levelLabel}`} tone={STATE_TONES[cell.standing.state]} />
}

function CellState({ row, duty }: { readonly row: MatterRow; readonly duty: MatterDuty }) {
  const cell = cellOf(row, duty)
  if (!cell) return <span className="tx-secondary">–</span>
  const beside = sayRelieved(cell.relieved)
  return <span className="co-standing"><StateTag tone={STATE_TONES[cell.standing.state]} label={cell.standing.label} />{beside !== '' && <small>{beside}</small>}</span>
}

function SumRow({ rows, lead, other }: Pick<SchoolTableProps, 'rows' | 'lead' | 'other'>) {
  const cells = [lead, other].flatMap((duty) => (duty ? [{ duty, sum: sumOf(rows, duty) }] : []))
  return (
    <Table.Summary.Row className="co-sum">
      <Table.Summary.Cell index={0}>合计</Table.Summary.Cell>
      <Table.Summary.Cell index={1} className="co-street" />
      <Table.Summary.Cell index={2} className="tx-number co-classes">{sayCount(rows.reduce((sum, row) => sum + row.classes, 0))}</Table.Summary.Cell>
      {cells.flatMap(({ duty, sum }, at) => [
        <Table.Summary.Cell key={`${duty.key}-r`} index={3 + 3 * at} className="tx-number co-first">{sayOrDash(sum.required || undefined)}</Table.Summary.Cell>,
        <Table.Summary.Cell key={`${duty.key}-d`} index={4 + 3 * at} className="tx-number">{sayOrDash(sum.required ? sum.done : undefined)}</Table.Summary.Cell>,
        <Table.Summary.Cell key={`${duty.key}-s`} index={5 + 3 * at}><FigureBar done={sum.done} total={sum.required} label={`合计 ${duty.levelLabel}`} /></Table.Summary.Cell>,
      ])}
      <Table.Summary.Cell index={3 + 3 * cells.length} />
      <Table.Summary.Cell index={4 + 3 * cells.length} className="tx-number">{sayCount(rows.reduce((sum, row) => sum + row.vacantPosts, 0))}</Table.Summary.Cell>
    </Table.Summary.Row>
  )
}
