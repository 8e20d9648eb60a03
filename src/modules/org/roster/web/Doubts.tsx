import { Button } from 'antd'
import { useId, useState, type ReactNode } from 'react'
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
const MORE = 100

type GroupProps = { readonly group: DoubtGroup } & Omit<DoubtsProps, 'draft'>

/** What may stay as it is needs no look: it is folded up and says what happens then. */
function Group(props: GroupProps) {
  const { doubts, name } = props.group
  const usual = usualOf(props.group)
  if (usual === null) return <div className="ro-doubts"><GroupBody {...props} heading={<h3>{name} {says(doubts.length)} 名</h3>} /></div>
  return (
    <details className="ro-doubts ro-sheet">
      <summary>{name} {says(doubts.length)} 名<small>不选则{usual}</small></summary>
      <GroupBody {...props} />
    </details>
  )
}

/** What happens without an answer, as a choice says it; null where somebody must answer. */
function usualOf({ doubts }: DoubtGroup): string | null {
  const labels = doubts.map(({ choices, fallback }) => choices.find(({ value }) => value === fallback)?.label ?? null)
  if (labels.includes(null)) return null
  return labels.every((label) => label === labels[0]) ? `“${labels[0]}”` : '按已选中的办理'
}

function GroupBody({ group, answers, onAnswers, heading }: GroupProps & { readonly heading?: ReactNode }) {
  const [limit, setLimit] = useState(SOME)
  const { doubts, common } = group
  return (
    <>
      <div className="ro-row">
        {heading}
        {doubts.length > 1 && common.map(({ value, label }) => (
          <Button key={value} size="small" onClick={() => onAnswers(answerAll(group, value, answers))}>全部：{label}</Button>
        ))}
      </div>
      <ul>
        {doubts.slice(0, limit).map((doubt) => (
          <DoubtLine key={doubt.key} doubt={doubt} answer={answerOf(doubt, answers)} onAnswer={(value) => onAnswers({ ...answers, [doubt.key]: value })} />
        ))}
      </ul>
      {doubts.length > limit && <Button type="link" className="ro-more" onClick={() => setLimit(limit + MORE)}>再看 {says(Math.min(MORE, doubts.length - limit))} 名</Button>}
    </>
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
