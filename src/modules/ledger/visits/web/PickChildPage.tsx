import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listClasses } from '#modules/org/classes/class.contract'
import { listStudents } from '#modules/org/students/student.contract'
import { PersonName } from '#modules/org/web'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { ChoiceChips } from '#ui/Chips'
import { EmptyState } from '#ui/EmptyState'
import { Input } from '#ui/Input'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { useSearchValue } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { Select } from '#ui/Select'
import { ListSkeleton } from '#ui/Skeleton'
import { AssignedVisits } from './AssignedVisits.tsx'

/** To whom was the visit: from the own class, from a class of the school, or the child that was drawn. */
export function PickChildPage() {
  const { role, classIds, unitId } = useCapacity()
  return (
    <Page title="记家访：选学生" back="/today">
      {role === 'bureau_leader' && <AssignedVisits />}
      {role !== 'bureau_leader' && classIds.length === 1 && <ClassList classId={classIds[0]!} />}
      {role !== 'bureau_leader' && classIds.length !== 1 && unitId && <SchoolList schoolId={unitId} only={classIds} />}
    </Page>
  )
}

/** So few classes are chosen by one tap. */
const FEW = 8

/** `only` is empty where the whole school may be chosen from. */
function SchoolList({ schoolId, only }: { schoolId: string; only: readonly string[] }) {
  const capacity = useCapacity()
  const [classId, setClassId] = useSearchValue('class')
  const classes = useQuery(reading(listClasses, { params: { schoolId } }, { capacity: capacity.id }))
  return (
    <Loaded query={classes} skeleton={<Section><ListSkeleton rows={1} /></Section>}>
      {(data) => {
        const offered = data.classes.filter(({ id }) => only.length === 0 || only.includes(id))
        const options = offered.map(({ id, name }) => ({ value: id, label: name }))
        return (
          <>
            <Section>
              {options.length <= FEW
                ? <ChoiceChips label="班级" options={options} value={classId} onChange={setClassId} />
                : <Select label="班级" options={[{ value: '', label: '请选择班级' }, ...options]} value={classId} onChange={setClassId} />}
            </Section>
            {classId === ''
              ? <EmptyState title="先选班级">选好班级后，学生名单会列在这里。</EmptyState>
              : <ClassList key={classId} classId={classId} />}
          </>
        )
      }}
    </Loaded>
  )
}

/** From this length on a list is searched rather than scrolled. */
const LONG = 12

function ClassList({ classId }: { classId: string }) {
  const capacity = useCapacity()
  const [name, setName] = useState('')
  const students = useQuery(reading(listStudents, { params: { classId } }, { capacity: capacity.id }))
  return (
    <Loaded query={students} skeleton={<Section><ListSkeleton rows={8} /></Section>}>
      {(data) => {
        if (data.students.length === 0) return <EmptyState title="这个班还没有学生">学籍管理员登记学生后，名单会列在这里。</EmptyState>
        const found = data.students.filter((student) => student.name.includes(name.trim()))
        return (
          <Section title={data.class.name} aside={`${data.students.length} 名`}>
            {data.students.length > LONG && <Input label="按姓名查找" type="search" value={name} onChange={setName} />}
            {found.length === 0 && <p className="tx-secondary">没有找到“{name.trim()}”。请核对姓名，或者换一个班级。</p>}
            <List label="学生">
              {found.map((student) => (
                <ListRow key={student.id} title={<PersonName name={student.name} inLink />} note={student.neighbourhood} to={`/students/${student.id}/visits/new`} />
              ))}
            </List>
          </Section>
        )
      }}
    </Loaded>
  )
}
