interface Counted { readonly levelLabel: string; readonly short: string }

/** 「已计入 2 项责任：区·入户家访，省·家访」 */
export const sayCounted = (counted: readonly Counted[]): string =>
  counted.length === 0
    ? '没有计入任何责任'
    : `已计入 ${counted.length} 项责任：${counted.map(({ levelLabel, short }) => `${levelLabel}·${short}`).join('，')}`
