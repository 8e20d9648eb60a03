import { useQuery } from '@tanstack/react-query'
import type { Role } from '#kernel/capacity'
import { sayDate } from '#kernel/dates'
import { AssignedVisits } from '#modules/ledger/web'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { FigureSkeleton, ListSkeleton } from '#ui/Skeleton'
import { readMine, type MyDuty } from '../../mine.contract.ts'
import { DisputedPart } from './DisputedPart.tsx'
import { LeadingPart } from './LeadingPart.tsx'
import { OtherDuties } from './OtherDuties.tsx'
import { OtherRecords } from './OtherRecords.tsx'
import { PromisesPart } from './PromisesPart.tsx'
import { splitDuties } from './myDuties.ts'

/** Posts that look after what guardians dispute. */
const HEARS_DISPUTES: ReadonlySet<Role> = new Set<Role>(['head_teacher', 'vice_principal', 'principal'])

/** Posts of the whole school that work with marked children. */
const KNOWS_MARKS: ReadonlySet<Role> = new Set<Role>(['middle_leader', 'psychology_teacher', 'family_educator'])

/** What is due, for whoever records: one figure, one button, then what was promised and what else there is. */
export function TodayPage() {
  const capacity = useCapacity()
  const { personName, today } = useSigned()
  const mine = useQuery(reading(readMine, {}, { capacity: capacity.id }))
  const { role, label } = capacity
  const greeting = <p>{personName}，您好。<span className="tx-secondary">{sayDate(today, today)}</span></p>
  const waiting = (
    <>
      <Section><div className="tx-stack">{greeting}<FigureSkeleton /></div></Section>
      <Section><ListSkeleton rows={3} /></Section>
    </>
  )
  return (
    <Page title={label}>
      <Loaded query={mine} skeleton={waiting}>
        {(data) => <LeadingPart leading={splitDuties(data).leading} saying={data.leading} asOf={data.asOf} greeting={greeting} />}
      </Loaded>
      {!mine.isLoadingError && <Parts role={role} others={mine.data ? splitDuties(mine.data).others : []} />}
    </Page>
  )
}

/** Below the figure. One failure is told once: with the first answer missing the rest would only repeat it. */
function Parts({ role, others }: { role: Role; others: readonly MyDuty[] }) {
  if (role === 'bureau_leader') return <><AssignedVisits /><OtherDuties duties={others} /></>
  return (
    <>
      {HEARS_DISPUTES.has(role) && <DisputedPart />}
      <PromisesPart />
      <OtherDuties duties={others} />
      <OtherRecords />
      {role === 'head_teacher' && <OwnClass />}
      {KNOWS_MARKS.has(role) && <OwnSchool />}
    </>
  )
}

const OwnSchool = () => (
  <Section title="本校">
    <List label="本校"><ListRow title="重点学生、留守儿童" note="看各班的名单" to="/designations" /></List>
  </Section>
)

const OwnClass = () => (
  <Section title="本班">
    <List label="本班">
      <ListRow title="家长账号" note="看谁已启用，补发账号单" to="/accounts" />
      <ListRow title="重点学生、留守儿童" note="登记认定，看名单" to="/designations" />
    </List>
  </Section>
)
