import type { RecordField } from '../packs/kind.contract.ts'
import type { Condition, Duty, Lexicon, ResolvedDuty } from '../packs/pack.contract.ts'

export type SaidDuty = Duty | ResolvedDuty
export type Language = 'zh' | 'en'

/** The kind of work of a duty in words, and what narrows it. */
export interface SaidAction {
  readonly verb: string
  readonly noun: string
  /** What stands before the noun: 入户 of 入户家访. */
  readonly before: readonly string[]
  /** What stands after it in brackets: 入户、校内、视频. */
  readonly after: readonly (readonly string[])[]
}

/** Kinds whose options are names of their own: 方案 is a document, 联席会议 a meeting. English keeps the meeting's noun. */
const NAMED: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { document: 'type', work_meeting: 'purpose' }, en: { document: 'type' },
}

/** Undefined where nothing is recorded for the duty. */
export function readAction({ action }: SaidDuty, lexicon: Lexicon, language: Language): SaidAction | undefined {
  if (action === undefined) return undefined
  const { kind, where } = action
  const known = lexicon.kinds.find((one) => one.key === kind)
  const named = known ?? lexicon.announcedKinds.find((one) => one.key === kind)
  const naming = where.find(({ field }) => field === NAMED[language][kind])
  const words = (one: Omit<Condition, 'local'>) =>
    sayValues(one, known?.fields.find(({ key }) => key === one.field), language)
  const limits = where.filter((one) => one !== naming).map(words)
  const before = limits.filter((one) => isBefore(one, language)).flat()
  return {
    verb: named?.verb[language] ?? '', before, after: limits.filter((one) => !isBefore(one, language)),
    noun: naming === undefined ? named?.[language] ?? kind : words(naming).join(language === 'zh' ? '或' : ' or '),
  }
}

const isBefore = (words: readonly string[], language: Language) =>
  language === 'zh' && words.length === 1 && !/^(已|非)/.test(words[0] ?? '')

/** The options of a condition in words; a flag by its own name. */
export function sayValues(condition: Omit<Condition, 'local'>, field: RecordField | undefined, language: Language): string[] {
  const name = field?.[language] ?? condition.field
  return condition.in.map((value) => {
    if (typeof value === 'boolean') return value ? name : `${language === 'zh' ? '非' : 'not '}${name}`
    return field?.options?.find((option) => option.key === value)?.[language] ?? value
  })
}
