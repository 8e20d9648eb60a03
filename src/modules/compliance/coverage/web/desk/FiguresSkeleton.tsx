import { DeskSection } from '#ui/desk/DeskSection'
import { FigureSkeleton, ListSkeleton } from '#ui/Skeleton'

/** A figure above a table, in grey. */
export function FiguresSkeleton() {
  return (
    <>
      <DeskSection><FigureSkeleton /></DeskSection>
      <DeskSection><ListSkeleton rows={8} /></DeskSection>
    </>
  )
}
