import { useQuery } from '@tanstack/react-query'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { useSearchValue } from '#ui/Nav'
import { whyFigure } from '../../why.contract.ts'

/** The cell that the address names, and what stands behind its figure. `named` is false for an address without a cell. */
export function useWhy() {
  const { id } = useCapacity()
  const [duty] = useSearchValue('duty')
  const [period] = useSearchValue('period')
  const [bearer] = useSearchValue('bearer')
  const [group] = useSearchValue('group')
  const named = [duty, period, bearer, group].every((part) => part !== '')
  const query = useQuery({ ...reading(whyFigure, { query: { duty, period, bearer, group } }, { capacity: id }), enabled: named })
  return { query, named, cell: { duty, period, bearerId: bearer, groupId: group } }
}
