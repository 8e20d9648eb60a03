import { useSigned } from '#ui/acting'
import { DeskSection } from '#ui/desk/DeskSection'
import { sayYearly } from '../../duties/say-when.rules.ts'
import type { Activity, Clause, Phase } from '../../packs/pack.contract.ts'
import { ClauseLink } from './ClauseLink.tsx'
import { byMonth } from './registerView.ts'
import { sayStretch } from './say.ts'

/** The document's own schedule, with its days. */
export function PhasesSection({ doc, phases }: { readonly doc: string; readonly phases: readonly Phase[] }) {
  const { today } = useSigned()
  return (
    <DeskSection title={<>阶段 <span className="pl-count">{phases.length} 个</span></>}>
      <table className="pl-calendar">
        <tbody>
          {phases.map(({ key, zh, from, to, clauses }) => (
            <tr key={key}><th scope="row">{zh}</th><td>{sayStretch({ from, to }, today)}</td><td>{clauses.map((clause) => <ClauseLink key={clause} doc={doc} clause={clause} />)}</td></tr>
          ))}
        </tbody>
      </table>
    </DeskSection>
  )
}

/** What the document names: first what has its time of the year, month by month, then the catalogue. */
export function ActivitiesSection({ doc, activities }: { readonly doc: string; readonly activities: readonly Activity[] }) {
  const catalogue = activities.filter(({ yearly }) => yearly === undefined)
  return (
    <DeskSection title={<>活动 <span className="pl-count">{activities.length} 项</span></>}>
      <table className="pl-calendar">
        {byMonth(activities).map(({ month, activities: held }) => (
          <tbody key={month}>
            <tr><th scope="rowgroup" colSpan={3}>{month}月</th></tr>
            {held.map((one) => <ActivityRow key={one.key} doc={doc} activity={one} />)}
          </tbody>
        ))}
        {catalogue.length > 0 && (
          <tbody>
            <tr><th scope="rowgroup" colSpan={3}>不限时间</th></tr>
            {catalogue.map((one) => <ActivityRow key={one.key} doc={doc} activity={one} />)}
          </tbody>
        )}
      </table>
    </DeskSection>
  )
}

function ActivityRow({ doc, activity: { zh, yearly, clauses } }: { readonly doc: string; readonly activity: Activity }) {
  return (
    <tr>
      <th scope="row">{zh}</th><td>{yearly && sayYearly(yearly)}</td>
      <td>{clauses.map((clause) => <ClauseLink key={clause} doc={doc} clause={clause} />)}</td>
    </tr>
  )
}

/** How ambiguities were read where no duty shows it. */
export function DecisionsSection({ doc, clauses }: { readonly doc: string; readonly clauses: readonly Clause[] }) {
  const decided = clauses.filter(({ decision }) => decision !== undefined)
  if (decided.length === 0) return null
  return (
    <DeskSection title={<>采用时的理解 <span className="pl-count">{decided.length} 处</span></>}>
      <ul className="pl-duties">
        {decided.map(({ id, summary, decision }) => (
          <li key={id}><p>{decision}</p><p className="pl-duty-line"><ClauseLink doc={doc} clause={id} /><span>{summary}</span></p></li>
        ))}
      </ul>
    </DeskSection>
  )
}
