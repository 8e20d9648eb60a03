import { useSigned } from '#ui/acting'
import type { AnswerOf } from '#kernel/route'
import { PathLink } from '#ui/Nav'
import { sayDate } from '#kernel/dates'
import type { readMatter } from '../../region.contract.ts'

/** By which versions the figures were counted, so that a printed page can be counted again. */
export function SourceNote({ answer }: { readonly answer: AnswerOf<typeof readMatter> }) {
  const { today } = useSigned()
  const { packs, calendar } = answer
  return (
    <footer className="co-versions">
      <h2>依据</h2>
      <ul>
        {packs.map(({ doc, number, title, hash }) => (
          <li key={doc}><PathLink to={`/packs/${doc}`}>{number}</PathLink> {title}（版本 {hash.slice(0, 8)}）</li>
        ))}
        {calendar && (
          <li>
            <PathLink to="/calendar" search={{ year: String(calendar.academicYear) }}>
              {calendar.academicYear}–{calendar.academicYear + 1}学年校历
            </PathLink>（{sayDate(calendar.start, today)} 至 {sayDate(calendar.end, today)}）
          </li>
        )}
      </ul>
    </footer>
  )
}
