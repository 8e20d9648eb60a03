import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sayInstant } from '#kernel/dates'
import { listLooks } from '#modules/org/students/student.contract'
import { reading } from '#ui/api'
import { Button } from '#ui/Button'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { ListSkeleton } from '#ui/Skeleton'

/** So many are shown before the guardian asks for all. */
const FIRST = 3

/** Who opened the child's record, when and in what capacity. */
export function Looks({ capacityId, studentId }: { readonly capacityId: string; readonly studentId: string }) {
  const [all, setAll] = useState(false)
  const looks = useQuery(reading(listLooks, { params: { studentId } }, { capacity: capacityId }))
  return (
    <div className="lg-part">
      <h3>谁看过孩子的记录</h3>
      <Loaded query={looks} skeleton={<ListSkeleton rows={FIRST} />}>
        {(data) => {
          if (data.looks.length === 0) return <p className="tx-secondary">还没有人打开过。</p>
          const shown = all ? data.looks : data.looks.slice(0, FIRST)
          return (
            <>
              <List label="查看记录">
                {shown.map(({ at, by, what }) => <ListRow key={`${at} ${by}`} title={by} note={what} end={sayInstant(new Date(at))} />)}
              </List>
              {shown.length < data.looks.length && (
                <Button look="plain" onClick={() => setAll(true)}>查看全部 {data.looks.length} 条</Button>
              )}
            </>
          )
        }}
      </Loaded>
    </div>
  )
}
