import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'
import { ChoiceChips } from '#ui/Chips'
import { Select } from '#ui/Select'
import { listClasses } from '../../classes/class.contract.ts'

export interface PlaceInput { readonly classId: string | null; readonly grade: number | null }

const LEVELS = [{ value: 'school', label: '全校' }, { value: 'grade', label: '一个年级' }, { value: 'class', label: '一个班' }] as const
type Level = (typeof LEVELS)[number]['value']

/** Of which level a parent committee is: the school, a grade or a class. */
export function PlaceField({ value, onChange }: { readonly value: PlaceInput; readonly onChange: (value: PlaceInput) => void }) {
  const { id, unitId } = useCapacity()
  const [level, setLevel] = useState<Level>(value.classId !== null ? 'class' : value.grade !== null ? 'grade' : 'school')
  const query = useQuery(reading(listClasses, { params: { schoolId: unitId! } }, { capacity: id }))
  const classes = query.data?.classes ?? []
  const grades = [...new Map(classes.filter((one) => one.grade !== null).map((one) => [one.grade!, gradeName(one.name)]))]
  const pick = (next: Level) => {
    setLevel(next)
    onChange({ classId: next === 'class' ? classes[0]?.id ?? null : null, grade: next === 'grade' ? grades[0]?.[0] ?? null : null })
  }
  return (
    <>
      <ChoiceChips label="范围" options={LEVELS} value={level} onChange={pick} />
      {level === 'class' && (
        <Select label="班级" options={classes.map((one) => ({ value: one.id, label: one.name }))} value={value.classId ?? ''}
          onChange={(classId) => onChange({ classId, grade: null })} />
      )}
      {level === 'grade' && (
        <Select label="年级" options={grades.map(([grade, name]) => ({ value: String(grade), label: name }))} value={String(value.grade ?? '')}
          onChange={(grade) => onChange({ classId: null, grade: Number(grade) })} />
      )}
    </>
  )
}

/** 「三(2)班」 → 「三年级」, 「高一(2)班」 → 「高一」. */
export const gradeName = (className: string): string => {
  const [grade = className] = className.split('(')
  return grade.startsWith('高') ? grade : `${grade}年级`
}
