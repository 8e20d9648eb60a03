import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { FigureBar } from '#ui/desk/FigureBar'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { PathLink, useSearchValue } from '#ui/Nav'
import { StateTag } from '#ui/StateTag'
import { listMatters } from '../../region.contract.ts'
import { STATE_TONES } from '../tone.ts'
import { FiguresSkeleton } from './FiguresSkeleton.tsx'
import { Fold } from './Fold.tsx'
import { findMatters, sortMatters, statesOf, WAITING, type Matter, type MatterLine, type MatterLines, type StateCount } from './mattersView.ts'
import { isOpen } from './matterOrder.ts'
import { sayDay } from './say.ts'
import { sayDaysLeft } from './schoolView.ts'
import './coverage.css'
import './matters.css'

/** The first page of the bureau: every matter in one line, what needs attention first. */
export function MattersPage() {
  const { id } = useCapacity()
  const query = useQuery(reading(listMatters, {}, { capacity: id }))
  const answer = query.data
  return (
    <DeskPage title="事项" {...(answer ? { asOf: new Date(answer.asOf), year: answer.year.label } : {})}>
      <Loaded query={query} skeleton={<FiguresSkeleton />}>
        {({ matters }) => (matters.length === 0 ? <NoMatters /> : <MattersBody all={sortMatters(matters)} />)}
      </Loaded>
    </DeskPage>
  )
}

function NoMatters() {
  return (
    <EmptyState title="还没有事项" action={<PathLink to="/packs">看政策文件</PathLink>}>采用文件后，其中的每个事项会列在这里，一行一个。</EmptyState>
  )
}

function MattersBody({ all }: { readonly all: MatterLines }) {
  const [words, setWords] = useState('')
  const [state, setState] = useSearchValue('state')
  const found = findMatters(all, { words, state })
  const count = found.lines.length + found.bare.length
  return (
    <DeskSection title={`事项 ${count} 个`} aside={(
      <input className="co-find tx-no-print" type="search" aria-label="查找事项" placeholder="查找事项或责任" value={words} onChange={(event) => setWords(event.target.value)} />
    )}>
      <StateFilter states={statesOf(all)} value={state} onChange={setState} />
      {count === 0 && <EmptyState title="没有符合条件的事项">换一个词或状态再看。</EmptyState>}
      <ul className="co-matters" aria-label="事项">{found.lines.map((line) => <MatterItem key={line.matter.key} line={line} />)}</ul>
      {found.bare.length > 0 && <BareMatters key={words + state} matters={found.bare} open={words + state !== ''} />}
    </DeskSection>
  )
}

/** What is to be done comes as a row of figures, each of which narrows the list. */
function StateFilter({ states, value, onChange }: { readonly states: readonly StateCount[]; readonly value: string; readonly onChange: (state: string) => void }) {
  return (
    <div className="co-states" role="group" aria-label="按状态筛选">
      {states.map(({ key, label, count }) => (
        <button key={key} type="button" aria-pressed={value === key} onClick={() => onChange(value === key ? '' : key)}>
          <StateTag tone={key === WAITING ? 'neutral' : STATE_TONES[key as keyof typeof STATE_TONES]} label={label} /><b>{count}</b>
        </button>
      ))}
    </div>
  )
}

function MatterItem({ line: { matter, lead, worst } }: { readonly line: MatterLine }) {
  const { today } = useSigned()
  const tone = STATE_TONES[worst.state]
  return (
    <li>
      <span className="co-matter-name"><PathLink to={`/matters/${matter.key}`}>{matter.name}</PathLink><small>{matter.duties.length} 项责任</small></span>
      <span className="co-matter-lead"><span className="co-level">{lead.levelLabel}</span><span>{lead.sentence}</span></span>
      <span className="co-matter-figure">
        {lead.figure && lead.figure.required > 0
          ? <FigureBar done={lead.figure.done} total={lead.figure.required} label={lead.sentence} tone={STATE_TONES[lead.standing.state]} counts plain={lead.unit === '项'} />
          : <span className="tx-secondary">{lead.standing.note ?? '没有发现违反'}</span>}
      </span>
      <span className="co-matter-state">
        <StateTag tone={tone} label={worst.label} />
        {isOpen(worst) && worst.due && <small>{sayDay(worst.due, today)}，{sayDaysLeft(worst.due, today)}</small>}
      </span>
      <Lag schools={matter.schools} />
    </li>
  )
}

function Lag({ schools: { overdue, vacant, waiting } }: Pick<Matter, 'schools'>) {
  return (
    <span className="co-matter-lag">
      {overdue > 0 && <span className="co-vacant">{overdue} 所学校逾期</span>}
      {vacant > 0 && <span className="co-vacant">{vacant} 所学校空岗</span>}
      {waiting > 0 && <span>{waiting} 所待本地确定</span>}
    </span>
  )
}

/** Nothing is counted in these, so they need no line of their own every day. */
function BareMatters({ matters, open }: { readonly matters: readonly Matter[]; readonly open: boolean }) {
  return (
    <Fold title={`只登记、无数量的事项 ${matters.length} 个`} open={open}>
      <ul className="co-matters" aria-label="只登记、无数量的事项">
        {matters.map((matter) => (
          <li key={matter.key} className="co-bare">
            <span className="co-matter-name"><PathLink to={`/matters/${matter.key}`}>{matter.name}</PathLink><small>{matter.duties.length} 项责任</small></span>
            <span className="co-matter-lead"><span className="co-level">{matter.duties[0]?.levelLabel}</span><span>{matter.duties[0]?.sentence}</span></span>
            <span className="co-matter-state">{matter.duties[0] && <StateTag tone={STATE_TONES[matter.duties[0].standing.state]} label={matter.duties[0].standing.label} />}</span>
          </li>
        ))}
      </ul>
    </Fold>
  )
}
