import { STAGE_NAMES, STAGES } from '#modules/org/units/unit.contract'
import { Button } from '#ui/Button'
import { Input } from '#ui/Input'
import { Select } from '#ui/Select'
import type { OverrideDraft } from './calendarDraft.ts'

const STAGE_OPTIONS = [{ value: '', label: '不限' } as const, ...STAGES.map((stage) => ({ value: stage, label: STAGE_NAMES[stage].zh }))]
const SEMESTER_OPTIONS = [{ value: '1', label: '第一学期' }, { value: '2', label: '第二学期' }] as const
const BLANK: OverrideDraft = { stage: '', grade: '', schoolId: '', semester: '2', start: '', end: '' }

export interface OverridesFieldProps {
  readonly overrides: readonly OverrideDraft[]
  readonly schools: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (overrides: OverrideDraft[]) => void
}

/** Other first or last days for a stage, a grade or one school; what is left empty is as for everybody. */
export function OverridesField({ overrides, schools, onChange }: OverridesFieldProps) {
  const put = (at: number, part: Partial<OverrideDraft>) => onChange(overrides.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const schoolOptions = [{ value: '', label: '不限' }, ...schools.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <>
      <ul className="pl-spans">
        {overrides.map((one, at) => (
          <li key={at} className="tx-stack" aria-label={`第 ${at + 1} 项`}>
            <div className="pl-edge">
              <Select label="学段" options={STAGE_OPTIONS} value={one.stage} onChange={(stage) => put(at, { stage })} />
              <Input label="年级（数字，不限则空）" inputMode="numeric" value={one.grade} onChange={(grade) => put(at, { grade })} />
              <Select label="学校" options={schoolOptions} value={one.schoolId} onChange={(schoolId) => put(at, { schoolId })} />
            </div>
            <div className="pl-edge">
              <Select label="学期" options={SEMESTER_OPTIONS} value={one.semester} onChange={(semester) => put(at, { semester })} />
              <Input label="开始（不变则空）" type="date" value={one.start} onChange={(start) => put(at, { start })} />
              <Input label="结束（不变则空）" type="date" value={one.end} onChange={(end) => put(at, { end })} />
            </div>
            <Button look="plain" onClick={() => onChange(overrides.filter((_, index) => index !== at))}>删去这一项</Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => onChange([...overrides, BLANK])}>加一项规定</Button>
    </>
  )
}
