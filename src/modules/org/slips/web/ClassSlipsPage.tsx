import { useQuery } from '@tanstack/react-query'
import type { Uuid } from '#kernel/ids'
import { useCapacity } from '#ui/acting'
import { call, reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { PickOne } from '#ui/desk/PickOne'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { useSearchValue } from '#ui/Nav'
import { listClasses, type ClassView } from '../../classes/class.contract.ts'
import { listGuardianAccounts, printGuardianSlips, renewGuardianSlip } from '../slip.contract.ts'
import { AccountTable } from './AccountTable.tsx'
import { sayChildren, sayGuardian } from './accountView.ts'

/** 账号单 of the guardians, class by class, for the roster keeper. */
export function ClassSlipsPage() {
  const { id, unitId } = useCapacity()
  const classes = useQuery(reading(listClasses, { params: { schoolId: unitId! } }, { capacity: id }))
  return (
    <DeskPage title="监护人账号单">
      <Loaded query={classes}>
        {(data) => (data.classes.length === 0
          ? <DeskSection><EmptyState title="学校还没有班级">导入学生名册后，这里按班级打印账号单。</EmptyState></DeskSection>
          : <OfClass classes={data.classes} />)}
      </Loaded>
    </DeskPage>
  )
}

function OfClass({ classes }: { readonly classes: readonly ClassView[] }) {
  const [asked, setAsked] = useSearchValue('class', classes[0]!.id)
  const shown = classes.find((one) => one.id === asked) ?? classes[0]!
  return (
    <DeskSection title={`${shown.name} 监护人账号`}
      aside={<PickOne label="班级" options={classes.map((one) => ({ value: one.id, label: one.name }))} value={shown.id} onChange={setAsked} />}>
      <Accounts key={shown.id} classId={shown.id} />
    </DeskSection>
  )
}

function Accounts({ classId }: { readonly classId: Uuid }) {
  const { id } = useCapacity()
  const query = useQuery(reading(listGuardianAccounts, { params: { classId } }, { capacity: id }))
  return (
    <AccountTable label="监护人账号" accounts={query.data?.accounts} error={query.error} onRetry={() => void query.refetch()}
      nameOf={(one) => `${sayChildren(one)}的${sayGuardian(one)}`}
      who={[
        { title: '学生', key: 'children', render: (_, one) => sayChildren(one) },
        { title: '监护人', key: 'name', render: (_, one) => sayGuardian(one) },
      ]}
      print={(personIds) => call(printGuardianSlips, { params: { classId }, body: { personIds } }, { capacity: id })}
      renew={(personId, close) => call(renewGuardianSlip, { params: { classId, personId }, body: { close } }, { capacity: id })}
      empty={<EmptyState title="这个班还没有登记监护人">导入带监护人的学生名册后，这里列出他们的账号。</EmptyState>} />
  )
}
