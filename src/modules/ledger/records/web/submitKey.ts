import { newId } from '#kernel/ids'

/** The key of a submit and the contents it stands for. */
export interface SubmitKey {
  readonly key: string
  readonly contents: string
}

/**
 * The same contents keep their key however often they are sent: after a lost network nobody knows whether the first
 * one arrived. Other contents are another submit, and the server refuses them under an old key.
 */
export function keyFor(body: unknown, last: SubmitKey | undefined): SubmitKey {
  const contents = JSON.stringify(body)
  return last?.contents === contents ? last : { key: newId(), contents }
}
