import type { Search } from '#ui/Nav'

/** A cell as the address of its page names it. */
export interface Cell {
  readonly duty: string
  readonly period: string
  readonly bearerId: string
  readonly groupId: string
}

export const searchOf = ({ duty, period, bearerId, groupId }: Cell): Search => ({ duty, period, bearer: bearerId, group: groupId })
