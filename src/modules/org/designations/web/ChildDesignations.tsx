import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '#kernel/capacity'
import { sayDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { Button } from '#ui/Button'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { Section } from '#ui/Section'
import { DESIGNATION_NAMES, listDesignations, type Designation } from '../designation.contract.ts'
import { DesignateSheet } from './DesignateSheet.tsx'
import { EndSheet } from './EndSheet.tsx'

/** Who may know of it; the server refuses everybody else. */
const READERS: ReadonlySet<Role> = new Set<Role>([
  'head_teacher', 'principal', 'party_secretary', 'vice_principal', 'middle_leader', 'psychology_teacher', 'family_educator',
])

/** On the page of a child: what it is designated as, for those who look after it. Nothing for anybody else. */
export function ChildDesignations({ studentId }: { readonly studentId: Uuid }) {
  return READERS.has(useCapacity().role) ? <Readable studentId={studentId} /> : null
}

function Readable({ studentId }: { readonly studentId: Uuid }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [setting, setSetting] = useState(false)
  const [ending, setEnding] = useState<Designation>()
  const query = useQuery(reading(listDesignations, { params: { studentId } }, { capacity: id }))
  const sayDays = ({ validFrom, validTo }: Designation) => `${sayDate(validFrom, today)}起${validTo === null ? '' : `，到 ${sayDate(validTo, today)}`}`
  return (
    <Loaded query={query}>
      {({ designations, can }) => (
        <Section title="认定">
          <div className="tx-stack">
            {designations.length === 0 && <p className="tx-secondary">没有认定为重点学生或留守儿童。</p>}
            <List label="认定">
              {designations.map((one) => (
                <ListRow key={one.id} title={DESIGNATION_NAMES[one.kind]} note={sayDays(one)}
                  {...(can.designate && one.validTo === null && { end: '结束', onPress: () => setEnding(one) })} />
              ))}
            </List>
            <p className="tx-secondary tx-small">只有带班的老师和管理本校的人看得到。</p>
            {can.designate && <div><Button onClick={() => setSetting(true)}>登记认定</Button></div>}
          </div>
          {setting && <DesignateSheet studentId={studentId} onClose={() => setSetting(false)} />}
          {ending && <EndSheet designation={ending} onClose={() => setEnding(undefined)} />}
        </Section>
      )}
    </Loaded>
  )
}
