import { useQuery } from '@tanstack/react-query'
import { isBureau } from '#kernel/capacity'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { ListSkeleton } from '#ui/Skeleton'
import { listExceptions, type ExceptionView } from '../exception.contract.ts'
import { ExceptionLines } from './ExceptionLines.tsx'
import './exceptions.css'

type Answer = AnswerOf<typeof listExceptions>

/** What was asked and granted in a school or a jurisdiction, and which conditions its plan lacks. */
export function ExceptionsPage() {
  const { id } = useCapacity()
  const query = useQuery(reading(listExceptions, {}, { capacity: id }))
  return (
    <DeskPage title="例外与无法完成">
      <Loaded query={query} skeleton={<DeskSection><ListSkeleton rows={6} /></DeskSection>}>{(data) => <Body answer={data} />}</Loaded>
    </DeskPage>
  )
}

function Body({ answer: { exceptions, shortages } }: { readonly answer: Answer }) {
  if (exceptions.length === 0) {
    return (
      <EmptyState title="还没有例外或无法完成的登记">
        学校在某项责任的“为什么是这个数”里申请例外、登记无法完成，办理情况和缺少的条件会列在这里。
      </EmptyState>
    )
  }
  const waiting = exceptions.filter(({ state }) => state === 'asked')
  const held = exceptions.filter(({ holds }) => holds)
  const past = exceptions.filter((one) => !waiting.includes(one) && !held.includes(one))
  return (
    <>
      <Lines title="等待审批" none="没有等待审批的。" exceptions={waiting} />
      <Shortages shortages={shortages} />
      <Lines title="现在有效" none="现在没有有效的例外或无法完成。" exceptions={held} />
      {past.length > 0 && <Lines title="以前的" none="" exceptions={past} />}
    </>
  )
}

function Lines({ title, none, exceptions }: { readonly title: string; readonly none: string; readonly exceptions: readonly ExceptionView[] }) {
  return (
    <DeskSection title={exceptions.length === 0 ? title : `${title} ${exceptions.length}`}>
      {exceptions.length === 0 ? <p className="tx-secondary">{none}</p> : <ExceptionLines label={title} exceptions={exceptions} />}
    </DeskSection>
  )
}

/** The conditions that the plan did not provide, by reason; nobody's fault and nobody's name. */
function Shortages({ shortages }: Pick<Answer, 'shortages'>) {
  const bureau = isBureau(useCapacity().role)
  if (shortages.length === 0) return null
  return (
    <DeskSection title="计划不足">
      <p className="tx-secondary">下列责任已确认无法完成：是计划没有给足条件，不是老师没有做。补足条件后再要求完成。</p>
      <ul className="ex-short" aria-label="计划不足的原因">
        {shortages.map(({ reason, reasonLabel, schools, cells }) => (
          <li key={reason}><span>{reasonLabel}</span><span className="tx-secondary">{bureau && `${schools} 所学校 · `}<b>{cells}</b> 处</span></li>
        ))}
      </ul>
    </DeskSection>
  )
}
