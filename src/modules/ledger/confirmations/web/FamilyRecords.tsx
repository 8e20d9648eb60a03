import { useQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import { useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { List, ListRow } from '#ui/List'
import { listFamilyRecords } from '../../plain/plain.contract.ts'

/** Talks and the like with one child that took place; while there are none, nothing stands here. */
export function FamilyRecords({ capacityId, studentId }: { readonly capacityId: string; readonly studentId: string }) {
  const { today } = useSigned()
  const records = useQuery(reading(listFamilyRecords, {}, { capacity: capacityId }))
  const own = records.data?.records.filter((record) => record.studentIds.includes(studentId)) ?? []
  if (own.length === 0) return null
  return (
    <div className="lg-part">
      <h3>谈话与联络</h3>
      <List label="谈话与联络">
        {own.map((record) => (
          <ListRow key={record.recordId} title={`${sayDate(record.happenedOn, today)} · ${record.zh}`}
            note={record.by.map((actor) => `${actor.name}（${actor.post}）`).join('、')} />
        ))}
      </List>
    </div>
  )
}
