import type { DemoAccount } from '#modules/org/session/session.contract'
import { List, ListRow } from '#ui/List'

export interface DemoAccountsProps {
  readonly accounts: readonly DemoAccount[]
  readonly onPick: (account: DemoAccount) => void
}

/** The invented people of the demo; one tap fills the form above. */
export function DemoAccounts({ accounts, onPick }: DemoAccountsProps) {
  return (
    <section className="tx-demo" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">演示账号</h2>
      <p className="tx-secondary tx-small">点一个填好上面的表，再按“登录”。</p>
      <List>
        {accounts.map((account) => (
          <ListRow key={account.login} title={account.who} end={account.login} onPress={() => onPick(account)} />
        ))}
      </List>
    </section>
  )
}
