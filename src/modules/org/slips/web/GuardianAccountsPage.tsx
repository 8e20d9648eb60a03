import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Uuid } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, reading, sayError } from '#ui/api'
import { EmptyState } from '#ui/EmptyState'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { Notice } from '#ui/Notice'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { sayLogin } from '../../session/login.rules.ts'
import { listGuardianAccounts, renewGuardianSlip, type GuardianAccount, type Sheet } from '../slip.contract.ts'
import { sayChildren, sayCounts, sayGuardian, sayState, verbOf } from './accountView.ts'
import { HandOut } from './HandOut.tsx'
import { RenewalDialog } from './RenewalDialog.tsx'

/** Accounts of the guardians of the own classes; the head teacher hands out a slip anew when one is lost. */
export function GuardianAccountsPage() {
  const { classIds } = useCapacity()
  const [sheet, setSheet] = useState<Sheet>()
  return (
    <Page title="家长账号" back="/today">
      {sheet && <Section title={`${sheet.group} 账号单`}><HandOut sheet={sheet} onDone={() => setSheet(undefined)} /></Section>}
      {!sheet && classIds.map((classId) => <OfClass key={classId} classId={classId} onIssued={setSheet} />)}
      {classIds.length === 0 && <EmptyState title="您现在没有带班">任班主任后，这里列出本班家长的账号。</EmptyState>}
    </Page>
  )
}

function OfClass({ classId, onIssued }: { readonly classId: Uuid; readonly onIssued: (sheet: Sheet) => void }) {
  const { id } = useCapacity()
  const [asked, setAsked] = useState<GuardianAccount>()
  const query = useQuery(reading(listGuardianAccounts, { params: { classId } }, { capacity: id }))
  const renewal = useMutation({
    mutationFn: (of: { personId: Uuid; close: boolean }) =>
      call(renewGuardianSlip, { params: { classId, personId: of.personId }, body: { close: of.close } }, { capacity: id }),
    gcTime: 0,
    onSuccess: onIssued, onSettled: () => setAsked(undefined),
  })
  return (
    <Loaded query={query}>
      {(data) => (
        <Section title={data.class.name}>
          <p className="tx-secondary tx-small">{sayCounts(data.accounts)}</p>
          {renewal.isError && <Notice kind="problem">{sayError(renewal.error)}</Notice>}
          {data.accounts.length === 0 && <EmptyState title="本班还没有登记监护人">学籍管理员导入名册后，这里列出他们的账号。</EmptyState>}
          <List label={`${data.class.name}家长账号`}>
            {data.accounts.map((account) => <Row key={account.personId} account={account} onAsk={setAsked} />)}
          </List>
          {asked && (
            <RenewalDialog account={asked} name={`${sayChildren(asked)}的${sayGuardian(asked)}`} busy={renewal.isPending}
              onClose={() => setAsked(undefined)} onRenew={(close) => renewal.mutate({ personId: asked.personId, close })} />
          )}
        </Section>
      )}
    </Loaded>
  )
}

function Row({ account, onAsk }: { readonly account: GuardianAccount; readonly onAsk: (account: GuardianAccount) => void }) {
  const { today } = useSigned()
  const login = account.login === null ? [] : [sayLogin(account.login)]
  const note = [sayGuardian(account), account.hindrance ?? sayState(account, today), ...login].join(' · ')
  return <ListRow title={sayChildren(account)} note={note} {...(account.can.issue && { end: verbOf(account), onPress: () => onAsk(account) })} />
}
