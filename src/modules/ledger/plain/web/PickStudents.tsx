import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listStudents } from '#modules/org/students/student.contract'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { ChoiceChips } from '#ui/Chips'
import { Loaded } from '#ui/Loaded'
import { Select } from '#ui/Select'
import { ListSkeleton } from '#ui/Skeleton'
import { PickMany } from '../../records/web/PickMany.tsx'
import type { Choice } from '../plain.contract.ts'

export interface PickStudentsProps {
  readonly classes: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onChange: (ids: string[]) => void
  readonly error?: string | undefined
}

/** So few classes are chosen by one tap. */
const FEW = 8

/** Children of one or more of the own classes, ticked class by class. */
export function PickStudents({ classes, chosen, onChange, error }: PickStudentsProps) {
  const [classId, setClassId] = useState(classes.length === 1 ? classes[0]!.id : '')
  const options = classes.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      {classes.length > 1 && (classes.length <= FEW
        ? <ChoiceChips label="班级" options={options} value={classId} onChange={setClassId} />
        : <Select label="班级" options={[{ value: '', label: '请选择班级' }, ...options]} value={classId} onChange={setClassId} />)}
      {classId === ''
        ? <p className="tx-secondary">{chosen.length > 0 ? `已选 ${chosen.length} 名学生。` : ''}选好班级后，学生名单会列在这里。</p>
        : <ClassTicks key={classId} classId={classId} chosen={chosen} onChange={onChange} error={error} />}
      {classId === '' && error && <p className="tx-field-error" role="alert">{error}</p>}
    </>
  )
}

function ClassTicks({ classId, ...rest }: Omit<PickStudentsProps, 'classes'> & { readonly classId: string }) {
  const capacity = useCapacity()
  const students = useQuery(reading(listStudents, { params: { classId } }, { capacity: capacity.id }))
  return (
    <Loaded query={students} skeleton={<ListSkeleton rows={6} />}>
      {(data) => <PickMany label="学生" measure="名" choices={data.students.map(({ id, name }) => ({ id, name }))} {...rest} />}
    </Loaded>
  )
}
