import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { useCapacity } from '#ui/acting'
import { ApiProblem } from '#ui/api'
import type { LongOptions, Progress } from '#ui/transfer'

const stopped = () => new ApiProblem({ status: 499, code: 'stopped', say: '已停止，没有写入任何内容。' })

export const isStopped = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'stopped'

/** One long piece of work at a time: how far it is, and how to stop it. */
export function useLong<Input, Answer>(work: (input: Input, options: LongOptions) => Promise<Answer>) {
  const { id } = useCapacity()
  const [progress, setProgress] = useState<Progress>()
  const stopper = useRef<AbortController>(undefined)
  const mutation = useMutation({
    mutationFn: async (input: Input) => {
      stopper.current?.abort()
      const own = new AbortController()
      stopper.current = own
      setProgress(undefined)
      return work(input, { capacity: id, signal: own.signal, onProgress: setProgress })
        // Older browsers do not hand on the reason of an abort.
        .catch((error: unknown) => { throw own.signal.aborted ? stopped() : error })
    },
  })
  const stop = useCallback(() => stopper.current?.abort(), [])
  return { ...mutation, progress, stop }
}
