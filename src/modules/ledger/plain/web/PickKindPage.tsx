import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { EmptyState } from '#ui/EmptyState'
import { Input } from '#ui/Input'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { PathLink } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'
import { homeOf } from '../../records/web/home.ts'
import { listPlainKinds, type PlainKind } from '../plain.contract.ts'

/** From this length on the kinds are found by typing too. */
const LONG = 8

/** What was done: the kinds that this post records, what it owes first. */
export function PickKindPage() {
  const { id, role } = useCapacity()
  const [typed, setTyped] = useState('')
  const kinds = useQuery(reading(listPlainKinds, {}, { capacity: id }))
  const text = typed.trim()
  return (
    <Page title="记一项工作" back={homeOf(role)}>
      <Loaded query={kinds} skeleton={<Section><ListSkeleton rows={8} /></Section>}>
        {(data) => {
          if (data.kinds.length === 0) return <EmptyState title="没有可以记的种类">本地采用的文件里还没有由这个岗位记录的工作。</EmptyState>
          const found = data.kinds.filter(({ zh, group }) => text === '' || `${zh} ${group}`.includes(text))
          return (
            <>
              {data.kinds.length > LONG && (
                <Section><Input label={`查找（共 ${data.kinds.length} 种）`} type="search" placeholder="如：会议、谈话、活动" value={typed} onChange={setTyped} /></Section>
              )}
              {found.length === 0 && <Section><p className="tx-secondary">没有找到“{text}”。换一个词，或者清空后从下面选。</p></Section>}
              {[...groupsOf(found)].map(([group, some]) => (
                <Section key={group} title={group}>
                  <List label={group}>{some.map(({ kind, zh }) => <ListRow key={kind} title={zh} to={`/records/new/${kind}`} />)}</List>
                </Section>
              ))}
            </>
          )
        }}
      </Loaded>
      <Section><PathLink to="/records" className="tx-button">看已有的记录</PathLink></Section>
    </Page>
  )
}

function groupsOf(kinds: readonly PlainKind[]): ReadonlyMap<string, readonly PlainKind[]> {
  const groups = new Map<string, PlainKind[]>()
  for (const kind of kinds) groups.set(kind.group, [...groups.get(kind.group) ?? [], kind])
  return groups
}
