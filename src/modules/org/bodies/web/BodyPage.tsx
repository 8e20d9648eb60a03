import { useQuery } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { sayDate } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { EmptyState } from '#ui/EmptyState'
import type { PageParams } from '#ui/lazyPage'
import { Loaded } from '#ui/Loaded'
import { BODY_NAMES, SEAT_KIND_NAMES, SEAT_ROLE_NAMES, type Seat } from '../body.contract.ts'
import { readBody, type BodyView } from '../keeping.contract.ts'
import { BodyForm } from './BodyForm.tsx'
import { personsIn, sayDays, seatsNow } from './bodyView.ts'
import { EndDialog } from './EndDialog.tsx'
import { SeatForm } from './SeatForm.tsx'
import { useTopics } from './topics.tsx'
import './bodies.css'

/** One body: what it is, since when, who sits in it by post. */
export function BodyPage({ params: { bodyId } }: PageParams<'bodyId'>) {
  const { id } = useCapacity()
  const query = useQuery(reading(readBody, { params: { bodyId } }, { capacity: id }))
  const kind = query.data?.kind
  const crumbs = [{ label: '机构与队伍', to: '/bodies' }, ...(kind ? [{ label: BODY_NAMES[kind].zh, to: '/bodies', search: { kind } }] : [])]
  return (
    <DeskPage title={query.data?.name ?? '机构与队伍'} crumbs={crumbs}>
      <Loaded query={query}>{(body) => <><Facts body={body} /><Seats body={body} /></>}</Loaded>
    </DeskPage>
  )
}

type Doing = 'correct' | 'end' | 'seat' | { readonly correct: Seat } | { readonly end: Seat }

function Facts({ body }: { readonly body: BodyView }) {
  const { today } = useSigned()
  const [doing, setDoing] = useState<Doing>()
  const topic = useTopics(body.kind).find(({ key }) => key === body.topic)
  const facts: [string, string | null | undefined][] = [
    ['登记单位', body.unitName], ['属于', body.parentName], ['班级', body.className], ['年级', body.grade === null ? null : `第 ${body.grade} 年级`],
    ['对应的文件要求', topic?.say ?? body.topic], ['起止', sayDays(body, today)],
  ]
  const acts = body.can.keep && (
    <>
      <Button onClick={() => setDoing('correct')}>更正</Button>
      {body.validTo === null && <Button onClick={() => setDoing('end')}>结束</Button>}
    </>
  )
  return (
    <DeskSection title={BODY_NAMES[body.kind].zh} aside={acts}>
      <dl className="bo-facts">
        {facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {doing === 'correct' && <BodyForm kind={body.kind} body={body} onClose={() => setDoing(undefined)} onSaved={() => undefined} />}
      {doing === 'end' && <EndDialog body={body} onClose={() => setDoing(undefined)} />}
    </DeskSection>
  )
}

function Seats({ body }: { readonly body: BodyView }) {
  const { today } = useSigned()
  const [doing, setDoing] = useState<Doing>()
  const now = seatsNow(body, today)
  const over = body.seats.filter((seat) => !now.includes(seat))
  const title = now.length === 0 ? '席位' : `席位 ${now.length} 项，共 ${personsIn(now)} 人`
  const columns: TableColumnsType<Seat> = [
    { title: '职务', key: 'role', render: (_, { role }) => SEAT_ROLE_NAMES[role] },
    { title: '由谁担任', key: 'kind', className: 'bo-name', render: (_, { kind, title: post }) => <>{SEAT_KIND_NAMES[kind]}<small>{post}</small></> },
    { title: '人数', key: 'number', className: 'tx-number', render: (_, { number }) => number },
    {
      title: '起止', key: 'days', className: 'bo-days', responsive: ['md'],
      render: (_, seat) => (seat.validFrom === body.validFrom && seat.validTo === body.validTo ? '同机构' : sayDays(seat, today)),
    },
    ...(body.can.keep ? [{ title: '', key: 'acts', render: (_: unknown, seat: Seat) => <Acts seat={seat} onDo={setDoing} /> }] : []),
  ]
  return (
    <DeskSection title={title}
      aside={body.can.keep && body.validTo === null && <Button type="primary" onClick={() => setDoing('seat')}>加席位</Button>}>
      <DeskTable label="席位" rows={[...now, ...over]} rowKey={(seat) => seat.id} columns={columns} prose
        empty={<EmptyState title="还没有写席位">文件对人员组成有要求时，按这里写的职务、来源和人数计算。</EmptyState>} />
      {over.length > 0 && <p className="bo-days">其中 {over.length} 项已结束或尚未开始，不计入今天（{sayDate(today, today)}）的人数。</p>}
      {doing === 'seat' && <SeatForm body={body} onClose={() => setDoing(undefined)} />}
      {typeof doing === 'object' && 'correct' in doing && <SeatForm body={body} seat={doing.correct} onClose={() => setDoing(undefined)} />}
      {typeof doing === 'object' && 'end' in doing && <EndDialog body={body} seat={doing.end} onClose={() => setDoing(undefined)} />}
    </DeskSection>
  )
}

function Acts({ seat, onDo }: { readonly seat: Seat; readonly onDo: (doing: Doing) => void }) {
  const what = `${SEAT_ROLE_NAMES[seat.role]}（${SEAT_KIND_NAMES[seat.kind]}）`
  return (
    <span className="bo-acts">
      <button type="button" className="tx-link" aria-label={`更正${what}`} onClick={() => onDo({ correct: seat })}>更正</button>
      {seat.validTo === null && <button type="button" className="tx-link" aria-label={`结束${what}`} onClick={() => onDo({ end: seat })}>结束</button>}
    </span>
  )
}
