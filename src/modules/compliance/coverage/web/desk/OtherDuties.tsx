import { DeskSection } from '#ui/desk/DeskSection'
import { DutyRows } from './DutyRows.tsx'
import { PostSection } from './PostSection.tsx'
import type { SchoolDuty } from './schoolView.ts'

/** Duties beside the table of the classes: those with posts one by one, the rest with the reason why nothing is counted. */
export function OtherDuties({ duties, persons }: { readonly duties: readonly SchoolDuty[]; readonly persons: boolean }) {
  const bare = duties.filter(({ rows }) => rows.length === 0)
  return (
    <>
      {duties.filter(({ rows }) => rows.length > 0).map((duty) => <PostSection key={duty.key} duty={duty} persons={persons} />)}
      {bare.length > 0 && <DeskSection title="目前不计数的责任"><DutyRows label="目前不计数的责任" duties={bare} /></DeskSection>}
    </>
  )
}
