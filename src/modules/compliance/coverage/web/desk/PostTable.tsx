import type { TableColumnsType } from 'antd'
import { DeskTable } from '#ui/desk/DeskTable'
import { FigureBar } from '#ui/desk/FigureBar'
import { StateTag } from '#ui/StateTag'
import type { BearerRow } from '../../region.contract.ts'
import { STATE_TONES } from '../tone.ts'
import { CellActs } from '../why/CellActs.tsx'
import { ofClasses, ofThemselves, postGroups, type PostGroup, type SchoolDuty } from './schoolView.ts'

export interface PostTableProps {
  readonly duty: SchoolDuty
  /** Post by post for the own school; counts for everybody above it. */
  readonly persons: boolean
}

/** Who owes a duty: class by class, holder by holder, or how many of each kind of post. */
export function PostTable({ duty, persons }: PostTableProps) {
  const { sentence, rows } = duty
  if (!persons && !ofClasses(duty) && !ofThemselves(duty)) return <DeskTable label={sentence} rows={postGroups(rows)} rowKey={({ label }) => label} columns={GROUP_COLUMNS} />
  const acts: TableColumnsType<BearerRow>[number] = {
    title: <span className="tx-unseen">办理</span>, key: 'acts', render: (_, row) => <CellActs duty={duty} row={row} named={[row.label, row.holder].filter(Boolean).join(' ')} />,
  }
  const columns = [NAME_COLUMN, ...(persons && !ofThemselves(duty) ? [HOLDER_COLUMN] : []), ...FIGURE_COLUMNS, acts]
  return <DeskTable label={sentence} rows={rows} rowKey={({ bearerId, groupId, period }) => `${bearerId} ${groupId} ${period.key}`} columns={columns} />
}

const NAME_COLUMN: TableColumnsType<BearerRow>[number] = { title: '岗位或班级', key: 'label', className: 'co-name', render: (_, { label }) => label }
const HOLDER_COLUMN: TableColumnsType<BearerRow>[number] = {
  title: '任职', key: 'holder', render: (_, { holder, standing }) => holder ?? (standing.state === 'vacant' ? <span className="co-vacant">空岗</span> : '–'),
}
const FIGURE_COLUMNS: TableColumnsType<BearerRow> = [
  { title: '应做', key: 'required', className: 'tx-number', render: (_, { figure }) => figure.required },
  { title: '已做', key: 'done', className: 'tx-number', render: (_, { figure }) => figure.done },
  {
    title: '进度', key: 'share',
    render: (_, { label, figure, standing }) => <FigureBar done={Math.min(figure.done, figure.required)} total={figure.required} label={label} tone={STATE_TONES[standing.state]} />,
  },
  {
    title: '状态', key: 'state', className: 'co-standing',
    render: (_, { standing }) => <><StateTag tone={STATE_TONES[standing.state]} label={standing.label} />{standing.note && <small>{standing.note}</small>}</>,
  },
]

const GROUP_COLUMNS: TableColumnsType<PostGroup> = [
  { title: '岗位', key: 'label', className: 'co-name', render: (_, { label }) => label },
  { title: '岗位数', key: 'bearers', className: 'tx-number', render: (_, { bearers }) => bearers },
  { title: '已完成', key: 'met', className: 'tx-number', render: (_, { met }) => met },
  { title: '已逾期', key: 'overdue', className: 'tx-number', render: (_, { overdue }) => (overdue > 0 ? <b className="co-vacant">{overdue}</b> : '–') },
  { title: '空岗', key: 'vacant', className: 'tx-number', render: (_, { vacant }) => (vacant > 0 ? <b className="co-vacant">{vacant}</b> : '–') },
  { title: '次数进度', key: 'share', render: (_, { label, done, required }) => <FigureBar done={done} total={required} label={label} counts /> },
]
