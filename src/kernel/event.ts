/** Something that happened, announced by a use case. Declared in a `.contract.ts`; the payload holds ids and dates only. */
export interface EventType<Payload> {
  readonly topic: string
  /** Type only; never set. */
  readonly payload?: Payload
}

export const event = <Payload>(topic: string): EventType<Payload> => ({ topic })
