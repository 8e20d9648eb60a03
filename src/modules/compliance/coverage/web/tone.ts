import type { Tone } from '#ui/tokens'
import type { DutyState } from '../coverage.contract.ts'

/** How a state looks. Red is kept for what is overdue or vacant. */
export const STATE_TONES: Readonly<Record<DutyState, Tone>> = {
  'not-yet-due': 'neutral', 'on-track': 'on-track', 'due-soon': 'due-soon', overdue: 'overdue', met: 'met', 'met-late': 'met',
  excepted: 'excepted', 'cannot-be-met': 'excepted', vacant: 'overdue', 'not-applicable': 'neutral', offered: 'excepted',
  'needs-local-value': 'neutral', 'cannot-be-recorded': 'neutral',
}
