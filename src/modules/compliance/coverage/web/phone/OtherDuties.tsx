import { useState } from 'react'
import { List, ListRow } from '#ui/List'
import { Section } from '#ui/Section'
import { StateTag } from '#ui/StateTag'
import type { MyDuty } from '../../mine.contract.ts'
import { sayRelieved } from '../sayRelieved.ts'
import { STATE_TONES } from '../tone.ts'
import { OpenedDuty } from './OpenedDuty.tsx'
import { lineKey, noteOf } from './myDuties.ts'

/** What else is asked of this post, quietly; a line opens the clause. */
export function OtherDuties({ duties }: { readonly duties: readonly MyDuty[] }) {
  const [opened, setOpened] = useState<MyDuty | null>(null)
  if (duties.length === 0) return null
  const severalClasses = new Set(duties.flatMap((duty) => duty.classId ?? [])).size > 1
  return (
    <Section title="其他责任" aside={`${duties.length} 项`}>
      <List label="其他责任">
        {duties.map((duty) => (
          <ListRow key={lineKey(duty)} title={duty.sentence} note={<Standing duty={duty} named={severalClasses} />}
            onPress={() => setOpened(duty)} />
        ))}
      </List>
      {opened && <OpenedDuty duty={opened} onClose={() => setOpened(null)} />}
    </Section>
  )
}

function Standing({ duty, named }: { duty: MyDuty; named: boolean }) {
  const { standing, figure, levelLabel, className } = duty
  const figures = figure && `${figure.done} / ${figure.required}`
  const rest = figure && duty.remaining > 0 ? noteOf(duty) : standing.note
  return (
    <>
      <StateTag tone={STATE_TONES[standing.state]} label={standing.label} />
      {' '}{[levelLabel, named && className, figures, rest, sayRelieved(duty.relieved)].filter(Boolean).join(' · ')}
    </>
  )
}
