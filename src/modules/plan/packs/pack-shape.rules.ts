import type { PackError } from './pack.contract.ts'
import type { Fault } from './fault.rules.ts'

type Issue = PackError['issues'][number]

/** What a value of a duty is called when it is wrong, by the last name on its path. */
const NAMES: Readonly<Record<string, { zh: string; en: string }>> = {
  strength: { zh: '力度', en: 'strength' }, kind: { zh: '种类', en: 'kind' }, form: { zh: '形式', en: 'form' },
  relation: { zh: '关系', en: 'relation' }, number: { zh: '数量', en: 'number' }, unit: { zh: '单位', en: 'unit' },
  period: { zh: '周期', en: 'period' }, carrier: { zh: '承载（carrier）', en: 'carrier' }, clauses: { zh: '条款', en: 'clauses' },
  bearer: { zh: '责任主体', en: 'bearer' }, type: { zh: '类型', en: 'type' }, body: { zh: '机构种类', en: 'kind of body' },
  bodies: { zh: '机构种类', en: 'kind of body' }, role: { zh: '席位', en: 'seat' }, of: { zh: '名单', en: 'list' },
  posts: { zh: '岗位', en: 'post' }, stages: { zh: '学段', en: 'stage' }, structure: { zh: '组成', en: 'composition' },
}

/** Mistakes of shape in words; a union is reported by what it may be, not by every failed branch. */
export const shapeFaults = (error: PackError): Fault[] => error.issues.map(shapeFault)

function shapeFault(issue: Issue): Fault {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const last = String(path.findLast((step) => typeof step === 'string') ?? '')
  const name = NAMES[last] ?? { zh: last, en: last }
  return { path, ...describe(issue, name) }
}

/** How zod reports a value that is not there. */
const ABSENT: readonly Issue['code'][] = ['invalid_type', 'invalid_value', 'invalid_union']

function describe(issue: Issue, name: { zh: string; en: string }): Pick<Fault, 'zh' | 'en'> {
  if (issue.input === undefined && ABSENT.includes(issue.code)) {
    return { zh: `缺少“${name.zh}”`, en: `${name.en} is missing or unknown` }
  }
  switch (issue.code) {
    case 'invalid_value': return {
      zh: `未知的${name.zh}；可用：${listed(issue.values, '、', '等')}`, en: `unknown ${name.en}; allowed: ${listed(issue.values, ', ', ', and others')}`,
    }
    case 'unrecognized_keys': return { zh: `多余的内容：${issue.keys.join('、')}`, en: `unknown entry: ${issue.keys.join(', ')}` }
    case 'too_small': return { zh: `“${name.zh}”太小或为空`, en: `${name.en} is too small or empty` }
    case 'too_big': return { zh: `“${name.zh}”太大`, en: `${name.en} is too large` }
    case 'invalid_format': return { zh: `“${name.zh}”的写法不对：${issue.message}`, en: `${name.en} is badly written` }
    case 'invalid_type': return { zh: `“${name.zh}”的类型应为 ${issue.expected}`, en: `${name.en} must be of type ${issue.expected}` }
    case 'custom': return { zh: issue.message, en: `${name.en} is not valid` }
    default: return { zh: `未知的${name.zh}`, en: `unknown ${name.en}` }
  }
}

const SHOWN = 15

/** Long lists are cut: they stand in the contract. */
const listed = (values: readonly unknown[], between: string, more: string): string =>
  values.slice(0, SHOWN).join(between) + (values.length > SHOWN ? more : '')
