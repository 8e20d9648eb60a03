import { useQuery } from '@tanstack/react-query'
import type { TableColumnsType } from 'antd'
import { sayDate } from '#kernel/dates'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { EmptyState } from '#ui/EmptyState'
import { listAssignments, type AssignmentView } from '../assignment.contract.ts'
import { DrawForm } from './DrawForm.tsx'
import './assignments.css'

/** Random visits of the bureau's leaders. The officer sees school and class; the child only who is to visit it. */
export function AssignmentsPage() {
  const { id } = useCapacity()
  const { today } = useSigned()
  const query = useQuery(reading(listAssignments, {}, { capacity: id }))
  const columns: TableColumnsType<AssignmentView> = [
    { title: '局领导', key: 'leader', render: (_, { leaderName }) => leaderName },
    { title: '学校', key: 'school', render: (_, { schoolName }) => schoolName },
    { title: '班级', key: 'class', render: (_, { className }) => className },
    { title: '走访期限', key: 'days', render: (_, { from, to }) => `${sayDate(from, today)} 至 ${sayDate(to, today)}` },
  ]
  return (
    <DeskPage title="随机家访">
      <DeskSection title="抽取一户"><DrawForm /></DeskSection>
      <DeskSection title={`走访中 ${query.data?.assignments.length ?? ''}`}>
        <DeskTable label="走访中的随机家访" rows={query.data?.assignments} rowKey={(one) => one.id} columns={columns} error={query.error}
          onRetry={() => void query.refetch()} empty={<EmptyState title="现在没有走访中的随机家访">在上面选择局领导并抽取后，学校和班级会列在这里。</EmptyState>} />
      </DeskSection>
    </DeskPage>
  )
}
