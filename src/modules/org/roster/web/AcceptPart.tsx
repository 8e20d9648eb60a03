import { Button } from 'antd'
import { useId } from 'react'
import { useSigned } from '#ui/acting'
import { DeskSection } from '#ui/desk/DeskSection'
import type { Draft } from '../roster.contract.ts'
import { hindrance, says, UNIT, type Answers } from './changeView.ts'

export interface AcceptPartProps {
  readonly draft: Draft
  readonly answers: Answers
  readonly effectiveOn: string
  readonly onDay: (day: string) => void
  readonly onAccept: (leaveOutErrors: boolean) => void
  readonly onBack: () => void
}

/** From which day, and the one button of the page; where it cannot be pressed it says why. */
export function AcceptPart({ draft, answers, effectiveOn, onDay, onAccept, onBack }: AcceptPartProps) {
  const { today } = useSigned()
  const [day, why] = [useId(), useId()]
  const stop = hindrance(draft, answers)
  const noDay = effectiveOn === '' || effectiveOn > today
  const said = noDay ? '生效日期请选今天或以前的一天。' : stop?.say
  const possible = !noDay && stop === null
  return (
    <DeskSection>
      <div className="ro-row">
        <span className="tx-pick"><label htmlFor={day}>生效日期</label><input id={day} className="ro-day" type="date" value={effectiveOn} max={today} onChange={(event) => onDay(event.target.value)} /></span>
        <span className="tx-secondary ro-day-note">入学、转入、调班、任职从这一天算起。</span>
        <span className="ro-row">
          <Button onClick={onBack}>上一步</Button>
          {stop?.restPossible && !noDay && <Button onClick={() => onAccept(true)}>其余 {says(draft.counts.rows)} {UNIT[draft.kind]}先导入</Button>}
          <Button type="primary" disabled={!possible} aria-describedby={said === undefined ? undefined : why} onClick={() => onAccept(false)}>导入</Button>
        </span>
      </div>
      {said !== undefined && <p id={why} className="ro-why">{said}</p>}
    </DeskSection>
  )
}
