import { AcceptPart } from './AcceptPart.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import type { Choices } from './choices.ts'
import { Differences } from './Differences.tsx'
import { Doubts } from './Doubts.tsx'
import { chosenLayout, layoutOf, sameLayout, touched } from './layoutView.ts'
import { Problems } from './Problems.tsx'
import type { Draft } from '../roster.contract.ts'

export interface DraftPartProps {
  readonly draft: Draft
  readonly choices: Choices
  readonly onChoices: (part: Partial<Choices>) => void
  readonly checking: boolean
  readonly onStep: (step: 'check' | '') => void
  readonly onRead: () => void
  readonly onAccept: (leaveOutErrors: boolean) => void
}

/** What was read, in the two steps in which a person looks at it. */
export function DraftPart({ draft, choices, onChoices, checking, onStep, onRead, onAccept }: DraftPartProps) {
  const layout = chosenLayout(draft, choices.layout)
  if (!checking) {
    const next = () => {
      onStep('check')
      if (!sameLayout(layout, layoutOf(draft))) onRead()
    }
    return <ColumnsStep draft={draft} layout={layout} onLayout={(one) => onChoices({ layout: touched(draft, one, choices.layout) })} onRead={onRead} onNext={next} />
  }
  return (
    <>
      <Differences draft={draft} />
      <Doubts draft={draft} answers={choices.answers} onAnswers={(answers) => onChoices({ answers })} />
      <Problems draft={draft} />
      <div className="ro-accept">
        <AcceptPart draft={draft} answers={choices.answers} effectiveOn={choices.effectiveOn ?? draft.effectiveOn} onDay={(effectiveOn) => onChoices({ effectiveOn })}
          onAccept={onAccept} onBack={() => onStep('')} />
      </div>
    </>
  )
}
