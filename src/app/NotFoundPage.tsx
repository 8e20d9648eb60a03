import { EmptyState } from '#ui/EmptyState'
import { PathLink } from '#ui/Nav'
import { Page } from '#ui/Page'
import { DemoNotice } from './DemoNotice.tsx'
import { useSession } from './session.tsx'

/** An address that leads nowhere, or that belongs to another capacity: both are answered alike. */
export function NotFoundPage() {
  return (
    <Page title="没有找到页面">
      <EmptyState title="这个地址没有页面，或者属于另一个身份"
        action={<><PathLink to="/" outside className="tx-button">回到首页</PathLink><PathLink to="/capacities" outside>切换身份</PathLink></>}>
        请核对地址；如果是别人发来的链接，请先切换到可以查看它的身份。
      </EmptyState>
    </Page>
  )
}

/** An address outside of every area, where nothing above the page has said yet that this is a demo. */
export function LostPage() {
  return <>{useSession().data?.demo && <DemoNotice />}<NotFoundPage /></>
}
