import { harmless } from '#kernel/harmless'
import type { Draft } from '../roster.contract.ts'

type Problem = Draft['problems'][number]

const HEAD = ['级别', '工作表', '行', '列', '单元格内容', '问题和办法']
export const LEVEL_NAMES: Readonly<Record<Problem['level'], string>> = { error: '错误', warning: '提醒' }

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The problems as CSV for the table programs of an office: with the mark by which they know UTF-8, and no cell that runs. */
export const problemsCsv = (problems: readonly Problem[]): string =>
  `\ufeff${[HEAD, ...problems.map(({ level, sheet, row, column, cell, say }) => [LEVEL_NAMES[level], sheet, String(row), column ?? '', cell ?? '', say])]
    .map((line) => line.map((text) => quoted(harmless(text))).join(',')).join('\r\n')}\r\n`
