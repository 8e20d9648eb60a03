import { machine } from '#kernel/machine'
import type { ExceptionState } from './exception.contract.ts'

/** An exception is granted by the bureau, a hindrance confirmed by the bureau or the head of the school that feels it. */
export const exceptionMachine = machine<ExceptionState, 'approve' | 'refuse' | 'end', 'decider' | 'asker'>({
  approve: { from: ['asked'], to: 'approved', who: ['decider'] },
  refuse: { from: ['asked'], to: 'refused', who: ['decider'] },
  end: { from: ['asked', 'approved'], to: 'ended', who: ['decider', 'asker'] },
})
