import { useState } from 'react'
import { addDays, sayDate, type SchoolDate } from '#kernel/dates'
import { ChoiceChips } from '#ui/Chips'
import { Input } from '#ui/Input'

export interface DayFieldProps {
  readonly today: SchoolDate
  readonly value: SchoolDate
  readonly onChange: (day: SchoolDate) => void
  readonly error?: string | undefined
}

/** When it happened: nearly always today or yesterday, and any other day by the platform's own calendar. */
export function DayField({ today, value, onChange, error }: DayFieldProps) {
  const yesterday = addDays(today, -1)
  const near = [today, yesterday].includes(value)
  const [other, setOther] = useState(!near)
  const choose = (choice: string) => {
    setOther(choice === 'other')
    if (choice !== 'other') onChange(choice)
  }
  const options = [{ value: today, label: '今天' }, { value: yesterday, label: '昨天' }, { value: 'other', label: '选日期' }]
  return (
    <div className="tx-stack">
      <ChoiceChips label="日期" options={options} value={other ? 'other' : value} onChange={choose} error={other ? undefined : error} />
      {other && (
        <Input label="哪一天" type="date" max={today} value={value} onChange={onChange} error={error}
          {...(value === '' ? {} : { hint: sayDate(value, today) })} />
      )}
    </div>
  )
}
