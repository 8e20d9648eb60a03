import { Button } from 'antd'
import { useCapacity, useSigned } from '#ui/acting'
import { DeskSection } from '#ui/desk/DeskSection'
import { PathLink, useSearchValue } from '#ui/Nav'
import { ProgressBar } from '#ui/ProgressBar'
import { StateTag } from '#ui/StateTag'
import type { MatterDuty, MatterRow } from '../../region.contract.ts'
import { STATE_TONES } from '../tone.ts'
import { searchOf } from '../why/whyAddress.ts'
import { DutyRows } from './DutyRows.tsx'
import { DutySource } from './DutySource.tsx'
import { sayDay, sayRemaining } from './say.ts'
import { sayHero } from './sayHero.tsx'

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
  if (duty.figure && duty.ofBureau) return <OwnWhy duty={duty} />
  if (duty.figure) return <Button size="small" onClick={() => onChoose(duty.key)} aria-label={`看各校：${duty.sentence}`}>看各校</Button>
  return duty.standing.state === 'needs-local-value' ? <PathLink to="/local-values">去确定</PathLink> : null
}

function LeadFigure({ lead }: Pick<LeadSectionProps, 'lead'>) {
  const { today } = useSigned()
  const { figure, standing, period } = lead
  if (figure === null) return <p className="co-lead-none"><StateTag tone={STATE_TONES[standing.state]} label={standing.label} />{standing.note}</p>
  const due = period ? sayDay(period.due, today) : undefined
  return (
    <div className="co-lead-figure">
      <p className="co-hero">{sayHero(figure, lead.unit)}</p>
      <ProgressBar done={figure.done} total={figure.required} label={lead.sentence} tone={STATE_TONES[standing.state]} />
      <p className="co-lead-note"><StateTag tone={STATE_TONES[standing.state]} label={standing.label} />{sayRemaining(figure, lead.unit, due)}<OwnWhy duty={lead} /></p>
    </div>
  )
}

/** What the bureau owes itself has one cell, its own. */
function OwnWhy({ duty }: { readonly duty: MatterDuty }) {
  const { unitId } = useCapacity()
  if (unitId === null || duty.period === null || !duty.ofBureau) return null
  return <PathLink to="/why" search={searchOf({ duty: duty.key, period: duty.period.key, bearerId: unitId, groupId: unitId })} label={`为什么是这个数：${duty.sentence}`}>为什么</PathLink>
}


/** What stands in the way, over all schools of the answer. */
function Gaps({ rows, lead }: { readonly rows: readonly MatterRow[]; readonly lead: MatterDuty }) {
  const vacant = rows.reduce((sum, row) => sum + row.vacantPosts, 0)
  const { excepted, hindered } = lead.relieved
  return (
    <>
      {excepted > 0 && <span>例外 <b>{excepted}</b></span>}
      {hindered > 0 && <span>无法完成 <b>{hindered}</b></span>}
      <span className={vacant > 0 ? 'co-vacant' : undefined}>空岗 <b>{vacant}</b></span>
    </>
  )
}
