import { Button } from 'antd'
import { useSigned } from '#ui/acting'
import { DeskSection } from '#ui/desk/DeskSection'
import { PathLink, useSearchValue } from '#ui/Nav'
import { percentOf, ProgressBar } from '#ui/ProgressBar'
import { StateTag } from '#ui/StateTag'
import type { Figure } from '../../coverage.contract.ts'
import type { MatterDuty, MatterRow } from '../../region.contract.ts'
import { STATE_TONES } from '../tone.ts'
import { DutyRows } from './DutyRows.tsx'
import { DutySource } from './DutySource.tsx'
import { cellOf } from './matterView.ts'
import { sayDay, sayFigure, sayRemaining } from './say.ts'

export interface LeadSectionProps {
  readonly duties: readonly MatterDuty[]
  readonly rows: readonly MatterRow[]
  readonly lead: MatterDuty
  readonly other: MatterDuty | undefined
  readonly onChoose: (duty: string) => void
}

/** What the matter is judged by, in one sentence and one figure; the other duties below it, each with its own count. */
export function LeadSection({ duties, rows, lead, other, onChoose }: LeadSectionProps) {
  const [all, setAll] = useSearchValue('all')
  const rest = duties.filter(({ key }) => key !== lead.key)
  const shown = all ? rest : rest.filter(({ key }) => key === other?.key)
  return (
    <DeskSection title={lead.binding ? '约束最紧的责任' : '所选责任'} aside={<Gaps rows={rows} lead={lead} />}>
      <div className="co-lead">
        <div className="co-lead-words">
          <p className="co-lead-sentence">{lead.sentence}</p>
          <DutySource duty={lead} duties={duties} />
        </div>
        <LeadFigure lead={lead} />
      </div>
      {shown.length > 0 && <DutyRows label="同一事项的其他责任" duties={shown} act={(duty) => <DutyAct duty={duty} onChoose={onChoose} />} />}
      {rest.length > (other ? 1 : 0) && (
        <Button type="link" className="co-more tx-no-print" aria-expanded={all !== ''} onClick={() => setAll(all ? '' : '1')}>
          {all ? '收起' : `展开全部 ${duties.length} 项责任`}
        </Button>
      )}
    </DeskSection>
  )
}

function DutyAct({ duty, onChoose }: { readonly duty: MatterDuty; readonly onChoose: (duty: string) => void }) {
  if (duty.figure) return <Button size="small" onClick={() => onChoose(duty.key)} aria-label={`看各校：${duty.sentence}`}>看各校</Button>
  return duty.standing.state === 'needs-local-value' ? <PathLink to="/local-values">去确定</PathLink> : null
}

function LeadFigure({ lead }: { readonly lead: MatterDuty }) {
  const { today } = useSigned()
  const { figure, standing, period } = lead
  if (figure === null) return <p className="co-lead-none"><StateTag tone={STATE_TONES[standing.state]} label={standing.label} />{standing.note}</p>
  const due = period ? sayDay(period.due, today) : undefined
  return (
    <div className="co-lead-figure">
      <p className="co-hero">{sayShare(figure)}<span>{sayFigure(figure, lead.unit)}</span></p>
      <ProgressBar done={figure.done} total={figure.required} label={lead.sentence} tone={STATE_TONES[standing.state]} />
      <p className="co-lead-note"><StateTag tone={STATE_TONES[standing.state]} label={standing.label} />{sayRemaining(figure, lead.unit, due)}</p>
    </div>
  )
}

const sayShare = ({ done, required }: Figure) => (required === 0 ? '–' : <b>{percentOf(done, required)}%</b>)

/** What stands in the way, over all schools of the answer. */
function Gaps({ rows, lead }: { readonly rows: readonly MatterRow[]; readonly lead: MatterDuty }) {
  const vacant = rows.reduce((sum, row) => sum + row.vacantPosts, 0)
  const excepted = rows.filter((row) => cellOf(row, lead)?.standing.state === 'excepted').length
  return (
    <>
      {excepted > 0 && <span>例外 <b>{excepted}</b> 所</span>}
      <span className={vacant > 0 ? 'co-vacant' : undefined}>空岗 <b>{vacant}</b></span>
    </>
  )
}
