import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { sayDate } from '#kernel/dates'
import { useSigned } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { ChoiceChips } from '#ui/Chips'
import { Notice } from '#ui/Notice'
import type { FamilyVisit } from '../../visits/visit.contract.ts'
import { ANSWER_NAMES, ANSWERS, sayConfirmation, type Answer } from '../confirmation.contract.ts'

export interface FamilyVisitPartProps {
  readonly capacityId: string
  readonly studentId: string
  readonly visit: FamilyVisit
}

const options = ANSWERS.map((answer) => ({ value: answer, label: ANSWER_NAMES[answer] }))

/** That a visit took place, and the one tap that is asked. What was noted is not here. */
export function FamilyVisitPart({ capacityId, studentId, visit }: FamilyVisitPartProps) {
  const { today } = useSigned()
  const [said, setSaid] = useState<Answer>()
  const answering = useMutation({
    mutationFn: (answer: Answer) =>
      call(sayConfirmation, { params: { recordId: visit.recordId }, body: { studentId, answer } }, { capacity: capacityId }),
    onError: () => setSaid(undefined),
  })
  const say = (answer: Answer) => {
    setSaid(answer)
    answering.mutate(answer)
  }
  const known = visit.children.find((child) => child.studentId === studentId)?.myAnswer ?? undefined
  const day = sayDate(visit.happenedOn, today)
  return (
    <li className="lg-visit">
      <p><b>{day}</b> · {visit.mode.zh}</p>
      <p className="tx-secondary">{visit.by.map((actor) => `${actor.name}（${actor.post}）`).join('、')}</p>
      {visit.can.confirm && (
        <ChoiceChips label={`${day}的家访属实吗？`} options={options} value={said ?? known} onChange={say} />
      )}
      {known === 'true' && <p className="tx-secondary tx-small">已答复：属实。还可以更改。</p>}
      {known === 'not-true' && <p className="tx-secondary tx-small">已答复：与事实不符。学校会看到并同您联系；还可以更改。</p>}
      {answering.error && <Notice kind="problem">{sayError(answering.error)}</Notice>}
    </li>
  )
}
