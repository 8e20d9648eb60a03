import { Checkbox } from 'antd'
import { useId } from 'react'
import { columnName } from '#kernel/workbook'
import { Notice } from '#ui/Notice'
import type { Draft } from '../roster.contract.ts'
import type { RosterField, RosterKind, SheetLayout } from '../row.contract.ts'
import { says, UNIT } from './changeView.ts'
import { fieldOptions, hasName, NOT_IMPORTED, sayColumns } from './layoutView.ts'

type Look = Draft['looks'][number]

export interface SheetColumnsProps {
  readonly kind: RosterKind
  readonly look: Look
  /** What is chosen for this sheet now; `look` is how it was read. */
  readonly chosen: SheetLayout
  readonly open: boolean
  readonly onField: (column: number, field: RosterField | typeof NOT_IMPORTED) => void
  readonly onUse: (use: boolean) => void
  readonly onHeader: (row: number) => void
}

/** One sheet: whether it is read, where its header stands, and what each column holds. */
export function SheetColumns(props: SheetColumnsProps) {
  const { kind, look, chosen, open, onUse, onHeader } = props
  const guessed = chosen.headerRow === look.headerRow
  return (
    <details className="ro-sheet" open={open}>
      <summary>
        <span className="ro-name">{look.sheet}</span>
        <small>{saySheet(kind, look, chosen)}</small>
      </summary>
      <div className="ro-row ro-sheet-tools">
        <Checkbox checked={chosen.use} onChange={(event) => onUse(event.target.checked)}>读这个工作表</Checkbox>
        {chosen.use && <HeaderRow sheet={look.sheet} row={chosen.headerRow} onChange={onHeader} />}
      </div>
      {look.why !== null && !chosen.use && <p className="tx-secondary">{look.why}</p>}
      {chosen.use && !guessed && <Notice>表头行改了，重新核对后列出新的各列。</Notice>}
      {chosen.use && guessed && look.headings.length === 0 && <p className="tx-secondary">这里还没有认出各列。请填上表头所在的行，再重新核对。</p>}
      {chosen.use && guessed && look.headings.length > 0 && (
        <>
          {!hasName(chosen) && <Notice kind="problem">还没有指定“姓名”在哪一列。</Notice>}
          <ul className="ro-columns" aria-label={`工作表 ${look.sheet} 的各列`}>
            {look.headings.map((heading) => <ColumnLine key={heading.column} {...props} heading={heading} />)}
          </ul>
        </>
      )}
    </details>
  )
}

function saySheet(kind: RosterKind, look: Look, chosen: SheetLayout): string {
  const hidden = look.hidden ? '隐藏的工作表，' : ''
  if (!chosen.use) return `${hidden}不读${look.why === null ? '' : `：${look.why}`}`
  return `${hidden}${says(look.rows)} ${UNIT[kind]}；${sayColumns(chosen) || '还没有认出列'}`
}

function HeaderRow({ sheet, row, onChange }: { readonly sheet: string; readonly row: number | null; readonly onChange: (row: number) => void }) {
  const id = useId()
  const change = (text: string) => { if (/^[1-9]\d{0,3}$/.test(text)) onChange(Number(text)) }
  return (
    <span className="tx-pick">
      <label htmlFor={id}>表头在第</label>
      <input id={id} className="ro-number" type="number" min={1} max={9999} inputMode="numeric" value={row ?? ''} aria-label={`工作表 ${sheet} 的表头在第几行`}
        onChange={(event) => change(event.target.value)} />
      <span className="tx-secondary">行</span>
    </span>
  )
}

function ColumnLine({ kind, look, chosen, heading, onField }: SheetColumnsProps & { readonly heading: Look['headings'][number] }) {
  const id = useId()
  const { column, examples } = heading
  const field = chosen.columns[column] ?? NOT_IMPORTED
  return (
    <li data-left={field === NOT_IMPORTED || undefined}>
      <label htmlFor={id} className="ro-heading">
        <span className="ro-letter"><span className="tx-unseen">{look.sheet} </span>{columnName(column)}<span className="tx-unseen"> 列</span></span>
        <span className="ro-name">{heading.heading || '（没有表头）'}{heading.hidden && <small>隐藏的列</small>}</span>
      </label>
      <span className="ro-examples">{examples.length === 0 ? '（空）' : examples.map((text, at) => <span key={at}>{text}</span>)}</span>
      <span className="tx-pick">
        <select id={id} value={field} onChange={(event) => onField(column, event.target.value as RosterField | typeof NOT_IMPORTED)}>
          {fieldOptions(kind).map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      </span>
    </li>
  )
}
