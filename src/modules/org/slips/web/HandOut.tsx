import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#ui/Button'
import { Notice } from '#ui/Notice'
import type { Sheet } from '../slip.contract.ts'
import { pagesOf, sayDay } from './sheetView.ts'
import { SlipCard } from './SlipCard.tsx'
import './slips.css'

export interface HandOutProps {
  readonly sheet: Sheet
  readonly onDone: () => void
}

/** The slips that were just made, on screen and for the printer. They are in this page only: closing it forgets the codes. */
export function HandOut({ sheet, onDone }: HandOutProps) {
  return (
    <>
      <Notice>激活码只显示这一次，离开本页后谁也看不到，只能补发。请打印或当面抄给本人，再点“完成”。</Notice>
      <div className="sl-actions">
        <Button look="primary" onClick={() => window.print()}>打印 {sheet.slips.length} 份</Button>
        <Button onClick={onDone}>完成</Button>
      </div>
      <div className="sl-preview tx-no-print">
        {sheet.slips.map((slip) => <SlipCard key={slip.personId} slip={slip} issuedOn={sheet.issuedOn} />)}
      </div>
      <Paper sheet={sheet} />
    </>
  )
}

/** On paper nothing but the slips: they lie beside the page, which is hidden there. */
function Paper({ sheet: { unitName, group, issuedOn, slips } }: { readonly sheet: Sheet }) {
  useEffect(() => {
    document.body.classList.add('sl-printing')
    return () => document.body.classList.remove('sl-printing')
  }, [])
  const pages = pagesOf(slips)
  const advice = slips[0]?.for === 'staff' ? '单独交给本人' : '单独交给每位家长'
  return createPortal(
    <div className="sl-paper">
      {pages.map((page, n) => (
        <section key={page[0]!.personId} className="sl-page">
          <header>
            <p>{unitName} {group} 账号单 · {sayDay(issuedOn, '')} · 第 {n + 1} / {pages.length} 页</p>
            <p>沿虚线剪开，{advice}；不要拍照，不要发到群里。</p>
          </header>
          <div className="sl-grid">{page.map((slip) => <SlipCard key={slip.personId} slip={slip} issuedOn={issuedOn} />)}</div>
        </section>
      ))}
    </div>,
    document.body,
  )
}
