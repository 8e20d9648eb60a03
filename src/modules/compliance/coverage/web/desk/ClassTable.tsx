import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { DeskTable } from '#ui/desk/DeskTable'
import { FigureBar } from '#ui/desk/FigureBar'
import { PathLink, useGo } from '#ui/Nav'
import { StateTag } from '#ui/StateTag'
import { STATE_TONES } from '../tone.ts'
import { classLines, type ClassLine, type SchoolDuty } from './schoolView.ts'
import { sayCount } from './say.ts'

export interface ClassTableProps {
  readonly duties: readonly SchoolDuty[]
  readonly addressOf: (classId: string) => string
  /** Names of the head teachers, for their own school. */
  readonly holders: boolean
  readonly empty: ReactNode
}

/** Every class with the figures of the duties that are owed class by class. */
export function ClassTable({ duties, addressOf, holders, empty }: ClassTableProps) {
  const go = useGo()
  const columns: TableColumnsType<ClassLine> = [
    {
      title: '班级', key: 'label', fixed: 'left', className: 'co-class',
      render: (_, line) => <span onClick={(event) => event.stopPropagation()}><PathLink to={addressOf(line.classId)}>{line.label}</PathLink></span>,
    },
    ...(holders ? [{ title: '班主任', key: 'holder', render: (_: unknown, { holder }: ClassLine) => holder ?? <span className="co-vacant">空岗</span> }] : []),
    ...duties.map((duty, at) => dutyColumns(duty, at)),
    { title: '状态', key: 'state', render: (_, { cells }) => <LineState line={cells} /> },
  ]
  return (
    <DeskTable label="各班级完成情况" rows={classLines(duties)} rowKey={({ classId }) => classId} columns={columns} empty={empty}
      onOpen={({ classId }) => go(addressOf(classId))} />
  )
}

function dutyColumns(duty: SchoolDuty, at: number): TableColumnsType<ClassLine>[number] {
  const share = ({ cells }: ClassLine) => { const figure = cells[at]?.figure; return figure && figure.required > 0 ? figure.done / figure.required : -1 }
  return {
    key: duty.key, className: 'co-first', title: <span className="co-group"><b className="co-level">{duty.levelLabel}</b><span>{duty.sentence}</span></span>,
    children: [
      { title: duty.unit === '名' ? '应访' : '应做', key: `${duty.key}-r`, className: 'tx-number co-first', render: (_, { cells }) => sayOrDash(cells[at]?.figure.required) },
      { title: duty.unit === '名' ? '已访' : '已做', key: `${duty.key}-d`, className: 'tx-number', render: (_, { cells }) => sayOrDash(cells[at]?.figure.done) },
      {
        title: '进度', key: `${duty.key}-s`, sorter: (a, b) => share(a) - share(b),
        render: (_, { label, cells }) => {
          const cell = cells[at]
          return cell
            ? <FigureBar done={cell.figure.done} total={cell.figure.required} label={`${label} ${duty.levelLabel}`} tone={STATE_TONES[cell.standing.state]} />
            : <span className="tx-secondary">–</span>
        },
      },
    ],
  }
}

const sayOrDash = (count: number | undefined) => (count === undefined ? '–' : sayCount(count))

/** Of two duties the first that is not done says how the class stands. */
function LineState({ line }: { readonly line: ClassLine['cells'] }) {
  const cell = line.find((one) => one?.standing.red) ?? line.find((one) => one !== undefined)
  return cell ? <StateTag tone={STATE_TONES[cell.standing.state]} label={cell.standing.label} /> : <span className="tx-secondary">–</span>
}
