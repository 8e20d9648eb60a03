import { Button } from 'antd'
import { useState } from 'react'
import { isBureau } from '#kernel/capacity'
import { sayDate, schoolDateOf } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { StateTag } from '#ui/StateTag'
import type { Tone } from '#ui/tokens'
import type { ExceptionState, ExceptionView } from '../exception.contract.ts'
import { MoveDialog, type Move } from './MoveDialog.tsx'

const TONES: Readonly<Record<ExceptionState, Tone>> = { asked: 'due-soon', approved: 'met', refused: 'neutral', ended: 'neutral' }

/** Requests one below the other: what, for whom, why, until when, and what this capacity can do with each. */
export function ExceptionLines({ label, exceptions }: { readonly label: string; readonly exceptions: readonly ExceptionView[] }) {
  return <ul className="ex-lines" aria-label={label}>{exceptions.map((one) => <Line key={one.id} one={one} />)}</ul>
}

function Line({ one }: { readonly one: ExceptionView }) {
  const bureau = isBureau(useCapacity().role)
  const [move, setMove] = useState<Move | null>(null)
  const { can, figure, note, reasonLabel } = one
  const named = `${one.kindLabel} ${one.unitName} ${one.bearerLabel}`
  return (
    <li>
      <div className="ex-what">
        <p className="ex-head"><StateTag tone={TONES[one.state]} label={one.stateLabel} /><b>{[bureau && one.unitName, one.bearerLabel].filter(Boolean).join(' · ')}</b>
          <span className="tx-secondary">{one.kindLabel} · {one.periodLabel}{figure && ` · 已做 ${figure.done} / ${figure.required}`}</span></p>
        <p>{one.sentence}</p>
        <p className="ex-why"><b>{reasonLabel}</b>：{note}</p>
        <small><History one={one} /></small>
      </div>
      <div className="ex-act tx-no-print">
        {can.approve && <Button type="primary" aria-label={`同意：${named}`} onClick={() => setMove('approve')}>同意</Button>}
        {can.refuse && <Button aria-label={`不同意：${named}`} onClick={() => setMove('refuse')}>不同意</Button>}
        {can.end && <Button aria-label={`${one.state === 'asked' ? '撤回' : '结束'}：${named}`} onClick={() => setMove('end')}>{one.state === 'asked' ? '撤回' : '结束'}</Button>}
      </div>
      {move && <MoveDialog one={one} move={move} onClose={() => setMove(null)} />}
    </li>
  )
}

/** 「有效到 2月10日 周三 · 1月30日 周六 李老师甲提出 · 1月31日 周日 赵老师乙同意」 */
function History({ one: { state, until, askedAt, askedBy, decidedAt, decidedBy } }: { readonly one: ExceptionView }) {
  const { today } = useSigned()
  const day = (at: string) => sayDate(schoolDateOf(new Date(at)), today)
  const verb = state === 'ended' ? '结束' : state === 'refused' ? '不同意' : '同意'
  const parts = [until === null ? '整个时段' : `${state === 'asked' ? '申请到' : '有效到'} ${sayDate(until, today)}`, `${day(askedAt)} ${askedBy ?? '学校'}提出`, decidedAt && `${day(decidedAt)} ${decidedBy ?? ''}${verb}`]
  return <>{parts.filter(Boolean).join(' · ')}</>
}
