import type { Relieved } from '../coverage.contract.ts'

/** 「例外 2 · 无法完成 1」 beside a figure; empty while there is neither. */
export const sayRelieved = ({ excepted, hindered }: Relieved): string =>
  [excepted > 0 && `例外 ${excepted}`, hindered > 0 && `无法完成 ${hindered}`].filter(Boolean).join(' · ')
