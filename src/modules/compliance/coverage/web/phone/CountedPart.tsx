import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'
import { StateTag } from '#ui/StateTag'
import { explainRecord } from '../../mine.contract.ts'
import { sayCounted } from './sayCounted.ts'

type Explained = AnswerOf<typeof explainRecord>

/** For which duties a record counts, and for which not and why. */
export function CountedPart({ recordId }: { readonly recordId: string }) {
  const capacity = useCapacity()
  const explained = useQuery(reading(explainRecord, { params: { recordId } }, { capacity: capacity.id }))
  return (
    <Section>
      <Loaded query={explained} skeleton={<ListSkeleton rows={2} />}>{(data) => <Told data={data} />}</Loaded>
    </Section>
  )
}

function Told({ data: { counted, notCounted } }: { data: Explained }) {
  return (
    <>
      <p role="status"><b>{sayCounted(counted)}</b></p>
      <List label="计入情况">
        {counted.map((one) => (
          <ListRow key={one.duty} title={<StateTag tone="met" label="已计入" />} note={`${one.levelLabel}：${one.sentence}`} />
        ))}
        {notCounted.map((one) => (
          <ListRow key={one.duty} title={<StateTag tone="neutral" label="未计入" />}
            note={<>{one.levelLabel}：{one.sentence}<br />因为{one.reason}</>} />
        ))}
      </List>
    </>
  )
}
