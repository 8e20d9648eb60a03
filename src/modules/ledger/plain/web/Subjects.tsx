import { MultiChips } from '#ui/Chips'
import { PickMany } from '../../records/web/PickMany.tsx'
import type { Choice, PlainPreparation } from '../plain.contract.ts'
import { PickStudents } from './PickStudents.tsx'
import type { PlainValues } from './plainValues.ts'

export interface SubjectsProps {
  readonly preparation: PlainPreparation
  readonly values: PlainValues
  readonly onChange: (part: Partial<PlainValues>) => void
  readonly errorOf: (name: string) => string | undefined
}

/** So many chips can be taken in at a glance; more are ticked in a list. */
const FEW = 10

/** Whom or what the record is about, as its kind asks. */
export function Subjects({ preparation: { subject, classes, units, bodies }, values, onChange, errorOf }: SubjectsProps) {
  switch (subject) {
    case 'class':
      return <Choices label="班级" measure="个班" choices={classes} chosen={values.classIds} onChange={(classIds) => onChange({ classIds })} error={errorOf('classIds')} />
    case 'student':
      return <PickStudents classes={classes} chosen={values.studentIds} onChange={(studentIds) => onChange({ studentIds })} error={errorOf('studentIds')} />
    case 'body':
      return <Choices label="机构或队伍" measure="个" choices={bodies} chosen={values.bodyIds} onChange={(bodyIds) => onChange({ bodyIds })} error={errorOf('bodyIds')} />
    case 'unit':
      return (
        <>
          {units.length > 0 && (
            <Choices optional label="涉及的学校（不选即为本单位）" measure="所" choices={units} chosen={values.unitIds} onChange={(unitIds) => onChange({ unitIds })}
              error={errorOf('unitIds')} />
          )}
          {bodies.length > 0 && (
            <Choices optional label="涉及的机构与队伍（可不选）" measure="个" choices={bodies} chosen={values.bodyIds} onChange={(bodyIds) => onChange({ bodyIds })}
              error={errorOf('bodyIds')} />
          )}
        </>
      )
  }
}

interface ChoicesProps {
  readonly label: string
  readonly measure: string
  readonly choices: readonly Choice[]
  readonly optional?: boolean
  readonly chosen: readonly string[]
  readonly onChange: (ids: string[]) => void
  readonly error: string | undefined
}

function Choices({ choices, measure, chosen, optional = false, ...rest }: ChoicesProps) {
  if (choices.length > FEW) return <PickMany measure={measure} optional={optional} choices={choices} chosen={chosen} {...rest} />
  return <MultiChips options={choices.map(({ id, name }) => ({ value: id, label: name }))} values={chosen} {...rest} />
}
