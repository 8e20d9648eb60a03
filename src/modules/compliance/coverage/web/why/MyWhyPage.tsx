import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { PathLink } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { FigureSkeleton, ListSkeleton } from '#ui/Skeleton'
import { useWhy } from './useWhy.ts'
import { WhyBody } from './WhyBody.tsx'

/** Behind a figure of the first page in the hand. */
export function MyWhyPage() {
  const { query, named, cell } = useWhy()
  const waiting = <><Section><FigureSkeleton /></Section><Section><ListSkeleton rows={4} /></Section></>
  return (
    <Page title="为什么是这个数" back="/today">
      {named
        ? <Loaded query={query} skeleton={waiting}>{(why) => <WhyBody why={why} cell={cell} part={Section} />}</Loaded>
        : <EmptyState title="还没有选择数字" action={<PathLink to="/today" className="tx-button">回首页</PathLink>}>从首页的一项责任进来，这里列出它由哪些记录得出。</EmptyState>}
    </Page>
  )
}
