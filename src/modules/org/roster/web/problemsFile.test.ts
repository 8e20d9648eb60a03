import { expect, test } from 'vitest'
import { problemsCsv } from './problemsFile.ts'

test('opens in an office program as it is meant: its encoding is known, commas stay in their cell, and nothing runs', () => {
  const csv = problemsCsv([
    { level: 'error', code: 'x', sheet: '三年级', row: 12, column: 'D', cell: '=HYPERLINK("http://x","y")', say: '出生日期读不懂。请写成 2015-09-01。' },
    { level: 'warning', code: 'y', sheet: '-表', row: 3, say: '第一行\n第二行' },
  ])
  expect(csv).toBe('\ufeff级别,工作表,行,列,单元格内容,问题和办法\r\n'
    + '错误,三年级,12,D,"\'=HYPERLINK(""http://x"",""y"")",出生日期读不懂。请写成 2015-09-01。\r\n'
    + '提醒,\'-表,3,,,"第一行\n第二行"\r\n')
})
