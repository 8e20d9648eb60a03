import { useState, type ReactNode } from 'react'
import { sayInstant } from '#kernel/dates'
import { BigFigure } from '#ui/BigFigure'
import { Button } from '#ui/Button'
import { EmptyState } from '#ui/EmptyState'
import { List, ListRow } from '#ui/List'
import { useGo } from '#ui/Nav'
import { Section } from '#ui/Section'
import type { MyDuty } from '../../mine.contract.ts'
import { sayRelieved } from '../sayRelieved.ts'
import { STATE_TONES } from '../tone.ts'
import { OpenedDuty } from './OpenedDuty.tsx'
import { lineKey, listAddress, noteOf } from './myDuties.ts'

export interface LeadingPartProps {
  readonly leading: readonly MyDuty[]
  /** 「已访 12 / 38」 and 「还有 26 名，7月10日前」, as the server says them of the first. */
  readonly saying: { readonly headline: string; readonly detail: string } | null
  readonly asOf: string
  /** Above the first figure. */
  readonly greeting: ReactNode
}

/** The figure of the page and the one main action. */
export function LeadingPart({ leading, saying, asOf, greeting }: LeadingPartProps) {
  const go = useGo()
  if (leading.length === 0) {
    return (
      <Section>
        {greeting}
        <EmptyState title="目前没有计数的责任" action={<Button look="primary" onClick={() => go('/visits/new')}>记一次家访</Button>}>
          本地采用的文件要求到这个岗位时，完成多少、还差多少会显示在这里。
        </EmptyState>
      </Section>
    )
  }
  const label = saying?.headline.split(' ')[0] ?? ''
  return (
    <>
      {leading.map((duty, at) => (
        <Section key={lineKey(duty)}>
          <div className="tx-stack">
            {at === 0 && greeting}
            <Leading duty={duty} label={leading.length > 1 && duty.className ? `${label} · ${duty.className}` : label}
              note={at === 0 && saying ? saying.detail : noteOf(duty)} first={at === 0} />
            {at === leading.length - 1 && <p className="tx-secondary tx-tiny">截至 {sayInstant(new Date(asOf))}</p>}
          </div>
        </Section>
      ))}
    </>
  )
}

interface LeadingProps {
  readonly duty: MyDuty
  readonly label: string
  readonly note: string
  readonly first: boolean
}

function Leading({ duty, label, note, first }: LeadingProps) {
  const go = useGo()
  const [open, setOpen] = useState(false)
  const { figure, standing, hasList, remaining, levelLabel, sentence } = duty
  if (figure === null) return null
  const record = () => (hasList && remaining > 0 ? go(...listAddress(duty)) : go('/visits/new'))
  return (
    <>
      <BigFigure label={label} done={figure.done} total={figure.required} tone={STATE_TONES[standing.state]}
        note={[note, sayRelieved(duty.relieved)].filter(Boolean).join(' · ')}>
        <Button look={first ? 'primary' : 'quiet'} wide onClick={record}>记一次家访</Button>
      </BigFigure>
      <List>
        {hasList && remaining > 0 && <ListRow title={`还没去的 ${remaining} 名`} onPress={() => go(...listAddress(duty))} />}
        <ListRow title={<span className="tx-small">{levelLabel}：{sentence}</span>} onPress={() => setOpen(true)} />
      </List>
      {open && <OpenedDuty duty={duty} onClose={() => setOpen(false)} />}
    </>
  )
}
