import { sayInstant } from '#kernel/dates'
import { List, ListRow } from '#ui/List'
import { Section } from '#ui/Section'
import type { RecordVersion } from '../record.contract.ts'

const whatHappened = ({ version, withdrawn }: RecordVersion) => (withdrawn ? '撤回' : version === 1 ? '记录' : '更正')

/** How a record came to be what it is, the latest first. */
export function History({ versions }: { readonly versions: readonly RecordVersion[] }) {
  return (
    <Section title="变更记录">
      <List label="变更记录">
        {[...versions].reverse().map((one) => (
          <ListRow key={one.version} title={`${whatHappened(one)} · ${one.by}`} note={one.reason && `原因：${one.reason}`}
            end={sayInstant(new Date(one.recordedAt))} />
        ))}
      </List>
    </Section>
  )
}
