import type { ReactNode } from 'react'
import { LargeTypeSwitch } from '#ui/LargeType'
import { useHeading } from '#ui/Page'
import { DemoNotice } from './DemoNotice.tsx'
import { useSession } from './session.tsx'

export interface CoverProps {
  /** What is done on this sheet: 登录, 启用账号. */
  readonly title: string
  readonly children: ReactNode
}

/** The cover of the notebook: one sheet for people whom we do not know yet. */
export function Cover({ title, children }: CoverProps) {
  const session = useSession()
  const heading = useHeading(title)
  return (
    <>
      {session.data?.demo && <DemoNotice />}
      <div className="tx-cover">
        <div className="tx-cover-corner"><LargeTypeSwitch /></div>
        <main>
          <header>
            <h1 ref={heading} tabIndex={-1}>同心</h1>
            <p className="tx-secondary">学校家庭社会协同育人 · {title}</p>
          </header>
          {children}
        </main>
      </div>
    </>
  )
}
