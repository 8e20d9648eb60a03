import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { Loaded } from '#ui/Loaded'
import { Bone } from '#ui/Skeleton'
import { readRosterNow } from '../roster.contract.ts'
import { BatchList } from './BatchList.tsx'
import { says } from './changeView.ts'
import { UploadPart } from './UploadPart.tsx'
import './roster.css'

/** 花名册: what the school has, the two ways in, and what was imported before. */
export function RosterPage() {
  const { id } = useCapacity()
  const now = useQuery(reading(readRosterNow, {}, { capacity: id }))
  return (
    <DeskPage title="花名册">
      <DeskSection title="本校现有">
        <Loaded query={now} skeleton={<Bone width="40%" height="2em" />}>{(data) => <Now {...data} />}</Loaded>
      </DeskSection>
      <div className="ro-pair"><UploadPart kind="students" /><UploadPart kind="staff" /></div>
      <BatchList />
    </DeskPage>
  )
}

function Now({ classes, students, staff }: AnswerOf<typeof readRosterNow>) {
  if (classes + students + staff === 0) {
    return <p className="ro-empty">还没有登记。先导入教职工或学生都可以；手边没有现成的表，可以导出一份空表，填好后再导入。</p>
  }
  return (
    <p className="ro-now">
      <span><b>{says(classes)}</b> 个班</span><span><b>{says(students)}</b> 名学生</span><span><b>{says(staff)}</b> 名教职工</span>
    </p>
  )
}
