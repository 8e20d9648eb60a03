import { isBureau } from '#kernel/capacity'
import { useCapacity } from '#ui/acting'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { PathLink } from '#ui/Nav'
import { FiguresSkeleton } from '../desk/FiguresSkeleton.tsx'
import { useWhy } from './useWhy.ts'
import { WhyBody } from './WhyBody.tsx'

/** Behind a figure of a desk page. */
export function WhyPage() {
  const { query, named, cell } = useWhy()
  const bureau = isBureau(useCapacity().role)
  const { data } = query
  const up = bureau ? { label: '事项', to: data ? `/matters/${data.duty.matter}` : '/matters' } : { label: '本校', to: '/school' }
  return (
    <DeskPage title="为什么是这个数" width="reading" crumbs={[up]} {...(data ? { asOf: new Date(data.asOf) } : {})}>
      {named
        ? <Loaded query={query} skeleton={<FiguresSkeleton />}>{(why) => <WhyBody why={why} cell={cell} part={DeskSection} />}</Loaded>
        : <EmptyState title="还没有选择数字" action={<PathLink to={up.to}>{up.label}</PathLink>}>从事项、学校或班级的一个数字进来，这里列出它由哪些记录得出。</EmptyState>}
    </DeskPage>
  )
}
