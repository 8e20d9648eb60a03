import { useQuery } from '@tanstack/react-query'
import { sayDate } from '#kernel/dates'
import { readStudent } from '#modules/org/students/student.contract'
import { ChildDesignations, PersonName } from '#modules/org/web'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { EmptyState } from '#ui/EmptyState'
import type { PageParams } from '#ui/lazyPage'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { PathLink } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { ListSkeleton } from '#ui/Skeleton'
import { listStudentVisits, type VisitLine } from '../visit.contract.ts'

/** All visits to one child, as far as this capacity may read them. */
export function StudentVisitsPage({ params: { studentId } }: PageParams<'studentId'>) {
  const capacity = useCapacity()
  const asking = { capacity: capacity.id }
  const student = useQuery(reading(readStudent, { params: { studentId } }, asking))
  const visits = useQuery(reading(listStudentVisits, { params: { studentId } }, asking))
  const record = <PathLink to={`/students/${studentId}/visits/new`} className="tx-button">记家访</PathLink>
  return (
    <Page title="家访记录" back="/today">
      <Section title={student.data && <PersonName name={student.data.name} />} aside={student.data?.className}>
        <p className="tx-secondary tx-small">打开本页已记入查看记录，家长可以看到。</p>
      </Section>
      <ChildDesignations studentId={studentId} />
      <Loaded query={visits} skeleton={<Section><ListSkeleton /></Section>}>
        {(data) => data.visits.length === 0
          ? <EmptyState title="还没有家访记录" action={record}>记过的家访会按日期列在这里。</EmptyState>
          : (
            <Section title={`共 ${data.visits.length} 次`}>
              <List label="家访">{data.visits.map((visit) => <Line key={visit.recordId} visit={visit} />)}</List>
            </Section>
          )}
      </Loaded>
    </Page>
  )
}

function Line({ visit }: { visit: VisitLine }) {
  const { today } = useSigned()
  const said = [visit.by.map((actor) => actor.name).join('、'), visit.note, visit.promise && `答应：${visit.promise}`]
  return (
    <ListRow to={`/visits/${visit.recordId}`} title={`${sayDate(visit.happenedOn, today)} · ${visit.mode.zh}`}
      note={said.filter(Boolean).join(' · ')} end={visit.state === 'withdrawn' ? '已撤回' : undefined} />
  )
}
