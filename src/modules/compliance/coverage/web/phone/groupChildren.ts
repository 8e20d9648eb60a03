import type { RemainingChild } from '../../mine.contract.ts'

export const ORDERS = [{ value: 'neighbourhood', label: '按住址' }, { value: 'name', label: '按姓名' }] as const
export type Order = (typeof ORDERS)[number]['value']

export interface Group {
  /** Empty where the children are not grouped. */
  readonly name: string
  readonly children: readonly RemainingChild[]
}

const UNKNOWN = '没有登记住址'
const chinese = new Intl.Collator('zh-CN')

/** One group in the order of names, or one group for each neighbourhood so that a way of several visits can be planned. */
export function groupChildren(children: readonly RemainingChild[], order: Order): Group[] {
  const sorted = [...children].sort((a, b) => chinese.compare(a.name, b.name))
  if (order === 'name') return [{ name: '', children: sorted }]
  const places = new Map<string, RemainingChild[]>()
  for (const child of sorted) {
    const place = child.neighbourhood ?? UNKNOWN
    places.set(place, [...(places.get(place) ?? []), child])
  }
  const last = (name: string) => (name === UNKNOWN ? 1 : 0)
  return [...places].map(([name, list]) => ({ name, children: list }))
    .sort((a, b) => last(a.name) - last(b.name) || chinese.compare(a.name, b.name))
}
