import type { ReactNode } from 'react'
import { FigureBar } from '#ui/desk/FigureBar'
import { StateTag } from '#ui/StateTag'
import type { DutyLine } from '../../coverage.contract.ts'
import { sayRelieved } from '../sayRelieved.ts'
import { STATE_TONES } from '../tone.ts'

export interface DutyRowsProps<Duty extends DutyLine> {
  readonly label: string
  readonly duties: readonly Duty[]
  /** At the right of the row: what can be done with the duty. */
  readonly act: (duty: Duty) => ReactNode
  /** Below the row, over its whole width. */
  readonly detail?: (duty: Duty) => ReactNode
}

/** Duties one below the other: whose level, the sentence, how strongly, and the figure or why there is none. */
export function DutyRows<Duty extends DutyLine>({ label, duties, act, detail }: DutyRowsProps<Duty>) {
  return (
    <ul className="co-duties" aria-label={label}>
      {duties.map((duty) => (
        <li key={duty.key}>
          <span className="co-level">{duty.levelLabel}</span>
          <span className="co-duty-sentence">{duty.sentence}<small>{duty.number} · {duty.strengthLabel}{duty.period && ` · ${duty.period.label}`}</small></span>
          <span className="co-duty-figure"><DutyFigure duty={duty} /></span>
          <span className="co-duty-act tx-no-print">{act(duty)}</span>
          {detail?.(duty)}
        </li>
      ))}
    </ul>
  )
}

function DutyFigure({ duty: { figure, standing, sentence, unit, relieved } }: { readonly duty: DutyLine }) {
  const tone = STATE_TONES[standing.state]
  if (figure && figure.required > 0) {
    const beside = sayRelieved(relieved)
    return <><FigureBar done={figure.done} total={figure.required} label={sentence} tone={tone} counts plain={unit === '项'} />{beside !== '' && <small className="tx-secondary">{beside}</small>}</>
  }
  return <><StateTag tone={tone} label={standing.label} />{standing.note && <small className="tx-secondary">{standing.note}</small>}</>
}
