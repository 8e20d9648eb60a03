import { useQuery } from '@tanstack/react-query'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { Loaded } from '#ui/Loaded'
import { PathLink } from '#ui/Nav'
import { Sheet } from '#ui/Sheet'
import { showPack } from '../plan.contract.ts'
import { ClauseFacts } from './ClauseFacts.tsx'
import { sayClause } from './say.ts'

export interface ClauseSheetProps {
  readonly doc: string
  readonly clause: string
  readonly onClose: () => void
}

/** One clause as a paraphrase, with who it speaks to and which duties carry it. */
export function ClauseSheet({ doc, clause: id, onClose }: ClauseSheetProps) {
  const capacity = useCapacity()
  const query = useQuery({ ...reading(showPack, { params: { doc } }, { capacity: capacity.id }), staleTime: 60_000 })
  return (
    <Sheet open title={sayClause(id)} onClose={onClose}>
      <Loaded query={query}>
        {({ pack, clauses, duties, activities, kinds }) => (
          <>
            <p className="tx-secondary">{pack.number}　{pack.issuer}</p>
            <ClauseFacts clause={clauses.find((one) => one.id === id)} duties={duties} words={{ activities, kinds }} />
            <p><PathLink to={`/packs/${doc}`} search={{ clause: id }}>在文件中看</PathLink></p>
          </>
        )}
      </Loaded>
    </Sheet>
  )
}
