import { useQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import type { AnswerOf } from '#kernel/route'
import { PersonName } from '#modules/org/web'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { ChoiceChips } from '#ui/Chips'
import { EmptyState } from '#ui/EmptyState'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { PathLink, useSearchValue } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'
import { StateTag } from '#ui/StateTag'
import { listRemaining, type RemainingChild } from '../../mine.contract.ts'
import { sayDue } from '../../period.rules.ts'
import { STATE_TONES } from '../tone.ts'
import { groupChildren, ORDERS, type Order } from './groupChildren.ts'

/** The children to whom a duty is still owed; a tap on a name begins the record. */
export function RemainingPage() {
  const capacity = useCapacity()
  const [duty] = useSearchValue('duty')
  const [classId] = useSearchValue('class')
  const question = reading(listRemaining, { query: { duty, ...(classId === '' ? {} : { classId }) } }, { capacity: capacity.id })
  const remaining = useQuery({ ...question, enabled: duty !== '' })
  const count = remaining.data?.children.length
  return (
    <Page title={count ? `还没去的 ${count} 名` : '还没去的'} back="/today">
      {duty === ''
        ? <EmptyState title="还没有选择责任" action={<PathLink to="/today" className="tx-button">回首页</PathLink>}>从首页的一项责任进来，这里列出还没去的学生。</EmptyState>
        : <Loaded query={remaining} skeleton={<Section><ListSkeleton rows={10} /></Section>}>{(data) => <Children data={data} />}</Loaded>}
    </Page>
  )
}

const anyChild = <PathLink to="/visits/new" className="tx-button">从全班名单里选</PathLink>

function Children({ data }: { data: AnswerOf<typeof listRemaining> }) {
  const { today } = useSigned()
  const [order, setOrder] = useSearchValue('order', 'neighbourhood')
  const { children, duty, period } = data
  if (children.length === 0) return <EmptyState title="全部完成了" action={anyChild}>本学年的名单里没有还没去的学生。</EmptyState>
  return (
    <>
      <Section title={data.class.name} aside={`${data.done} / ${data.required}`}>
        <div className="tx-stack">
          <p className="tx-secondary tx-small">{duty.levelLabel}：{duty.sentence}（{period.label}，{sayDue(period.due, today)}）</p>
          <ChoiceChips label="排序" options={ORDERS} value={order as Order} onChange={setOrder} />
        </div>
      </Section>
      {groupChildren(children, order as Order).map((group) => (
        <Section key={group.name} title={group.name} aside={group.name && `${group.children.length} 名`}>
          <List label={group.name || '学生'}>{group.children.map((child) => <Child key={child.studentId} child={child} />)}</List>
        </Section>
      ))}
      <Section>{anyChild}</Section>
    </>
  )
}

function Child({ child }: { child: RemainingChild }) {
  const { today } = useSigned()
  const { arrivalNote, arrived, lastTime, standing } = child
  const arrival = arrivalNote && [arrivalNote, arrived && sayDate(arrived, today)].filter(Boolean).join('，')
  const late = standing.state === 'overdue' || standing.state === 'due-soon'
  return (
    <ListRow title={<PersonName name={child.name} inLink />} note={[arrival, lastTime && `${lastTime}去过`].filter(Boolean).join(' · ')} to={`/students/${child.studentId}/visits/new`}
      end={late && <StateTag tone={STATE_TONES[standing.state]} label={standing.label} />} />
  )
}
