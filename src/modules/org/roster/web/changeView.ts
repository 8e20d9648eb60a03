import type { CHANGE_KINDS, Doubt, Draft, RosterCounts } from '../roster.contract.ts'
import type { RosterKind } from '../row.contract.ts'

export type ChangeKind = (typeof CHANGE_KINDS)[number]

const CHANGE_NAMES: Readonly<Record<RosterKind, Readonly<Record<ChangeKind | 'same', string>>>> = {
  students: { new: '新增', changed: '信息变更', moved: '调班', arrived: '外校转入', left: '离校', same: '不变' },
  staff: { new: '新增', changed: '信息变更', moved: '任职变动', arrived: '外校调入', left: '离任', same: '不变' },
}
/** The order of an office report: who came, who moved, whose data changed, who went. */
const ORDER: readonly ChangeKind[] = ['new', 'arrived', 'moved', 'changed', 'left']

export const WHO: Readonly<Record<RosterKind, string>> = { students: '学生', staff: '教职工' }
export const UNIT: Readonly<Record<RosterKind, string>> = { students: '名学生', staff: '名教职工' }

export const says = (count: number): string => count.toLocaleString('zh-CN')

/** The differences that occur, each with its name; what stays the same is not among them. */
export const differencesOf = (kind: RosterKind, counts: RosterCounts): { kind: ChangeKind; name: string; count: number }[] =>
  ORDER.map((one) => ({ kind: one, name: CHANGE_NAMES[kind][one], count: counts[one] })).filter(({ count }) => count > 0)

/** 「新增 312 · 调班 4 · 新建班级 2」; 「没有变化」. */
export function sayCounts(kind: RosterKind, counts: RosterCounts): string {
  const parts = differencesOf(kind, counts).map(({ name, count }) => `${name} ${says(count)}`)
  if (counts.classes > 0) parts.push(`新建班级 ${says(counts.classes)}`)
  return parts.length === 0 ? '没有变化' : parts.join(' · ')
}

/** By the key of a doubt, or by the name of a kind for all of that kind that have no answer of their own. */
export type Answers = Readonly<Record<string, string>>

export const answerOf = ({ key, kind, fallback }: Doubt, answers: Answers): string | null => answers[key] ?? answers[kind] ?? fallback

/** All doubts of a kind answered alike, also those that the page does not list. */
export function answerAll({ kind, doubts }: DoubtGroup, value: string, answers: Answers): Answers {
  const others = Object.entries(answers).filter(([key]) => !doubts.some((doubt) => doubt.key === key))
  return { ...Object.fromEntries(others), [kind]: value }
}

const DOUBT_NAMES: Readonly<Record<Doubt['kind'], string>> = {
  absent: '工作簿里没有，而本校现在有的', 'same-person': '可能是同一个人', 'identity-changed': '证件或学籍号变了',
  'guardian-gone': '监护人不在工作簿里', 'holder-replaced': '岗位换了人', 'post-gone': '任职不在工作簿里',
}

export interface DoubtGroup {
  readonly kind: Doubt['kind']
  readonly name: string
  readonly doubts: readonly Doubt[]
  /** What all of them can be answered with. */
  readonly common: readonly { readonly value: string; readonly label: string }[]
}

/** Doubts of one kind together, in the order in which they come. */
export function groupDoubts(doubts: readonly Doubt[]): DoubtGroup[] {
  return [...new Set(doubts.map(({ kind }) => kind))].map((kind) => {
    const ofKind = doubts.filter((doubt) => doubt.kind === kind)
    const common = ofKind[0]!.choices.filter(({ value, label }) =>
      ofKind.every(({ choices }) => choices.some((choice) => choice.value === value && choice.label === label)))
    return { kind, name: DOUBT_NAMES[kind], doubts: ofKind, common }
  })
}

/** Answers to doubts that still stand; what was answered to others is dropped. */
export const answersTo = (doubts: readonly Doubt[], answers: Answers): Answers =>
  Object.fromEntries(doubts.flatMap(({ key, kind, choices }) => [key, kind].flatMap((name) => {
    const answer = answers[name]
    return answer !== undefined && choices.some(({ value }) => value === answer) ? [[name, answer]] : []
  })))

/** Why the draft cannot be imported whole, and whether it can without its errors. Null: nothing is in the way. */
export function hindrance(draft: Pick<Draft, 'kind' | 'counts' | 'doubts'>, answers: Answers): { say: string; restPossible: boolean } | null {
  const { counts, doubts, kind } = draft
  const open = doubts.filter((doubt) => answerOf(doubt, answers) === null).length
  const errors = counts.errors > 0 ? `还有 ${says(counts.errors)} 处错误` : ''
  if (open > 0) return { say: `${errors && `${errors}；`}还有 ${says(open)} 处需要您确认，请在上面逐一选择。`, restPossible: false }
  if (counts.rows === 0) return { say: `没有读到${WHO[kind]}，没有可以导入的内容。`, restPossible: false }
  if (doubts.length === 0 && differencesOf(kind, counts).length === 0 && errors === '') {
    return { say: '与本校现在的名册一致，不需要导入。', restPossible: false }
  }
  if (errors === '') return null
  return { say: `${errors}。请在工作簿里改正后重新上传；也可以把没有错误的行先导入。`, restPossible: true }
}
