import { DEMO_PASSWORD } from '../../../src/cli/demo/accounts.ts'

/** What the filled database of a release tells, and what its upgrade must find again. All names are invented. */
export const DISTRICT = 2
export const PASSWORD = DEMO_PASSWORD
/** The moment of the backup; the upgraded program goes on from here. */
export const LAST = new Date('2026-11-21T02:00:00Z')

/** Seals fields in the database of a release; a real one is never in a repository. */
export const FIELD_KEY = '5e'.repeat(32)

export const LOGINS = { officer: 'release-officer', leader: 'release-leader', principal: 'release-principal', teacher: 'release-teacher', guardian: 'release-guardian' } as const
export type LoginName = keyof typeof LOGINS

/** An account that has its code and no password yet. The code lies beside the backup, as on its slip of paper. */
export const INVITED = 'release-invited'
export const codeFile = (backup: string): string => backup.replace(/\.backup$/, '.code')

/** The child of the guardian who signs in, and the words of the last visit to it. */
export const CHILD = '张小松'
export const NOTE = '升级之前记下的一句话'

/** Tables in which every release must have rows: an empty one would prove nothing. */
const FILLED = [
  'jurisdiction', 'jurisdiction_name', 'identity', 'pack', 'unit', 'class', 'person', 'membership', 'post', 'appointment', 'student', 'enrolment', 'guardianship',
  'assignment', 'adoption', 'calendar_version', 'local_value', 'record', 'record_version', 'record_subject', 'record_actor', 'confirmation', 'idempotency', 'outbox',
  'audit', 'audit_unsealed', 'audit_block', 'generation', 'fulfilment', 'cell', 'rollup',
] as const

/** Tables that came with a later release, by that release. */
const SINCE: Readonly<Record<string, readonly string[]>> = {
  '0.2.0': ['installation_key', 'student_file', 'staff_file', 'roster_file', 'roster_layout', 'roster_batch', 'roster_change'],
  '0.3.0': ['body', 'seat', 'designation', 'exception'],
}

const isLater = (one: string, other: string): boolean => one.localeCompare(other, 'en', { numeric: true }) > 0

/** The tables in which the filled database of a release, such as `0.2.0`, has rows. */
export const filledIn = (release: string): string[] =>
  [...FILLED, ...Object.entries(SINCE).flatMap(([since, tables]) => (isLater(since, release) ? [] : tables))]
