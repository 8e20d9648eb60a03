import type { ComponentType, ReactNode } from 'react'
import { sayDate } from '#kernel/dates'
import type { AnswerOf } from '#kernel/route'
import { AskButtons } from '../../../exceptions/web/AskButtons.tsx'
import { useSigned } from '#ui/acting'
import { BigFigure } from '#ui/BigFigure'
import { List, ListRow } from '#ui/List'
import { StateTag } from '#ui/StateTag'
import type { whyFigure } from '../../why.contract.ts'
import { STATE_TONES } from '../tone.ts'
import { PartsList } from './PartsList.tsx'
import type { Cell } from './whyAddress.ts'
import './why.css'

type Why = AnswerOf<typeof whyFigure>

export interface WhyBodyProps {
  readonly why: Why
  readonly cell: Cell
  /** A sheet of the desk or a part of a page in the hand. */
  readonly part: ComponentType<{ readonly title?: ReactNode; readonly aside?: ReactNode; readonly children: ReactNode }>
}

/** Why a figure is what it is: what is owed and until when, what counted, what did not and for what reason. */
export function WhyBody({ why, cell, part: Part }: WhyBodyProps) {
  return (
    <>
      <Part><Owed why={why} cell={cell} /></Part>
      {why.structure
        ? <Part title="要求有什么"><PartsList structure={why.structure} /></Part>
        : <Records why={why} part={Part} />}
    </>
  )
}

function Owed({ why, cell }: Pick<WhyBodyProps, 'why' | 'cell'>) {
  const { bearer, duty, figure, standing, period, ask } = why
  const name = [bearer.label, bearer.holder].filter(Boolean).join(' ')
  const askable = ask.latest === null ? undefined : { cell, sentence: duty.sentence, bearer: name, kinds: ask.kinds, latest: ask.latest }
  return (
    <div className="tx-stack why-owed">
      <div>
        <p className="why-sentence">{duty.sentence}</p>
        <p className="tx-secondary tx-small">{duty.levelLabel} · {duty.number} · {duty.strengthLabel} · {period.label}</p>
      </div>
      <BigFigure label={`${bearer.unitName} · ${name}`} done={figure.done} total={figure.required} tone={STATE_TONES[standing.state]} note={sayLeft(why)} />
      <p className="why-state"><StateTag tone={STATE_TONES[standing.state]} label={standing.label} />{standing.note && <span>{standing.note}</span>}</p>
      {askable && <p className="why-ask tx-no-print"><span className="tx-secondary">做不到？</span><AskButtons askable={askable} /></p>}
      {ask.known && <p className="tx-secondary tx-small">这项责任已经登记过例外或无法完成，正在等待办理或仍然有效。</p>}
    </div>
  )
}

/** 「还有 26 名，7月10日前」 */
function sayLeft({ figure, remaining, duty, dueLabel, structure }: Why): string {
  if (figure.required === 0 && structure === null) return '不得发生，或目前没有需要完成的对象'
  if (remaining === 0) return figure.done >= figure.required ? '已全部完成' : '没有还要做的'
  return `还有 ${remaining} ${duty.unit}，${dueLabel}`
}

function Records({ why, part: Part }: Pick<WhyBodyProps, 'why' | 'part'>) {
  const { counted, notCounted, limit } = why
  const upTo = (count: number) => (count >= limit ? `最近 ${limit} 条` : `${count} 条`)
  return (
    <>
      <Part title="计入的记录" aside={upTo(counted.length)}>
        {counted.length === 0 && <p className="tx-secondary">这个时段还没有计入的记录。记下的工作符合要求时，会列在这里。</p>}
        {counted.length > 0 && <List label="计入的记录">{counted.map((one) => <RecordRow key={one.recordId} record={one} />)}</List>}
      </Part>
      <Part title="没有计入的记录" aside={upTo(notCounted.length)}>
        {notCounted.length === 0 && <p className="tx-secondary">没有同类而未计入的记录。</p>}
        {notCounted.length > 0 && (
          <List label="没有计入的记录">{notCounted.map((one) => <RecordRow key={one.recordId} record={one} reason={one.reason} />)}</List>
        )}
      </Part>
    </>
  )
}

function RecordRow({ record, reason }: { readonly record: Why['counted'][number]; readonly reason?: string }) {
  const { today } = useSigned()
  const { happenedOn, kind, who, children, opens, recordId } = record
  const people = [who.join('、'), children.length > 0 && `学生：${children.join('、')}`].filter(Boolean).join(' · ')
  return (
    <ListRow title={`${sayDate(happenedOn, today)} · ${kind}`} note={<>{people}{reason && <><br /><b className="why-reason">未计入：{reason}</b></>}</>}
      {...(opens === null ? {} : { to: `/${opens === 'visit' ? 'visits' : 'records'}/${recordId}` })} />
  )
}
