import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { PickOne } from '#ui/desk/PickOne'
import { StateTag } from '#ui/StateTag'
import type { Draft } from '../roster.contract.ts'
import { says } from './changeView.ts'
import { LEVEL_NAMES, problemsCsv } from './problemsFile.ts'

type Line = Draft['problems'][number] & { readonly key: string }

/** Everything that is wrong or to be looked at, by the cell in which it stands. */
export function Problems({ draft }: { readonly draft: Draft }) {
  const { problems, counts, name } = draft
  const [level, setLevel] = useState('')
  if (counts.errors + counts.warnings === 0) return <DeskSection title="问题"><p className="tx-secondary">没有发现问题。</p></DeskSection>
  const options = [
    { value: '', label: '全部' }, { value: 'error', label: `错误 ${says(counts.errors)}` }, { value: 'warning', label: `提醒 ${says(counts.warnings)}` },
  ]
  const rows = problems.map((problem, index) => ({ ...problem, key: String(index) })).filter((problem) => level === '' || problem.level === level)
  const aside = (
    <>
      <PickOne label="级别" options={options} value={level} onChange={setLevel} />
      <Button onClick={() => save(problemsCsv(problems), `${name.replace(/\.\w+$/, '')}-问题清单.csv`)}>导出问题清单</Button>
    </>
  )
  return (
    <DeskSection title={sayProblems(counts)} aside={aside}>
      <p className="ro-line tx-secondary">
        有错误的行不导入；提醒的行照常导入，请核对。{problems.length < counts.errors + counts.warnings && `下面和清单里是前 ${says(problems.length)} 处。`}
      </p>
      <DeskTable label="问题" rows={rows} rowKey={({ key }) => key} columns={COLUMNS} prose pageRows={10} />
    </DeskSection>
  )
}

const sayProblems = ({ errors, warnings }: Draft['counts']) =>
  ['问题', errors > 0 && `错误 ${says(errors)} 处`, warnings > 0 && `提醒 ${says(warnings)} 处`].filter(Boolean).join('　')

const COLUMNS: TableColumnsType<Line> = [
  {
    title: '位置', key: 'spot', width: '20%',
    render: (_, { sheet, row, column }) => <span className="ro-lines"><b>{column === undefined ? `第 ${row} 行` : `${column}${row}`}</b><small>{sheet}</small></span>,
  },
  { title: '单元格内容', key: 'cell', width: '22%', render: (_, { cell }) => <span className="ro-cell">{cell || '–'}</span> },
  {
    title: '问题和办法', key: 'say',
    render: (_, { level, say }) => <span className="ro-problem"><StateTag tone={level === 'error' ? 'overdue' : 'due-soon'} label={LEVEL_NAMES[level]} /><span>{say}</span></span>,
  },
]

function save(text: string, name: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
