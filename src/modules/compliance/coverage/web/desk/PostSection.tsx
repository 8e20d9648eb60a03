import type { TableColumnsType } from 'antd'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { FigureBar } from '#ui/desk/FigureBar'
import { StateTag } from '#ui/StateTag'
import type { BearerRow } from '../../region.contract.ts'
import { STATE_TONES } from '../tone.ts'
import { postGroups, type PostGroup, type SchoolDuty } from './schoolView.ts'

export interface PostSectionProps {
  readonly duty: SchoolDuty
  /** Post by post for the own school; counts for everybody above it. */
  readonly persons: boolean
}

/** A duty that is owed by posts or their holders. */
export function PostSection({ duty, persons }: PostSectionProps) {
  const { figure, standing, rows } = duty
  const aside = figure
    ? <FigureBar done={figure.done} total={figure.required} label={duty.sentence} tone={STATE_TONES[standing.state]} counts />
    : <StateTag tone={STATE_TONES[standing.state]} label={standing.label} />
  return (
    <DeskSection title={<><span className="co-level">{duty.levelLabel}</span> {duty.sentence}</>} aside={aside}>
      <p className="co-duty-facts">{duty.number} · {duty.strengthLabel}{duty.period && ` · ${duty.period.label}`}{standing.note && `。${standing.note}`}</p>
      {persons
        ? <DeskTable label={duty.sentence} rows={rows} rowKey={({ bearerId, period }) => `${bearerId} ${period.key}`} columns={PERSON_COLUMNS} />
        : <DeskTable label={duty.sentence} rows={postGroups(rows)} rowKey={({ label }) => label} columns={GROUP_COLUMNS} />}
    </DeskSection>
  )
}

const PERSON_COLUMNS: TableColumnsType<BearerRow> = [
  { title: '岗位', key: 'label', className: 'co-name', render: (_, { label }) => label },
  { title: '任职', key: 'holder', render: (_, { holder, standing }) => holder ?? (standing.state === 'vacant' ? <span className="co-vacant">空岗</span> : '–') },
  { title: '应做', key: 'required', className: 'tx-number', render: (_, { figure }) => figure.required },
  { title: '已做', key: 'done', className: 'tx-number', render: (_, { figure }) => figure.done },
  {
    title: '进度', key: 'share',
    render: (_, { label, figure, standing }) => <FigureBar done={Math.min(figure.done, figure.required)} total={figure.required} label={label} tone={STATE_TONES[standing.state]} />,
  },
  { title: '状态', key: 'state', render: (_, { standing }) => <StateTag tone={STATE_TONES[standing.state]} label={standing.label} /> },
]

const GROUP_COLUMNS: TableColumnsType<PostGroup> = [
  { title: '岗位', key: 'label', className: 'co-name', render: (_, { label }) => label },
  { title: '岗位数', key: 'bearers', className: 'tx-number', render: (_, { bearers }) => bearers },
  { title: '已完成', key: 'met', className: 'tx-number', render: (_, { met }) => met },
  { title: '已逾期', key: 'overdue', className: 'tx-number', render: (_, { overdue }) => (overdue > 0 ? <b className="co-vacant">{overdue}</b> : '–') },
  { title: '空岗', key: 'vacant', className: 'tx-number', render: (_, { vacant }) => (vacant > 0 ? <b className="co-vacant">{vacant}</b> : '–') },
  { title: '次数进度', key: 'share', render: (_, { label, done, required }) => <FigureBar done={done} total={required} label={label} counts /> },
]
