import { Button } from 'antd'
import { FigureBar } from '#ui/desk/FigureBar'
import { PathLink } from '#ui/Nav'
import { StateTag } from '#ui/StateTag'
import type { DutyLine } from '../../coverage.contract.ts'
import { STATE_TONES } from '../tone.ts'

export interface DutyRowsProps {
  readonly label: string
  readonly duties: readonly DutyLine[]
  /** Puts the duty in front, with its figure for every school. */
  readonly onChoose?: (duty: string) => void
}

/** Duties one below the other: whose level, the sentence, how strongly, and the figure or why there is none. */
export function DutyRows({ label, duties, onChoose }: DutyRowsProps) {
  return (
    <ul className="co-duties" aria-label={label}>
      {duties.map((duty) => (
        <li key={duty.key}>
          <span className="co-level">{duty.levelLabel}</span>
          <span className="co-duty-sentence">{duty.sentence}<small>{duty.number} · {duty.strengthLabel}{duty.period && ` · ${duty.period.label}`}</small></span>
          <span className="co-duty-figure"><DutyFigure duty={duty} /></span>
          <span className="co-duty-act tx-no-print">
            {duty.figure && onChoose && <Button size="small" onClick={() => onChoose(duty.key)} aria-label={`看各校：${duty.sentence}`}>看各校</Button>}
            {duty.standing.state === 'needs-local-value' && <PathLink to="/local-values">去确定</PathLink>}
          </span>
        </li>
      ))}
    </ul>
  )
}

function DutyFigure({ duty: { figure, standing, sentence } }: { readonly duty: DutyLine }) {
  const tone = STATE_TONES[standing.state]
  if (figure) return <FigureBar done={figure.done} total={figure.required} label={sentence} tone={tone} counts />
  return <><StateTag tone={tone} label={standing.label} />{standing.note && <small className="tx-secondary">{standing.note}</small>}</>
}
