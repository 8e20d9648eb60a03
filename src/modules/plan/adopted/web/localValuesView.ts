import type { SchoolDate } from '#kernel/dates'
import type { LocalValueView } from '../plan.contract.ts'
import { saySetting } from './say.ts'

export type Decider = LocalValueView['declared']['setBy']

export interface ValueGroup {
  readonly title: string
  readonly note?: string
  readonly values: readonly LocalValueView[]
}

const THEIRS: Readonly<Record<Decider, string>> = { region: '由教育局确定', school: '由各学校确定' }

/** What the reader still has to decide, what may be adjusted, what was decided, and last what others decide. Empty groups are left out. */
export function groupValues(values: readonly LocalValueView[], mine: Decider | undefined): ValueGroup[] {
  const own = values.filter(({ declared }) => mine === undefined || declared.setBy === mine)
  const other: Decider = mine === 'region' ? 'school' : 'region'
  return [
    { title: '待确定', note: '确定之前，相关责任不计数，也不显示逾期。', values: waitingFirst(own.filter(({ source }) => source === 'none')) },
    { title: '可调整', note: '相关责任已按下列理解计数；不改也可以。', values: own.filter(({ source }) => source === 'default') },
    { title: '已确定', values: own.filter(({ source }) => source === 'region' || source === 'school') },
    { title: THEIRS[other], values: values.filter((one) => !own.includes(one)) },
  ].filter((group) => group.values.length > 0)
}

/** What holds up most duties comes first. */
const waitingFirst = (values: readonly LocalValueView[]) =>
  [...values].sort((a, b) => waitersOf(b).length - waitersOf(a).length)

export const waitersOf = ({ duties }: LocalValueView) => duties.filter(({ waits }) => waits)

const OTHERS: Readonly<Record<Decider, { whose: string; unit: string }>> = {
  region: { whose: '同级其他地区', unit: '个' }, school: { whose: '本区其他学校', unit: '所' },
}

/** 「本区其他学校：3 次（5 所）；2 次（1 所）」; nothing where nobody has chosen. */
export function sayChoices({ declared, choices }: LocalValueView, today: SchoolDate): string {
  const { whose, unit } = OTHERS[declared.setBy]
  if (choices.length === 0) return ''
  const said = choices.map(({ value, count }) => `${saySetting(declared, value, today).replaceAll('\n', '、')}（${count} ${unit}）`)
  return `${whose}：${said.join('；')}`
}
