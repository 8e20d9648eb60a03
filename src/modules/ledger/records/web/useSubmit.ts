import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { DraftPlace } from './draft.ts'
import { keyFor, type SubmitKey } from './submitKey.ts'

export interface SubmitSpec<Body, Answer> {
  /** Remembers the key over a reload or a new sign-in. */
  readonly keys: DraftPlace<SubmitKey>
  readonly send: (body: Body, idempotencyKey: string) => Promise<Answer>
  readonly saved: (answer: Answer) => void
}

/** Sends a form once, however often the button is tapped, and with the same key however often it is tried again. */
export function useSubmit<Body, Answer>({ keys, send, saved }: SubmitSpec<Body, Answer>) {
  const running = useRef(false)
  const last = useRef<SubmitKey | undefined>(undefined)
  const mutation = useMutation({
    mutationFn: (body: Body) => {
      last.current = keyFor(body, last.current ?? keys.load())
      keys.keep(last.current)
      return send(body, last.current.key)
    },
    onSuccess: (answer) => {
      keys.forget()
      saved(answer)
    },
    onSettled: () => { running.current = false },
  })
  // Two taps within one frame both come before React has disabled the button.
  const submit = (body: Body) => {
    if (running.current) return
    running.current = true
    mutation.mutate(body)
  }
  return { submit, busy: mutation.isPending, error: mutation.error, forgetError: mutation.reset }
}
