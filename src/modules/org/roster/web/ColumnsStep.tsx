import { Button } from 'antd'
import { DeskSection } from '#ui/desk/DeskSection'
import { PickOne } from '#ui/desk/PickOne'
import { Notice } from '#ui/Notice'
import type { Draft } from '../roster.contract.ts'
import type { Layout } from '../row.contract.ts'
import { says, UNIT } from './changeView.ts'
import { chooseField, layoutOf, moveHeader, sameLayout, takeSheet } from './layoutView.ts'
import { SheetColumns } from './SheetColumns.tsx'

export interface ColumnsStepProps {
  readonly draft: Draft
  readonly layout: Layout
  readonly onLayout: (layout: Layout) => void
  /** Reads the workbook once more by the chosen layout and stays here. */
  readonly onRead: () => void
  readonly onNext: () => void
}

/** What each column was taken for, to be corrected before anything else is looked at. */
export function ColumnsStep({ draft, layout, onLayout, onRead, onNext }: ColumnsStepProps) {
  const { looks, kind, counts } = draft
  const changed = !sameLayout(layout, layoutOf(draft))
  const read = looks.filter(({ use }) => use)
  const first = looks.findIndex(({ use }) => use)
  return (
    <DeskSection title="各列认得对不对" aside={<HiddenRows draft={draft} layout={layout} onLayout={onLayout} />}>
      <p className="ro-lead">
        {counts.rows === 0 ? '没有读到名单。请看看下面的工作表要不要读、表头在第几行。' : `读了 ${read.length} 个工作表，共 ${says(counts.rows)} ${UNIT[kind]}。认错的列请在右边改；不要的列选“不导入”。`}
        <span className="tx-secondary">导入以后，本校都照这样认列。</span>
      </p>
      {looks.map((look, index) => (
        <SheetColumns key={look.sheet} kind={kind} look={look} chosen={layout.sheets[index] ?? look} open={index === Math.max(first, 0)}
          onField={(column, field) => onLayout(chooseField(layout, looks, { sheet: look.sheet, column, field }))}
          onUse={(use) => onLayout(takeSheet(layout, look.sheet, use))}
          onHeader={(row) => onLayout(moveHeader(layout, look.sheet, row))} />
      ))}
      {changed && <Notice action={<Button onClick={onRead}>重新核对</Button>}>改动还没有生效，下一步会照改动重新读一遍。</Notice>}
      <div className="ro-row ro-next"><Button type="primary" onClick={onNext}>下一步：核对问题与变化</Button></div>
    </DeskSection>
  )
}

const HIDDEN_ROWS = [{ value: 'read', label: '读入' }, { value: 'skip', label: '跳过' }] as const

function HiddenRows({ draft, layout, onLayout }: Pick<ColumnsStepProps, 'draft' | 'layout' | 'onLayout'>) {
  const hidden = draft.looks.reduce((sum, look) => sum + (look.use ? look.hiddenRows : 0), 0)
  if (hidden === 0) return null
  return (
    <PickOne label={`隐藏的 ${says(hidden)} 行`} options={HIDDEN_ROWS} value={layout.hiddenRows} onChange={(hiddenRows) => onLayout({ ...layout, hiddenRows })} />
  )
}
