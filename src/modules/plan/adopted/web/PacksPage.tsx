import { useQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { PathLink } from '#ui/Nav'
import { LEVEL_NAMES } from '../../packs/pack.contract.ts'
import { listPacks, type PackSummary } from '../plan.contract.ts'
import './plan.css'

/** The documents that hold here today, all at once, each with its own count. */
export function PacksPage() {
  const { id } = useCapacity()
  const query = useQuery(reading(listPacks, {}, { capacity: id }))
  return (
    <DeskPage title="政策文件" width="reading">
      <Loaded query={query}>
        {({ packs }) => packs.length === 0
          ? <EmptyState title="还没有采用政策文件">采用省、市、区的文件后，责任从这里来。请系统管理员装入并采用政策包。</EmptyState>
          : <>{packs.map((pack) => <PackSection key={pack.doc} pack={pack} />)}</>}
      </Loaded>
    </DeskPage>
  )
}

function PackSection({ pack }: { readonly pack: PackSummary }) {
  const { today } = useSigned()
  return (
    <DeskSection>
      <div className="pl-pack">
        <h2><span className="pl-level">{LEVEL_NAMES[pack.level]}</span><PathLink to={`/packs/${pack.doc}`}>{pack.number}</PathLink></h2>
        <p>{pack.title}</p>
        <p className="tx-secondary">
          {pack.issuer}{pack.date ? `，${sayDate(pack.date, today)}印发` : '，公开文本未注明日期'}。{sayDate(pack.validFrom, today)}起采用，版本 {pack.hash.slice(0, 8)}。
        </p>
        <p className="pl-counts">
          <span><b>{pack.duties}</b> 项责任</span><span><b>{pack.clauses}</b> 条要求</span>
          {pack.needLocalValue > 0 && <PathLink to="/local-values">{pack.needLocalValue} 项待本地确定</PathLink>}
        </p>
      </div>
    </DeskSection>
  )
}
