import { useSigned } from '#ui/acting'
import { ProgressBar } from '#ui/ProgressBar'
import { StateTag } from '#ui/StateTag'
import { sayRelieved } from '../sayRelieved.ts'
import { STATE_TONES } from '../tone.ts'
import { CellActs } from '../why/CellActs.tsx'
import type { SchoolDuty } from './schoolView.ts'
import { sayDay, sayRemaining } from './say.ts'
import { sayHero } from './sayHero.tsx'

/** Duties side by side, each with its own figure: those of different documents are never added up. */
export function SchoolFigures({ duties }: { readonly duties: readonly SchoolDuty[] }) {
  return <ul className="co-figures">{duties.map((duty) => <DutyFigure key={duty.key} duty={duty} />)}</ul>
}

function DutyFigure({ duty }: { readonly duty: SchoolDuty }) {
  const { today } = useSigned()
  const { figure, standing, period } = duty
  const relieved = sayRelieved(duty.relieved)
  return (
    <li>
      <p className="co-figure-sentence"><span className="co-level">{duty.levelLabel}</span><span>{duty.sentence}</span></p>
      {figure && (
        <>
          <p className="co-hero">{sayHero(figure, duty.unit)}</p>
          <ProgressBar done={figure.done} total={figure.required} label={duty.sentence} tone={STATE_TONES[standing.state]} />
        </>
      )}
      <p className="co-lead-note">
        <StateTag tone={STATE_TONES[standing.state]} label={standing.label} />
        {figure && sayRemaining(figure, duty.unit, period ? sayDay(period.due, today) : undefined)}
        {standing.note && <span>{standing.note}</span>}
        {relieved !== '' && <span>{relieved}</span>}
      </p>
      {duty.rows.length === 1 && <CellActs duty={duty} row={duty.rows[0]!} named={duty.rows[0]!.label} />}
    </li>
  )
}
