import { ClauseLink } from '#modules/plan/web'
import type { MatterDuty } from '../../region.contract.ts'

/** From which document and clause a duty comes, how strongly, and how it stands to the duties of other levels. */
export function DutySource({ duty, duties }: { readonly duty: MatterDuty; readonly duties: readonly MatterDuty[] }) {
  const told = duty.relations.filter(({ relation, to }) => relation !== 'not-comparable' && duties.some(({ key, level }) => key === to && level !== duty.level))
  return (
    <div className="co-source">
      <span className="co-level">{duty.levelLabel}</span>
      <span>{duty.number}</span>
      {duty.clauses.map(({ id }) => <ClauseLink key={id} doc={duty.doc} clause={id} />)}
      <span>{duty.strengthLabel}</span>
      {duty.period && <span>{duty.period.label}</span>}
      {told.map(({ to, label }) => <p key={to}>{label}</p>)}
      {duty.decision && <p>采用时的理解：{duty.decision}</p>}
    </div>
  )
}
