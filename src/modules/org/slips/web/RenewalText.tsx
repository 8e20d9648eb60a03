import type { AccountView } from '../slip.contract.ts'

/** What a new code does, before it is made. */
export function RenewalText({ account: { state } }: { readonly account: AccountView }) {
  return (
    <div className="tx-stack">
      {state === 'issued' && <p>以前发出的激活码马上作废。</p>}
      {state === 'active' && <p>这个账号正在使用。原来的密码到新激活码启用时才失效，那时所有设备一起退出登录。</p>}
      <p>激活码可以打开整个账号，请只交给本人。这次办理会留下记录；家长的账号单，家长在查看记录里看得到。</p>
    </div>
  )
}
