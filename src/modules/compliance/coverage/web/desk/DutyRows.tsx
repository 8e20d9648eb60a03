import { Button } from 'antd'
import { FigureBar } from '#ui/desk/FigureBar'
import { StateTag } from '#ui/StateTag'
import type { MatterDuty } from '../../region.contract.ts'
import { STATE_TONES } from '../tone.ts'

export interface DutyRowsProps {
  readonly duties: readonly MatterDuty[]
  /** Puts the duty in front, with its figure for every school. */
  readonly onChoose: (duty: string) => void
}

/** Duties beside the leading one: whose level, the sentence, how strongly, and the figure or why there is none. */
export function DutyRows({ duties, onChoose }: DutyRowsProps) {
  return (
    <ul className="co-duties" aria-label="同一事项的其他责任">
      {duties.map((duty) => (
        <li key={duty.key}>
          <span className="co-level">{duty.levelLabel}</span>
          <span className="co-duty-sentence">{duty.sentence}<small>{duty.number} · {duty.strengthLabel}{duty.period && ` · ${duty.period.label}`}</small></span>
          <span className="co-duty-figure">
            {duty.figure
              ? <FigureBar done={duty.figure.done} total={duty.figure.required} label={duty.sentence} tone={STATE_TONES[duty.standing.state]} counts />
              : <DutyWithout duty={duty} />}
          </span>
          <Button size="small" className="tx-no-print" onClick={() => onChoose(duty.key)}>看各校</Button>
        </li>
      ))}
    </ul>
  )
}

function DutyWithout({ duty: { standing } }: { readonly duty: MatterDuty }) {
  return (
    <>
      <StateTag tone={STATE_TONES[standing.state]} label={standing.label} />
      {standing.note && <small className="tx-secondary">{standing.note}</small>}
    </>
  )
}
