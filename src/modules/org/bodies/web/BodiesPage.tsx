import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { PickOne } from '#ui/desk/PickOne'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { PathLink, useGo, useSearchValue } from '#ui/Nav'
import { BODY_NAMES, type BodyKind } from '../body.contract.ts'
import { countBodies } from '../keeping.contract.ts'
import { BodyForm } from './BodyForm.tsx'
import { BodyTable } from './BodyTable.tsx'
import { firstKind, kindGroups, type KindLine } from './bodyView.ts'
import './bodies.css'

type Groups = readonly { title: string; kinds: readonly KindLine[] }[]

/** Committees, teams, stations and places that documents ask for: kinds at the left, the bodies of one kind beside them. */
export function BodiesPage() {
  const { id } = useCapacity()
  const [asked, setAsked] = useSearchValue('kind')
  const query = useQuery(reading(countBodies, { query: {} }, { capacity: id }))
  return (
    <DeskPage title="机构与队伍">
      <Loaded query={query}>
        {(data) => {
          const groups = kindGroups(data)
          const kind = firstKind(groups, asked)
          if (kind === undefined) return <EmptyState title="还没有登记机构和队伍">本单位的领导登记以后，这里按种类列出。</EmptyState>
          return (
            <div className="bo-sides">
              <Kinds groups={groups} current={kind} onPick={setAsked} />
              <OfKind key={kind} kind={kind} keeps={data.keeps.includes(kind)} />
            </div>
          )
        }}
      </Loaded>
    </DeskPage>
  )
}

/** A list beside the table on a desk, one control above it on a phone. */
function Kinds({ groups, current, onPick }: { readonly groups: Groups; readonly current: BodyKind; readonly onPick: (kind: string) => void }) {
  const options = groups.flatMap(({ kinds }) => kinds.map(({ kind, name, count }) => ({ value: kind as string, label: `${name} ${count}` })))
  return (
    <div className="bo-kinds">
      <div className="bo-kinds-pick"><PickOne label="种类" options={options} value={current} onChange={onPick} /></div>
      <nav aria-label="种类">
        {groups.map(({ title, kinds }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul>
              {kinds.map(({ kind, name, count }) => (
                <li key={kind} data-current={kind === current || undefined} data-none={count === 0 || undefined}>
                  <PathLink to="/bodies" search={{ kind }}><span>{name}</span><b>{count === 0 ? '–' : count}</b></PathLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </div>
  )
}

const SHOW = [{ value: 'present', label: '现有的' }, { value: 'all', label: '含已结束的' }] as const

function OfKind({ kind, keeps }: { readonly kind: BodyKind; readonly keeps: boolean }) {
  const go = useGo()
  const [show, setShow] = useState<'present' | 'all'>('present')
  const [entering, setEntering] = useState(false)
  const { zh } = BODY_NAMES[kind]
  const tools = (
    <>
      <PickOne label="显示" bare options={SHOW} value={show} onChange={setShow} />
      {keeps && <Button onClick={() => go(`/bodies/lists/${kind}`)}>批量录入</Button>}
      {keeps && <Button type="primary" onClick={() => setEntering(true)}>登记</Button>}
    </>
  )
  return (
    <DeskSection title={zh} aside={tools}>
      <BodyTable kind={kind} show={show} keeps={keeps} />
      {entering && <BodyForm kind={kind} onClose={() => setEntering(false)} onSaved={(body) => go(`/bodies/${body.id}`)} />}
    </DeskSection>
  )
}
