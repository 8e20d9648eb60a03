import type { SchoolDate } from '#kernel/dates'
import type { AnswerOf } from '#kernel/route'
import { useSigned } from '#ui/acting'
import type { MovedDuties, previewCalendar, SemesterChangeView } from '../calendar-draft.contract.ts'
import { sayChange, sayMoved, SEMESTERS } from './calendarView.ts'

/** Who gains or loses days, then which duties get other days. */
export function CalendarDifferences({ differences: { first, changes, moved } }: { readonly differences: AnswerOf<typeof previewCalendar> }) {
  const { today } = useSigned()
  if (first) return <p>这是本学年第一份校历。发布后，{countOf(moved)} 项责任有了期限。</p>
  if (changes.length === 0 && moved.length === 0) return <p>起止和上课日都没有变化，只更新名称或说明。</p>
  return (
    <>
      <table className="pl-calendar" aria-label="谁多了或少了几天">
        <tbody>{changes.map((change) => <ChangeRow key={`${change.place} ${change.semester}`} change={change} today={today} />)}</tbody>
      </table>
      {moved.length > 0 && <h3 className="pl-moved-title">{countOf(moved)} 项责任的起止或期限随之变化</h3>}
      <ul className="pl-moved">{moved.map((one) => <MovedItem key={JSON.stringify([one.place, one.before, one.after])} moved={one} today={today} />)}</ul>
    </>
  )
}

const countOf = (moved: readonly MovedDuties[]) => new Set(moved.flatMap(({ duties }) => duties.map(({ doc, id }) => `${doc}#${id}`))).size

function ChangeRow({ change, today }: { readonly change: SemesterChangeView; readonly today: SchoolDate }) {
  return <tr><th scope="row">{change.place}</th><td>{sayChange(change, today)}</td><td>{SEMESTERS[change.semester]}</td></tr>
}

function MovedItem({ moved, today }: { readonly moved: MovedDuties; readonly today: SchoolDate }) {
  return (
    <li>
      <details className="pl-readers">
        <summary>{moved.place}：{sayMoved(moved, today)}（{moved.duties.length} 项）</summary>
        <ul>{moved.duties.map(({ doc, id, zh }) => <li key={`${doc}#${id}`}>{zh}</li>)}</ul>
      </details>
    </li>
  )
}
