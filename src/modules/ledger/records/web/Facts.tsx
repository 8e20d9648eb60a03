import type { ReactNode } from 'react'
import { List, ListRow } from '#ui/List'

export interface Fact {
  readonly name: string
  readonly value: ReactNode
}

/** What a record says, one line each; what is empty takes no line. */
export function Facts({ label, facts }: { readonly label: string; readonly facts: readonly Fact[] }) {
  const told = facts.filter(({ value }) => value !== '' && value !== false && value !== null && value !== undefined)
  return (
    <List label={label}>
      {told.map(({ name, value }) => <ListRow key={name} title={<><span className="tx-row-note">{name}</span><br />{value}</>} />)}
    </List>
  )
}
