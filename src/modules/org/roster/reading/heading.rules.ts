import type { RosterField, RosterKind } from '../row.contract.ts'
import { relationOf } from './value.rules.ts'
import { tight } from './text.rules.ts'

export type GuardianPart = 'Name' | 'Relation' | 'Phone'

/**
 * What a heading promises. `who` tells guardians apart (「父亲」, 「1」); null for a heading that belongs to whoever stands beside it.
 * `ignored`: understood, and nothing that the program keeps.
 */
export type Meaning =
  | { readonly is: 'field'; readonly field: RosterField }
  | { readonly is: 'guardian'; readonly part: GuardianPart; readonly who: string | null }
  | { readonly is: 'ignored' }

const names = (field: RosterField, headings: string): [string, Meaning][] =>
  headings.split(' ').map((heading) => [heading, { is: 'field', field }])

const STUDENT_HEADINGS: ReadonlyMap<string, Meaning> = new Map([
  ...names('name', '姓名 名字 中文姓名 学生 幼儿 新生姓名'),
  ...names('gender', '性别'),
  ...names('birthDate', '出生日期 出生年月日 出生年月 出生时间 生日'),
  ...names('studentNo', '学籍号 全国学籍号 国家学籍号 学籍号码 学籍编号 全国统一学籍号 正式学籍号'),
  ...names('identityType', '身份证件类型 证件类型 证件类别 证件种类 身份证类型 身份证件类别'),
  ...names('identityNo', '身份证件号 身份证件号码 身份证号 身份证号码 证件号码 证件号 公民身份号码 公民身份证号 公民身份证号码 身份证 身份号码'),
  ...names('grade', '年级 所在年级 就读年级 年级名称 现年级'),
  ...names('class', '班级 所在班级 班号 班别 班级名称 行政班 就读班级 所在班 班 现就读班级 年级班级 年班 班次 现班级'),
  ...names('enteredOn', '入学日期 入学年月 入学时间 转入日期 转入时间 入园日期 入园时间 入校日期 入校时间 入班日期'),
  ...names('neighbourhood', '居住小区 小区 小区名称 现住址 家庭住址 家庭地址 住址 居住地址 居住地 现居住地 现居住地址 家庭详细地址 家庭详细住址 联系地址 通讯地址'),
])

const STAFF_HEADINGS: ReadonlyMap<string, Meaning> = new Map([
  ...names('name', '姓名 教师姓名 教职工姓名 老师姓名 职工姓名 教师 老师 班主任姓名'),
  ...names('staffNo', '工号 教职工号 教工号 职工号 教师编号 人员编号 员工号 教职工编号 教师工号'),
  ...names('phone', '手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 本人手机'),
  ...names('posts', '职务 岗位 行政职务 校内职务 担任职务 职务/岗位 岗位/职务 岗位职务 现任职务 任职'),
  ...names('subject', '任教学科 学科 任课学科 教学学科 所教学科 任教科目 科目 主教学科 任教课程'),
  ...names('grade', '任教年级 年级 所教年级 任课年级 授课年级'),
  ...names('headOf', '班主任班级 担任班主任 担任班主任班级 任班主任 班主任 是否班主任 所带班级 带班 班主任所带班级 班主任任职班级'),
  ...names('teaches', '任教班级 任课班级 授课班级 教学班级 任教年级班级 任教班 所教班级 班级 任课年级班级'),
])

const IGNORED: Meaning = { is: 'ignored' }
const PRECISE = '父亲|母亲|爸爸|妈妈|外祖父|外祖母|祖父|祖母|爷爷|奶奶|外公|外婆|姥姥|姥爷|继父|继母'
const WHO = new RegExp(`(${PRECISE})|(?:(第?[一二三123])?(监护人|家长|家庭主要成员|家庭成员|主要成员|成员|联系人|亲属|父母)([一二三123])?)|^(父|母)(?=姓名|电话|手机|名|$)`)
/** What a school may list of a guardian, and we do not keep. */
const NOT_KEPT = /身份|证件|单位|职务|职业|学历|文化|民族|年龄|出生|户口|户籍|国籍|健康|政治|地址|住址|是否|邮箱|微信|qq|宗教|籍贯|备注|签名|签字/i
const PHONE = /电话|手机|联系方式|联系号码/
const PLAIN_PHONE = /^(?:家庭|紧急|常用|主要)?(?:联系)?(?:电话|手机|方式|移动电话|固定电话|座机)(?:号码?)?\d?$/
const RELATION = /关系$|称谓$|^关系|关系(?=[(（])/
const NOTE = /[([【].*?[)\]】]|[:*※★#]/g
/** Whatever is longer is no heading, and would only cost time. */
const LONGEST = 60
const CHILDS = /学生|幼儿|基本/
const OWN = /^(?:学生|幼儿|孩子|儿童|本人|考生)(?=.)/

/** The heading of a column, with the heading above it that spans several, as far as it is known. */
export function readHeading(kind: RosterKind, own: string, above: string): Meaning | null {
  if (own.length > LONGEST || above.length > LONGEST) return null
  const text = tight(own).replace(/[(]([一二三123])[)]/, '$1').replace('家庭成员或监护人', '监护人')
  const key = text.replace(NOTE, '')
  if (kind === 'staff') return STAFF_HEADINGS.get(key) ?? null
  const who = WHO.exec(text) ?? (CHILDS.test(above) || OWN.test(key) ? null : WHO.exec(tight(above)))
  if (who !== null) return guardianPart(text, who)
  const plain = STUDENT_HEADINGS.get(key) ?? STUDENT_HEADINGS.get(key.replace(OWN, ''))
  if (plain !== undefined) return plain
  if (/^(?:学生|本人|学校)/.test(key) && PHONE.test(key)) return IGNORED
  if (PLAIN_PHONE.test(key)) return { is: 'guardian', part: 'Phone', who: null }
  return RELATION.test(key) ? { is: 'guardian', part: 'Relation', who: null } : null
}

function guardianPart(text: string, who: RegExpExecArray): Meaning {
  if (NOT_KEPT.test(text)) return IGNORED
  const key = text.replace(NOTE, '')
  const name = relationOfWho(who) ?? indexOf(who[2] ?? who[4] ?? /[一二三123]$/.exec(key)?.[0])
  if (RELATION.test(text)) return { is: 'guardian', part: 'Relation', who: name }
  if (PHONE.test(text)) return { is: 'guardian', part: 'Phone', who: name }
  const isPerson = /姓名|名字|^名$/.test(text) || WHO.exec(text)?.[0] === key.replace(/^(?:紧急|主要|法定|其他)/, '')
  return isPerson ? { is: 'guardian', part: 'Name', who: name } : IGNORED
}

const relationOfWho = (who: RegExpExecArray | null): string | undefined => relationOf(who?.[1] ?? who?.[5] ?? '')
const indexOf = (numeral: string | undefined): string | null =>
  numeral?.replace('第', '').replace(/[一二三]/, (sign) => String('一二三'.indexOf(sign) + 1)) ?? null

/** 「父亲」 of 「父亲姓名」 or of 「姓名」 under 「父亲」; undefined where the heading names no relation. */
export const relationInHeading = (heading: string): string | undefined => relationOfWho(WHO.exec(tight(heading)))

/** A heading over several columns that names whose they are. */
export const namesGuardian = (text: string): boolean => {
  const found = WHO.exec(tight(text))
  return found !== null && tight(text).length <= found[0].length + 4
}
