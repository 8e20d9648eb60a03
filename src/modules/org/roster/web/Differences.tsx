import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { PersonName } from '../../people/web/PersonName.tsx'
import type { ChangeView, Draft } from '../roster.contract.ts'
import { differencesOf, says, UNIT, type ChangeKind } from './changeView.ts'

/** What the workbook would change in the school: the counts first, each opens its list. */
export function Differences({ draft }: { readonly draft: Draft }) {
  const { kind, counts, newClasses } = draft
  const [chosen, choose] = useState<ChangeKind>()
  const differences = differencesOf(kind, counts)
  const shown = differences.find((one) => one.kind === chosen)
  return (
    <DeskSection title="和本校现在的名册相比">
      <div className="ro-figures" role="group" aria-label="变化">
        {differences.map((one) => (
          <button key={one.kind} type="button" aria-expanded={one.kind === shown?.kind} onClick={() => choose(one.kind === chosen ? undefined : one.kind)}>
            <b>{says(one.count)}</b>{one.name}
          </button>
        ))}
        <span><b>{says(counts.same)}</b>不变</span>
      </div>
      {newClasses.length > 0 && <NewClasses names={newClasses} />}
      {shown && <ChangeList key={shown.kind} draft={draft} shown={shown} />}
      {!shown && <p className="ro-line tx-secondary">{differences.length > 0 ? '点数字看是哪些人。' : sayNothing(draft)}</p>}
    </DeskSection>
  )
}

/** So many class names are read at a glance. */
const FEW = 12

/** A class that does not exist is often a slip of the pen, so all of them can be looked through. */
function NewClasses({ names }: { readonly names: readonly string[] }) {
  if (names.length <= FEW) return <p className="ro-line">新建班级 {names.length} 个：{names.join('、')}</p>
  return <details className="ro-shapes"><summary>新建班级 {says(names.length)} 个</summary><p className="ro-line">{names.join('、')}</p></details>
}

const sayNothing = ({ kind, counts }: Draft) => (counts.rows === 0 ? '没有读到名单。' : `工作簿里有 ${says(counts.same)} ${UNIT[kind]}与名册一致。`)

function ChangeList({ draft, shown }: { readonly draft: Draft; readonly shown: ReturnType<typeof differencesOf>[number] }) {
  const rows = draft.changes.filter(({ kind }) => kind === shown.kind).map((change, index) => ({ ...change, key: String(index) }))
  return (
    <>
      {rows.length < shown.count && <p className="ro-line tx-secondary">共 {says(shown.count)} 名，下面列出{rows.length === 0 ? '不下，导入时照样办理' : `前 ${says(rows.length)} 名`}。</p>}
      {rows.length > 0 && <DeskTable label={shown.name} rows={rows} rowKey={({ key }) => key} columns={COLUMNS} prose pageRows={10} />}
    </>
  )
}

const COLUMNS: TableColumnsType<ChangeView & { key: string }> = [
  {
    title: '姓名', key: 'name', width: '34%',
    render: (_, { name, sheet, row }) => <span className="ro-lines"><span className="ro-name"><PersonName name={name} /></span>{sheet !== null && <small>{sheet} 第 {row} 行</small>}</span>,
  },
  { title: '班级', key: 'class', width: '22%', render: (_, { className }) => className || '–' },
  { title: '变化', key: 'details', render: (_, { details }) => (details.length === 0 ? '–' : <span className="ro-lines">{details.map((detail) => <span key={detail}>{detail}</span>)}</span>) },
]
