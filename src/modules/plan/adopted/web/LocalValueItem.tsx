import { Button } from 'antd'
import { sayInstant } from '#kernel/dates'
import { useSigned } from '#ui/acting'
import type { LocalValueView } from '../plan.contract.ts'
import { ClauseLink } from './ClauseLink.tsx'
import { sayChoices, waitersOf } from './localValuesView.ts'
import { saySetting } from './say.ts'

const SOURCES: Readonly<Record<LocalValueView['source'], string>> = { school: '本校确定', region: '教育局确定', default: '按原文或采用时的理解', none: '' }
const DECIDERS = { region: '由教育局确定', school: '由各学校确定' } as const

export interface LocalValueItemProps {
  readonly view: LocalValueView
  /** Missing where somebody else decides. */
  readonly onOpen: (() => void) | undefined
}

/** One open value: the question, what the text says, which duties wait for it, what others chose, and what holds here. */
export function LocalValueItem({ view, onOpen }: LocalValueItemProps) {
  const { today } = useSigned()
  const { declared, value, source, setAt, doc, clauses, duties } = view
  const choices = sayChoices(view, today)
  const waiting = waitersOf(view).length
  const act = value === undefined ? '确定' : '更改'
  return (
    <li>
      <div className="pl-value-question">
        <p>{declared.zh}</p>
        <p className="pl-duty-line"><span>{DECIDERS[declared.setBy]}</span></p>
        {clauses.map(({ id, summary }) => <p key={id} className="pl-duty-line"><ClauseLink doc={doc} clause={id} /><span>{summary}</span></p>)}
        {duties.length > 0 && (
          <details className="pl-readers">
            <summary>{waiting > 0 ? `${waiting} 项责任在等它` : `${duties.length} 项责任按它计数`}</summary>
            <ul>{duties.map(({ id, zh }) => <li key={id}>{zh}</li>)}</ul>
          </details>
        )}
      </div>
      <div className="pl-value-now">
        {value === undefined ? <span className="pl-open">待确定</span> : <b>{saySetting(declared, value, today)}</b>}
        {source !== 'none' && <small>{SOURCES[source]}{setAt && `，${sayInstant(new Date(setAt))}`}</small>}
        {choices !== '' && <small>{choices}</small>}
      </div>
      <div className="pl-value-act">{onOpen && <Button onClick={onOpen} aria-label={`${act}：${declared.zh}`}>{act}</Button>}</div>
    </li>
  )
}
