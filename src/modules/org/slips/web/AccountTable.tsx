import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Uuid } from '#kernel/ids'
import { useSigned } from '#ui/acting'
import { sayError } from '#ui/api'
import { DeskTable } from '#ui/desk/DeskTable'
import { Notice } from '#ui/Notice'
import { StateTag } from '#ui/StateTag'
import { sayLogin } from '../../session/login.rules.ts'
import type { AccountView, Sheet } from '../slip.contract.ts'
import { isPrintable, sayCounts, sayState, toneOf, verbOf, withoutSlip } from './accountView.ts'
import { HandOut } from './HandOut.tsx'
import { RenewalDialog } from './RenewalDialog.tsx'

export interface AccountTableProps<One extends AccountView> {
  readonly label: string
  readonly accounts: readonly One[] | undefined
  readonly error: Error | null
  readonly onRetry: () => void
  /** What says who the person is, before account and state. */
  readonly who: TableColumnsType<One>
  readonly nameOf: (account: One) => string
  /** Absent where the capacity renews single slips only. */
  readonly print?: (personIds: Uuid[]) => Promise<Sheet>
  readonly renew: (personId: Uuid, close: boolean) => Promise<Sheet>
  readonly empty: ReactNode
}

/** Accounts of a class or of the staff; slips for all without one, for the chosen, or anew for one. */
export function AccountTable<One extends AccountView>(props: AccountTableProps<One>) {
  const { label, accounts, error, onRetry, who, nameOf, print, renew, empty } = props
  const { today } = useSigned()
  const [chosen, setChosen] = useState<ReadonlySet<Uuid>>(new Set())
  const [asked, setAsked] = useState<One>()
  const issuing = useMutation({ mutationFn: (work: () => Promise<Sheet>) => work(), gcTime: 0, onSettled: () => setAsked(undefined) })
  const done = () => { issuing.reset(); setChosen(new Set()) }
  if (issuing.data) return <HandOut sheet={issuing.data} onDone={done} />
  const toggle = (id: Uuid) => setChosen((all) => new Set(all.has(id) ? [...all].filter((one) => one !== id) : [...all, id]))
  const columns: TableColumnsType<One> = [
    ...(print ? [{
      title: <span className="tx-unseen">选择</span>, key: 'chosen', width: 44,
      render: (_: unknown, one: One) => isPrintable(one) && (
        <label className="sl-chosen"><input type="checkbox" aria-label={`选择${nameOf(one)}`} checked={chosen.has(one.personId)} onChange={() => toggle(one.personId)} /></label>
      ),
    }] : []),
    ...who,
    { title: '账号', key: 'login', render: (_, { login }) => (login === null ? '–' : sayLogin(login)) },
    { title: '状态', key: 'state', render: (_, one) => <StateTag tone={toneOf(one.state)} label={sayState(one, today)} /> },
    { title: '办理', key: 'do', render: (_, one) => (one.hindrance ?? <Button type="link" size="small" onClick={() => setAsked(one)}>{verbOf(one)}<span className="tx-unseen">{nameOf(one)}</span></Button>) },
  ]
  const fresh = withoutSlip(accounts ?? []).map((one) => one.personId)
  const picked = (accounts ?? []).filter((one) => chosen.has(one.personId)).map((one) => one.personId)
  return (
    <>
      {issuing.isError && <Notice kind="problem">{sayError(issuing.error)}</Notice>}
      <div className="sl-tools">
        {accounts && <span className="tx-secondary">{sayCounts(accounts)}</span>}
        {print && fresh.length > 0 && picked.length === 0 && (
          <Button type="primary" loading={issuing.isPending} onClick={() => issuing.mutate(() => print(fresh))}>打印还没有账号单的 {fresh.length} 份</Button>
        )}
        {print && picked.length > 0 && (
          <Button type="primary" loading={issuing.isPending} onClick={() => issuing.mutate(() => print(picked))}>打印所选 {picked.length} 份</Button>
        )}
      </div>
      <DeskTable label={label} rows={accounts} rowKey={(one) => one.personId} columns={columns} error={error} onRetry={onRetry} empty={empty} />
      {asked && (
        <RenewalDialog account={asked} name={nameOf(asked)} busy={issuing.isPending} onClose={() => setAsked(undefined)}
          onRenew={(close) => issuing.mutate(() => renew(asked.personId, close))} />
      )}
    </>
  )
}
