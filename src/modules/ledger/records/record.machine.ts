import { machine } from '#kernel/machine'
import type { RecordState } from './record.contract.ts'

/** Who someone is to a record: its recorder or companion who still holds the post, or a leader of the school of its subjects. */
export type Tie = 'actor' | 'leader' | 'reader'

export const recordMachine = machine<RecordState, 'correct' | 'withdraw', Tie>({
  correct: { from: ['recorded', 'corrected'], to: 'corrected', who: ['actor', 'leader'] },
  withdraw: { from: ['recorded', 'corrected'], to: 'withdrawn', who: ['actor', 'leader'] },
})
