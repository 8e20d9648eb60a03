import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import type { PageParams } from '#ui/lazyPage'
import { Loaded } from '#ui/Loaded'
import { STRENGTH_NAMES } from '../../packs/pack.contract.ts'
import { showPack, type DutyView } from '../plan.contract.ts'
import { ActivitiesSection, DecisionsSection, PhasesSection } from './PackSections.tsx'
import { ClauseLink } from './ClauseLink.tsx'
import { ClauseRegister } from './ClauseRegister.tsx'
import { countByCarrier } from './registerView.ts'
import './plan.css'

/** One document: what it asks as sentences, and every clause it consists of. */
export function PackPage({ params: { doc } }: PageParams<'doc'>) {
  const { id } = useCapacity()
  const query = useQuery(reading(showPack, { params: { doc } }, { capacity: id }))
  return (
    <DeskPage title={query.data?.pack.number ?? '政策文件'} crumbs={[{ label: '政策文件', to: '/packs' }]}>
      <Loaded query={query}>{(answer) => <PackBody answer={answer} />}</Loaded>
    </DeskPage>
  )
}

function PackBody({ answer: { pack, matters, duties, clauses, phases, activities } }: { readonly answer: AnswerOf<typeof showPack> }) {
  const groups = matters.map((matter) => ({ matter, duties: duties.filter((duty) => duty.matter === matter.key) })).filter((group) => group.duties.length > 0)
  return (
    <>
      <DeskSection>
        <div className="pl-pack">
          <h2>{pack.title}</h2>
          <p className="tx-secondary">{pack.issuer}　版本 {pack.hash.slice(0, 8)}。条款均为摘要，以印发的原文为准。</p>
          <p className="pl-counts">{countByCarrier(clauses).map(({ carrier, name, count }) => <span key={carrier}>{name} <b>{count}</b> 条</span>)}</p>
        </div>
      </DeskSection>
      {phases.length > 0 && <PhasesSection doc={pack.doc} phases={phases} />}
      {groups.map((group) => (
        <DeskSection key={group.matter.key} title={<>{group.matter.zh} <span className="pl-count">{group.duties.length} 项责任</span></>}>
          <ul className="pl-duties">{group.duties.map((duty) => <DutyItem key={duty.id} duty={duty} />)}</ul>
        </DeskSection>
      ))}
      {activities.length > 0 && <ActivitiesSection doc={pack.doc} activities={activities} />}
      <DecisionsSection doc={pack.doc} clauses={clauses} />
      <ClauseRegister doc={pack.doc} clauses={clauses} duties={duties} />
    </>
  )
}

function DutyItem({ duty }: { readonly duty: DutyView }) {
  return (
    <li>
      <p className="pl-sentence">{duty.zh}</p>
      <p className="pl-duty-line">
        <span>{duty.strength ? STRENGTH_NAMES[duty.strength] : '力度待定'}</span>
        {duty.clauses.map((clause) => <ClauseLink key={clause} doc={duty.doc} clause={clause} />)}
      </p>
      {duty.state === 'needs-local-value' && <p className="pl-open">待本地确定：{duty.missing.map(({ question }) => question).join('；')}</p>}
      {duty.state === 'form' && <p className="tx-secondary">不单独计数：{duty.form === 'content' ? '写在记录的表单里' : '原文没有数量'}</p>}
      {duty.state === 'waiting' && <p className="pl-open">尚不能记录{duty.waiting && `：${duty.waiting}`}</p>}
      {duty.decision && <p className="tx-secondary">采用时的理解：{duty.decision}</p>}
    </li>
  )
}
