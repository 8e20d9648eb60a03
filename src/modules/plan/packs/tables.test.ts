import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Calendar } from '../calendar/calendar.contract.ts'
import { NEVER, periodsOf } from '../calendar/period.rules.ts'
import { isRecordable, resolve } from '../duties/resolve.rules.ts'
import { listPackFolders, readPack } from './pack-files.service.ts'
import type { Duty, Pack, ResolvedDuty } from './pack.contract.ts'

/**
 * What each document asks for in one academic year, written down by hand from the document (`tests/tables/<doc>.tsv`), against what its
 * pack says. One line for each duty that computes and each of its periods; a duty that waits for local values has one line that names them.
 */
const ROOT = join(import.meta.dirname, '../../../..')
const HEAD = 'duty\tbearer\tperiod\trequired\tdue\tstrength\tclauses'
const CALENDAR: Calendar = {
  academicYear: 2026, holidays: [], workdays: [], overrides: [], note: '',
  semesters: [{ no: 1, start: '2026-09-01', end: '2027-01-22' }, { no: 2, start: '2027-02-22', end: '2027-07-09' }],
}
/** Of the civil years that an academic year touches, the halves that lie outside of it say nothing new. */
const OUTSIDE = /^H(2026-1|2027-2)/

const packs = (await Promise.all((await listPackFolders(join(ROOT, 'packs'))).map(readPack))).flatMap((one) => ('pack' in one ? [one.pack] : []))

function sayBearer({ bearer }: Duty): string {
  const { kind, at, posts, bodies, stages } = bearer
  // A unit is named by its stages, also where only some of its people do the work.
  const list = bodies ?? (kind === 'unit' ? stages : posts ?? stages)
  return `${kind} ${at === 'bureau' ? 'bureau' : list?.join(',') ?? 'all'}`
}

/** The strength that holds until somebody decides otherwise. */
function sayStrength({ strength }: Duty, { localValues }: Pack): string {
  if (typeof strength === 'string') return strength
  const declared = localValues.find(({ key }) => key === strength.local)
  return typeof declared?.default === 'string' ? declared.default : `local:${strength.local}`
}

function sayRequired({ form, subject, number, unit, structure, bearer }: ResolvedDuty): string {
  if (form === 'structure') {
    if (structure?.each !== undefined) return `1/${structure.each}`
    const existence = bearer.kind === 'body' && structure?.body === undefined ? 0 : 1
    return `${existence + (structure?.seats?.length ?? 0)} rules`
  }
  if (number === undefined) return '-'
  if (form === 'target') return unit === 'percent' ? `${number}%/${structure?.of}` : `${number} ${unit}`
  const each = subject.kind === 'none' ? '' : `/${subject.kind}`
  return form === 'coverage' ? `${number}%${each}` : `${number}${each}`
}

function linesOf(pack: Pack, duty: Duty): string[] {
  const line = (...parts: [period: string, required: string, due: string]) =>
    [duty.id, sayBearer(duty), ...parts, sayStrength(duty, pack), [...duty.clauses].sort().join(',')].join('\t')
  const resolution = resolve(duty, pack, {})
  if ('missing' in resolution) return [line('-', `local:${resolution.missing.join(',')}`, '-')]
  return periodsOf([CALENDAR], resolution.duty.when).filter(({ key }) => !OUTSIDE.test(key))
    .map(({ key, due }) => line(key, sayRequired(resolution.duty), due === NEVER ? '-' : due))
}

async function writtenFor(doc: string): Promise<string[]> {
  const [head, ...lines] = (await readFile(join(ROOT, 'tests/tables', `${doc}.tsv`), 'utf8')).trimEnd().split('\n')
  expect(head).toBe(HEAD)
  return lines.map((line) => {
    const cells = line.split('\t')
    expect(cells, line).toHaveLength(7)
    return [...cells.slice(0, 6), cells[6]!.split(',').sort().join(',')].join('\t')
  })
}

test('there is a table for every pack', () => {
  expect(packs).toHaveLength(5)
})

test.each(packs.map((pack) => [pack.doc, pack] as const))('the pack %s asks for what was written down by hand from its document', async (doc, pack) => {
  const written = await writtenFor(doc)
  const computed = pack.duties.filter(isRecordable).flatMap((duty) => linesOf(pack, duty))
  expect(new Set(written).size, 'a line stands once').toBe(written.length)
  expect({ onlyInPack: computed.filter((line) => !written.includes(line)), onlyInTable: written.filter((line) => !computed.includes(line)) })
    .toEqual({ onlyInPack: [], onlyInTable: [] })
})
