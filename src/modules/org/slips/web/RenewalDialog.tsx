import { useState } from 'react'
import { Dialog } from '#ui/Sheet'
import type { AccountView } from '../slip.contract.ts'
import { verbOf } from './accountView.ts'

export interface RenewalDialogProps {
  readonly account: AccountView
  readonly name: string
  readonly busy: boolean
  readonly onClose: () => void
  /** `close` where a stranger may have used the account. */
  readonly onRenew: (close: boolean) => void
}

/** What a new code does, before it is made. */
export function RenewalDialog({ account, name, busy, onClose, onRenew }: RenewalDialogProps) {
  const [close, setClose] = useState(false)
  const { state } = account
  const verb = verbOf(account)
  return (
    <Dialog open title={`给${name}${verb}账号单`} confirm={verb} busy={busy} onClose={onClose} onConfirm={() => onRenew(close)}>
      <div className="tx-stack">
        {state === 'issued' && <p>以前发出的激活码马上作废。</p>}
        {state === 'active' && (
          <>
            <p>{close
              ? '这个账号正在使用。原来的密码马上失效，所有设备一起退出登录；本人用新激活码才能再进入。'
              : '这个账号正在使用。原来的密码到新激活码启用时才失效，那时所有设备一起退出登录。'}</p>
            <label className="sl-close">
              <input type="checkbox" checked={close} onChange={(event) => setClose(event.target.checked)} />
              账号可能被别人用过：立即停用原密码，退出所有设备
            </label>
          </>
        )}
        <p>激活码可以打开整个账号，请只交给本人。这次办理会留下记录；家长的账号单，家长在查看记录里看得到。</p>
      </div>
    </Dialog>
  )
}
