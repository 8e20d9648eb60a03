import type { ReactElement } from 'react'
import type { AnswerOf } from '#kernel/route'
import { useSigned } from '#ui/acting'
import { DeskSection } from '#ui/desk/DeskSection'
import type { readSchoolHome } from '../../school.contract.ts'
import { Fold } from './Fold.tsx'
import { sayDaysLeft } from './schoolView.ts'
import { sayCount, sayDay } from './say.ts'

type Home = AnswerOf<typeof readSchoolHome>

/** As many as fit beside each other; the rest is one click away. */
const MOST = 6

function Lines({ children }: { readonly children: readonly ReactElement[] }) {
  const rest = children.slice(MOST)
  return (
    <>
      <ul className="co-lines">{children.slice(0, MOST)}</ul>
      {rest.length > 0 && <Fold title={`还有 ${rest.length} 项`}><ul className="co-lines">{rest}</ul></Fold>}
    </>
  )
}

/** What is overdue or comes due in four weeks, the nearest first. */
export function DueSection({ home: { dueSoon: due, duties } }: { readonly home: Home }) {
  const { today } = useSigned()
  const unitOf = (key: string) => duties.find((one) => one.key === key)?.unit ?? '次'
  return (
    <DeskSection title={due.some((one) => one.due < today) ? '已逾期和四周内到期' : '四周内到期'}>
      {due.length === 0 && <p className="tx-secondary">未来四周没有到期的责任。</p>}
      <Lines>
        {due.map((one) => (
          <li key={`${one.duty} ${one.due}`}>
            <span className="co-line-when"><b>{sayDay(one.due, today)}</b><small className={one.due < today ? 'co-vacant' : undefined}>{sayDaysLeft(one.due, today)}</small></span>
            <span className="co-line-what">{one.sentence}<small>还差 {sayCount(one.remaining)} {unitOf(one.duty)}，涉及 {one.bearers} 个岗位或班级</small></span>
          </li>
        ))}
      </Lines>
    </DeskSection>
  )
}

/** Posts that nobody holds: what they owe nobody can do. */
export function VacancySection({ vacancies }: { readonly vacancies: Home['vacancies'] }) {
  const { today } = useSigned()
  return (
    <DeskSection title={vacancies.length === 0 ? '空岗' : <span className="co-vacant">空岗 {vacancies.length}</span>}>
      {vacancies.length === 0 && <p className="tx-secondary">所有岗位都有人任职。</p>}
      <Lines>
        {vacancies.map((one) => (
          <li key={one.postId}><span className="co-line-what">{one.label}<small>{sayDay(one.since, today)}起空缺</small></span></li>
        ))}
      </Lines>
    </DeskSection>
  )
}
