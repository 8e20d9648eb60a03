import { useQuery } from '@tanstack/react-query'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { countWaiting } from '../exception.contract.ts'
import './exceptions.css'

/** How many wait for this capacity, beside the entry of the navigation; nothing while there are none. */
export function WaitingCount() {
  const { id } = useCapacity()
  const { data } = useQuery({ ...reading(countWaiting, {}, { capacity: id }), staleTime: 60_000 })
  if (data === undefined || data.waiting === 0) return null
  return <b className="ex-waiting"><span className="tx-unseen">待审批</span>{data.waiting}</b>
}
