import { sayDate, type SchoolDate } from '#kernel/dates'
import type { Slip } from '../slip.contract.ts'

/** Two beside each other, four below: large enough for grandparents, small enough to save paper. */
const ON_A_PAGE = 8

export const pagesOf = (slips: readonly Slip[]): Slip[][] =>
  Array.from({ length: Math.ceil(slips.length / ON_A_PAGE) }, (_, n) => slips.slice(n * ON_A_PAGE, (n + 1) * ON_A_PAGE))

/** 「12月21日」 */
export const sayDay = (date: SchoolDate, today: SchoolDate): string => sayDate(date, today).split(' ')[0]!

/** Where the code is typed, as somebody types it who reads it from paper: a browser adds https by itself. */
export const addressToType = ({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string =>
  `${protocol === 'https:' ? '' : `${protocol}//`}${host}/activate`

/** The last two lines of a slip; each fits on one line of it. */
export const ADVICE: Readonly<Record<Slip['for'], readonly [string, string]>> = {
  guardian: ['用账号密码登录，几个孩子同一账号', '勿拍照发群；提示已用过，马上找班主任'],
  staff: ['以后用账号和密码登录', '只给本人；提示已用过，马上找学籍管理员'],
}
