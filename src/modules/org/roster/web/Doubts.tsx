import { Button } from 'antd'
import { useId, useState } from 'react'
import { DeskSection } from '#ui/desk/DeskSection'
import { PersonName } from '../../people/web/PersonName.tsx'
import { SHOWN, type Doubt, type Draft } from '../roster.contract.ts'
import { answerAll, answerOf, groupDoubts, says, type Answers, type DoubtGroup } from './changeView.ts'

export interface DoubtsProps {
  readonly draft: Draft
  readonly answers: Answers
  readonly onAnswers: (answers: Answers) => void
}

/** What only the keeper knows: one by one, or all of a kind at once. */
export function Doubts({ draft: { doubts }, answers, onAnswers }: DoubtsProps) {
  if (doubts.length === 0) return null
  const open = doubts.filter((doubt) => answerOf(doubt, answers) === null).length
  return (
    <DeskSection title="请您确认" aside={<span role="status">{open === 0 ? '都已确认' : `还有 ${says(open)} 处`}</span>}>
      {doubts.length >= SHOWN && <p className="ro-line tx-secondary">下面列出前 {SHOWN} 处；没有列出的，可以用“全部：……”一起确认。</p>}
      {groupDoubts(doubts).map((group) => <Group key={group.kind} group={group} answers={answers} onAnswers={onAnswers} />)}
    </DeskSection>
  )
}

/** So many are shown before somebody asks for more. */
const SOME = 20

function Group({ group, answers, onAnswers }: { readonly group: DoubtGroup } & Omit<DoubtsProps, 'draft'>) {
  const [limit, setLimit] = useState(SOME)
  const { doubts, common, name } = group
  return (
    <div className="ro-doubts">
      <div className="ro-row">
        <h3>{name} {says(doubts.length)} 名</h3>
        {doubts.length > 1 && common.map(({ value, label }) => <Button key={value} size="small" onClick={() => onAnswers(answerAll(group, value, answers))}>全部：{label}</Button>)}
      </div>
      <ul>
        {doubts.slice(0, limit).map((doubt) => (
          <DoubtLine key={doubt.key} doubt={doubt} answer={answerOf(doubt, answers)} onAnswer={(value) => onAnswers({ ...answers, [doubt.key]: value })} />
        ))}
      </ul>
      {doubts.length > limit && <Button type="link" className="ro-more" onClick={() => setLimit(limit + 5 * SOME)}>再看 {says(Math.min(5 * SOME, doubts.length - limit))} 名</Button>}
    </div>
  )
}

function DoubtLine({ doubt, answer, onAnswer }: { readonly doubt: Doubt; readonly answer: string | null; readonly onAnswer: (value: string) => void }) {
  const id = useId()
  const { name, className, sheet, row, say, choices } = doubt
  return (
    <li data-open={answer === null || undefined}>
      <div className="ro-doubt-words" id={id}>
        <p><b className="ro-name"><PersonName name={name} /></b> <span className="tx-secondary">{[className, sheet !== null && `${sheet} 第 ${row} 行`].filter(Boolean).join('，')}</span></p>
        <p>{say}</p>
      </div>
      <div className="ro-choices" role="radiogroup" aria-labelledby={id}>
        {choices.map(({ value, label }) => (
          <label key={value}><input type="radio" name={id} checked={value === answer} onChange={() => onAnswer(value)} />{label}</label>
        ))}
      </div>
    </li>
  )
}
