import { useQuery } from '@tanstack/react-query'
import { showDuty } from '#modules/plan/adopted/plan.contract'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { Button } from '#ui/Button'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { useGo } from '#ui/Nav'
import { Sheet } from '#ui/Sheet'
import { ListSkeleton } from '#ui/Skeleton'
import { StateTag } from '#ui/StateTag'
import type { MyDuty } from '../../mine.contract.ts'
import { sayDue } from '../../period.rules.ts'
import { sayRelieved } from '../sayRelieved.ts'
import { STATE_TONES } from '../tone.ts'
import { searchOf, type Cell } from '../why/whyAddress.ts'
import { listAddress, noteOf } from './myDuties.ts'

/** A duty with its clause: who asks it, where it is written, until when, and why it stands as it does. */
export function DutySheet({ duty, onClose }: { readonly duty: MyDuty; readonly onClose: () => void }) {
  const { today } = useSigned()
  const go = useGo()
  const { sentence, levelLabel, number, strengthLabel, period, due, standing, figure, hasList, remaining } = duty
  const cell = cellOf(duty)
  const list = hasList && remaining > 0 && <Button onClick={() => go(...listAddress(duty))}>查看还没完成的名单</Button>
  return (
    <Sheet open title={sentence} onClose={onClose} footer={list}>
      <List label="责任">
        <ListRow title={<StateTag tone={STATE_TONES[standing.state]} label={standing.label} />} note={standing.note} />
        {figure && <ListRow title={`${figure.done} / ${figure.required} ${duty.unit}`} note={[noteOf(duty), sayRelieved(duty.relieved)].filter(Boolean).join(' · ')} />}
        {cell && <ListRow title="为什么是这个数" note="看计入和没有计入的记录；做不到的可以登记" onPress={() => go('/mine/why', { search: searchOf(cell) })} />}
        <ListRow title={`${levelLabel} · ${number}`} note={`出处 · ${strengthLabel}`} />
        {period && <ListRow title={period.label} note={due ? `${sayDue(due, today)}完成` : '期限'} />}
      </List>
      <Clauses duty={duty} />
    </Sheet>
  )
}

/** Undefined where nothing is counted. */
const cellOf = ({ key, period, figure, bearerId, groupId }: MyDuty): Cell | undefined =>
  (figure === null || period === null || bearerId === null || groupId === null ? undefined : { duty: key, period: period.key, bearerId, groupId })

function Clauses({ duty: { key } }: { duty: MyDuty }) {
  const capacity = useCapacity()
  const [doc = '', dutyId = ''] = key.split('#')
  const shown = useQuery({ ...reading(showDuty, { params: { doc, dutyId } }, { capacity: capacity.id }), staleTime: Infinity })
  return (
    <Loaded query={shown} skeleton={<ListSkeleton rows={2} />}>
      {({ clauses, duty }) => (
        <List label="条款">
          {clauses.map((clause) => <ListRow key={clause.id} title={clause.summary} note={`条款 ${clause.id}（摘要）`} />)}
          {duty.decision && <ListRow title={duty.decision} note="本地采用时的理解" />}
        </List>
      )}
    </Loaded>
  )
}
