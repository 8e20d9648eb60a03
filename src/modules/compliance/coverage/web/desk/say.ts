import { sayDate, type SchoolDate } from '#kernel/dates'
import type { Figure } from '../../coverage.contract.ts'

/** 「18,204」 */
export const sayCount = (count: number): string => count.toLocaleString('zh-CN')

/** 「18,204 / 29,876 名」 */
export const sayFigure = ({ done, required }: Pick<Figure, 'done' | 'required'>, unit: string): string =>
  `${sayCount(done)} / ${sayCount(required)} ${unit}`

/** 「7月10日」, without the day of the week: a last day is looked up, not kept free. */
export const sayDay = (date: SchoolDate, today: SchoolDate): string => sayDate(date, today).split(' ')[0]!

/** 「还有 26 名，7月10日前」; nothing is owed any more once done reaches required. */
export function sayRemaining(figure: Figure, unit: string, due: string | undefined): string {
  if (figure.required === 0) return '目前没有需要完成的对象'
  const left = figure.required - figure.done
  if (left <= 0) return '已全部完成'
  return `还有 ${sayCount(left)} ${unit}${due === undefined ? '' : `，${due}前`}`
}
