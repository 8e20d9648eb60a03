import type { SchoolDate } from '#kernel/dates'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { candidatesOf, type Candidate } from './candidate.rules.ts'
import type { ClassPlace, CountedDuty, Fulfilment, Judgement, Miss, Roster, Span } from './counting.contract.ts'
import type { MissCode } from './coverage.contract.ts'
import { entryYearOf, yearOfPeriod } from './period.rules.ts'

/** How near a miss came: the nearest is told. */
const NEARNESS: readonly MissCode[] = ['body', 'class', 'stage', 'condition', 'newcomers', 'period', 'window', 'appointment']

/**
 * For which duties one record counts, and for which it does not although its maker owes them. Duties of other posts and
 * other kinds of work are passed over in silence. A withdrawn record counts for nothing.
 */
export function judge(record: RecordFacts, duties: readonly CountedDuty[], roster: Roster): Judgement {
  const counted = new Map<string, Fulfilment>()
  const missed = new Map<string, Miss>()
  for (const duty of duties) {
    for (const candidate of candidatesOf(record, duty, roster)) {
      const verdict = weigh(candidate, record, duty)
      if ('code' in verdict) remember(missed, verdict)
      else for (const one of verdict.counted) counted.set(keyOf(one), one)
    }
  }
  const fulfilments = record.withdrawn ? [] : [...counted.values()]
  const done = new Set(fulfilments.map((one) => one.duty))
  const withdrawn = record.withdrawn ? [...new Set([...counted.values()].map((one) => one.duty))] : []
  return {
    counted: fulfilments,
    notCounted: [
      ...[...missed.values()].filter((miss) => !done.has(miss.duty) && !withdrawn.includes(miss.duty)),
      ...withdrawn.map((duty) => ({ duty, code: 'withdrawn' as const })),
    ],
  }
}

const keyOf = (one: Fulfilment) => [one.duty, one.period, one.subjectId, one.bearerId].join('|')

function remember(missed: Map<string, Miss>, miss: Miss): void {
  const known = missed.get(miss.duty)
  if (known === undefined || NEARNESS.indexOf(known.code) < NEARNESS.indexOf(miss.code)) missed.set(miss.duty, miss)
}

function weigh(candidate: Candidate, record: RecordFacts, duty: CountedDuty): Miss | { counted: Fulfilment[] } {
  const miss = (code: MissCode, field?: string): Miss => ({ duty: duty.key, code, ...(field === undefined ? {} : { field }) })
  const { stages } = duty.duty.bearer
  const day = record.happenedOn
  const { place } = candidate
  const inside = duty.spansAt(place).filter((span) => span.start <= day && day <= span.end)
  if (duty.carrier === 'appointment' && inside.length > 0 && !isNewThatYear(candidate, duty, inside)) return { counted: [] }
  if (candidate.astray !== undefined) return miss(candidate.astray)
  if (stages !== undefined && !candidate.stages.some((one) => stages.includes(one))) return miss('stage')
  const field = duty.misfit(record)
  if (field !== undefined) return miss('condition', field)
  const spans = inside.filter((span) => !('entryYear' in place) || concernsNew(duty, place, span))
  if (inside.length > 0 && spans.length === 0) return miss('newcomers')
  if (spans.length === 0) return miss(duty.duty.when.window === undefined ? 'period' : 'window')
  const fresh = duty.carrier === 'appointment' ? spans.filter((span) => tookOverIn(span, candidate.tookOver)) : spans
  if (fresh.length === 0) return miss('appointment')
  return { counted: fresh.map((span) => ({ ...candidate.target, duty: duty.key, period: span.key })) }
}

/** Whoever took over in an earlier year is not new any more and need not be told so with every record. */
const isNewThatYear = ({ place, tookOver }: Candidate, duty: CountedDuty, [span]: readonly Span[]) => span !== undefined
  && duty.spansAt(place).some((one) => yearOfPeriod(one.key) === yearOfPeriod(span.key) && tookOverIn(one, tookOver))

const tookOverIn = (span: Span, from: SchoolDate | undefined) =>
  from !== undefined && span.takenFrom <= from && from <= span.takenTo

/** New children are those of the classes that began in the academic year of the period. */
export const concernsNew = (duty: CountedDuty, place: ClassPlace, span: Span): boolean =>
  duty.duty.subject.kind !== 'new-student' || entryYearOf(span.key) === place.entryYear
