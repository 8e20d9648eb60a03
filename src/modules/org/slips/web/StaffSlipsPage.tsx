import { useQuery } from '@tanstack/react-query'
import { useCapacity } from '#ui/acting'
import { call, reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { EmptyState } from '#ui/EmptyState'
import { listStaffAccounts, printStaffSlips, renewStaffSlip } from '../slip.contract.ts'
import { AccountTable } from './AccountTable.tsx'

/** 账号单 of the staff: the roster keeper hands them out, leaders renew each other's. */
export function StaffSlipsPage() {
  const { id, role, unitId } = useCapacity()
  const schoolId = unitId!
  const query = useQuery(reading(listStaffAccounts, { params: { schoolId } }, { capacity: id }))
  return (
    <DeskPage title="教职工账号单">
      <DeskSection title="本校教职工账号">
        <AccountTable label="教职工账号" accounts={query.data?.accounts} error={query.error} onRetry={() => void query.refetch()} nameOf={(one) => one.name}
          who={[
            { title: '姓名', key: 'name', render: (_, one) => one.name },
            { title: '岗位', key: 'posts', render: (_, one) => one.posts.join('、') },
          ]}
          {...(role === 'roster_keeper' && { print: (personIds: string[]) => call(printStaffSlips, { params: { schoolId }, body: { personIds } }, { capacity: id }) })}
          renew={(personId, close) => call(renewStaffSlip, { params: { schoolId, personId }, body: { close } }, { capacity: id })}
          empty={<EmptyState title="学校还没有登记任职">导入教职工名册后，这里列出他们的账号。</EmptyState>} />
      </DeskSection>
    </DeskPage>
  )
}
