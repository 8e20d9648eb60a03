import { useState } from 'react'
import { draftPlace } from './draft.ts'

interface Correction<Values> {
  readonly values: Values
  /** The version that the person saw when the correction began: a newer one must be read before it is replaced. */
  readonly version: number
}

/** A correction while it is filled in, kept in this window over a reload or a new sign-in. `start` is what holds now. */
export function useCorrection<Values>(name: string, start: Correction<Values>) {
  const draft = draftPlace<Correction<Values>>(name)
  const [{ values, version }, setCorrection] = useState(() => draft.load() ?? start)
  const change = (next: Values) => {
    setCorrection({ values: next, version })
    draft.keep({ values: next, version })
  }
  return { values, version, change, forget: draft.forget }
}
