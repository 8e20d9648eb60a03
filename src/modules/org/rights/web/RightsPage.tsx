import { useQuery } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { PickOne } from '#ui/desk/PickOne'
import { EmptyState } from '#ui/EmptyState'
import { useSearchValue } from '#ui/Nav'
import { listRights } from '../rights.contract.ts'
import { rolesOf, verbLines, type VerbLine } from './rightsView.ts'
import './rights.css'

/** Who may do what, and how far: the table that the program itself obeys, to read and to print. */
export function RightsPage() {
  const { id } = useCapacity()
  const [role, setRole] = useSearchValue('role')
  const query = useQuery(reading(listRights, {}, { capacity: id }))
  const rows = query.data?.rights
  const lines = rows && verbLines(rows, role)
  const filters = rows && (
    <>
      <PickOne label="身份" value={role} onChange={setRole} options={[{ value: '', label: '全部' }, ...rolesOf(rows)]} />
      <Button className="tx-no-print" onClick={() => window.print()}>打印</Button>
    </>
  )
  return (
    <DeskPage title="权限表">
      <p className="or-note">未列出的身份不能办理该事项。程序按这张表放行，系统管理员看不到学生信息。</p>
      <DeskSection title={lines ? `${lines.length} 项` : '权限'} aside={filters}>
        <DeskTable label="权限表" rows={lines} rowKey={({ verb }) => verb} columns={COLUMNS} prose error={query.error} onRetry={() => void query.refetch()}
          empty={<EmptyState title="这个身份没有可以办理的事项">选择另一个身份再看。</EmptyState>} />
      </DeskSection>
    </DeskPage>
  )
}

const COLUMNS: TableColumnsType<VerbLine> = [
  { title: '可以办理', key: 'does', className: 'or-does', width: '30%', render: (_, { does, verb }) => <>{does}<small>{verb}</small></> },
  {
    title: '到什么范围，哪些身份', key: 'reaches', className: 'or-reaches',
    render: (_, { reaches }) => (
      <dl>{reaches.map(({ reachName, roleNames }) => <div key={reachName}><dt>{reachName}</dt><dd>{roleNames.join('、')}</dd></div>)}</dl>
    ),
  },
]
