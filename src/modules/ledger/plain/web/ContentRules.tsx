import { useState } from 'react'
import { ClauseLink } from '#modules/plan/web'
import { Button } from '#ui/Button'
import { Section } from '#ui/Section'
import type { ContentRule } from '../plain.contract.ts'

/** More than these are opened by a tap, so that the form stays in sight. */
const FEW = 2

/** What the documents say must or must not be in such a record, each with its clause. */
export function ContentRules({ rules }: { readonly rules: readonly ContentRule[] }) {
  const [open, setOpen] = useState(false)
  if (rules.length === 0) return null
  const shown = open ? rules : rules.slice(0, FEW)
  return (
    <Section title="文件对内容的规定" aside={`${rules.length} 条`}>
      <ul className="lg-rules">{shown.map((rule) => <Rule key={`${rule.doc} ${rule.clause}`} rule={rule} />)}</ul>
      {rules.length > FEW && <Button look="plain" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? '收起' : `看全部 ${rules.length} 条`}</Button>}
    </Section>
  )
}

const Rule = ({ rule: { form, text, doc, number, clause } }: { readonly rule: ContentRule }) => (
  <li className="lg-rule">
    <b>{form === 'prohibition' ? '不得' : '须包含'}</b>{text}
    <small>{number} <ClauseLink doc={doc} clause={clause} /></small>
  </li>
)
