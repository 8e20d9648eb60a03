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

const optionsOf = (field: RecordField) => (field.options ?? []).map(({ key, zh }) => ({ value: key, label: zh }))

const NO_YES = [{ value: 'no', label: '否' }, { value: 'yes', label: '是' }] as const

/** What may be left out says so; what must be there needs no star. */
const labelOf = (field: RecordField) => (field.required ? field.zh : `${field.zh}（可不填）`)

/** The control of one field of a kind, chosen by the type that its definition names. */
export function FieldInput({ field, value, onChange, error }: FieldInputProps) {
  const common = { label: labelOf(field), onChange, error }
  switch (field.type) {
    case 'enum':
      return <ChoiceChips {...common} options={optionsOf(field)} value={typeof value === 'string' ? value : undefined} />
    case 'enums':
      return <MultiChips {...common} options={optionsOf(field)} values={Array.isArray(value) ? value : []} />
    case 'flag':
      return (
        <ChoiceChips label={field.zh} options={NO_YES} value={value === true ? 'yes' : 'no'} error={error}
          onChange={(choice) => onChange(choice === 'yes')} />
      )
    case 'text':
      return <TextLine {...common} value={typeof value === 'string' ? value : ''} maxLength={field.max ?? LONGEST} />
    case 'count':
      return (
        <Input {...common} inputMode="numeric" value={value === undefined ? '' : String(value)}
          onChange={(text) => onChange(/^\d+$/.test(text) ? Number(text) : text)} />
      )
    case 'date':
      return <Input {...common} type="date" value={typeof value === 'string' ? value : ''} />
  }
}
