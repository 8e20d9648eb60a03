import { useCapacity, useSigned } from '#ui/acting'
import { PathLink } from '#ui/Nav'
import { AskButtons } from '../../../exceptions/web/AskButtons.tsx'
import { asksAbout, asksFor, latestEnd } from '../../../exceptions/exception.rules.ts'
import type { DutyLine, DutyState } from '../../coverage.contract.ts'
import type { BearerRow } from '../../region.contract.ts'
import { searchOf } from './whyAddress.ts'
import './why.css'

export interface CellActsProps {
  readonly duty: Pick<DutyLine, 'key' | 'sentence' | 'strength'>
  readonly row: BearerRow
  /** Of a row of a table: the words of the links alone would say the same in every row. */
  readonly named: string
}

/** Relieved already, or nothing to relieve. */
const CLOSED: ReadonlySet<DutyState> = new Set<DutyState>(['met', 'met-late', 'excepted', 'cannot-be-met', 'not-applicable', 'offered'])

/** Behind a figure: why it is so, and what may be asked when it cannot be reached. */
export function CellActs({ duty, row, named }: CellActsProps) {
  const capacity = useCapacity()
  const { today } = useSigned()
  const { bearerId, groupId, classId, period, standing, figure } = row
  const cell = { duty: duty.key, period: period.key, bearerId, groupId }
  const latest = latestEnd(today, period.end)
  // The own school is the only one whose rows a school capacity is shown.
  const open = !CLOSED.has(standing.state) && figure.done < figure.required && asksAbout(capacity, { unitId: capacity.unitId ?? '', classId })
  const kinds = open ? asksFor(duty.strength) : []
  return (
    <span className="why-acts tx-no-print">
      <PathLink to="/why" search={searchOf(cell)} label={`为什么是这个数：${named} ${duty.sentence}`}>为什么</PathLink>
      {latest !== undefined && kinds.length > 0 && <AskButtons inRow askable={{ cell, sentence: duty.sentence, bearer: named, kinds, latest }} />}
    </span>
  )
}
