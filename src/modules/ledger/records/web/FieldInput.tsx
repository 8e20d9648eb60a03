import type { RecordField } from '#modules/plan/packs/kind.contract'
import { ChoiceChips, MultiChips } from '#ui/Chips'
import { Input } from '#ui/Input'
import { TextLine } from '#ui/TextLine'
import type { FieldValue } from '../record.contract.ts'

export interface FieldInputProps {
  readonly field: RecordField
  readonly value: FieldValue | undefined
  readonly onChange: (value: FieldValue) => void
  readonly error?: string | undefined
}

/** Longest text where the definition of the kind names no limit. */
const LONGEST = 2_000

export const optionsOf = (field: RecordField) => (field.options ?? []).map(({ key, zh }) => ({ value: key, label: zh }))

/** What may be left out says so; what must be there needs no star. */
export const labelOf = (field: RecordField) => (field.required ? field.zh : `${field.zh}（可不填）`)

/** The control of one field of a kind, chosen by the type that its definition names. */
export function FieldInput({ field, value, onChange, error }: FieldInputProps) {
  const label = labelOf(field)
  switch (field.type) {
    case 'enum':
      return <ChoiceChips label={label} options={optionsOf(field)} value={typeof value === 'string' ? value : undefined} onChange={onChange} error={error} />
    case 'enums':
      return <MultiChips label={label} options={optionsOf(field)} values={Array.isArray(value) ? value : []} onChange={onChange} error={error} />
    case 'flag':
      return (
        <ChoiceChips label={field.zh} options={[{ value: 'no', label: '否' }, { value: 'yes', label: '是' }]} value={value === true ? 'yes' : 'no'}
          onChange={(choice) => onChange(choice === 'yes')} error={error} />
      )
    case 'text':
      return (
        <TextLine label={label} value={typeof value === 'string' ? value : ''} onChange={onChange} maxLength={field.max ?? LONGEST} error={error} />
      )
    case 'count':
      return (
        <Input label={label} inputMode="numeric" value={value === undefined ? '' : String(value)} error={error}
          onChange={(text) => onChange(/^\d+$/.test(text) ? Number(text) : text)} />
      )
    case 'date':
      return <Input label={label} type="date" value={typeof value === 'string' ? value : ''} onChange={onChange} error={error} />
  }
}
