import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { isRecordable } from '../duties/resolve.rules.ts'
import { countCarriers } from './carriers.rules.ts'
import { listPackFolders, readPack } from './pack-files.service.ts'
import type { Clause, Duty } from './pack.contract.ts'

const PACKS = join(import.meta.dirname, '../../../../packs')
const read = await Promise.all((await listPackFolders(PACKS)).map(readPack))
const packs = read.flatMap((one) => ('pack' in one ? [one.pack] : []))
const floors = z.record(z.string(), z.record(z.string(), z.int())).parse(parse(await readFile(join(PACKS, 'floors.yaml'), 'utf8')))

/** Fewer of these is better: what still waits for a part of the program, for a local value, or is nothing but words. */
const CEILINGS = ['awaits', 'guidance', 'register', 'local', 'form']

test('every pack has its floors', () => {
  expect(packs.map(({ doc }) => doc)).toEqual(Object.keys(floors))
})

test.each(packs.map((pack) => [pack.doc, pack] as const))('what carries the clauses of %s only grows', (doc, pack) => {
  const counts = countCarriers(pack)
  for (const [name, floor] of Object.entries(floors[doc] ?? {})) {
    const count = counts[name as keyof typeof counts]
    if (CEILINGS.includes(name)) expect(count, `${doc} ${name}`).toBeLessThanOrEqual(floor)
    else expect(count, `${doc} ${name}`).toBeGreaterThanOrEqual(floor)
  }
  expect(counts.register).toBe(0)
})

const rowsOf = (...kinds: Clause['kind'][]) => packs.flatMap((pack) => pack.clauses.filter(({ kind }) => kinds.includes(kind))
  .map((clause) => ({ at: `${pack.doc}/${clause.id}`, duties: pack.duties.filter(({ id }) => Array.isArray(clause.carrier) && clause.carrier.includes(id)) })))

const computes = (duty: Duty) => isRecordable(duty)

test('each of the 119 rows that must be done again and again, once, or by a day is computed, or waits for a local value only', () => {
  const rows = rowsOf('duty-recurring', 'duty-once', 'target')
  expect(rows.length).toBeGreaterThanOrEqual(119)
  expect(rows.filter(({ duties }) => !duties.some(computes)).map(({ at }) => at)).toEqual([])
})

test('each of the 126 rows about bodies is checked against bodies and seats, or computed', () => {
  const rows = rowsOf('structure')
  expect(rows.length).toBeGreaterThanOrEqual(126)
  const unchecked = rows.filter(({ duties }) => !duties.some((duty) => duty.form === 'structure' || duty.form === 'target' || computes(duty)))
  expect(unchecked.map(({ at }) => at)).toEqual([])
})

test('no duty waits for a kind of record', () => {
  expect(packs.flatMap(({ doc, duties }) => duties.filter(({ waiting }) => waiting !== undefined).map(({ id }) => `${doc}/${id}`))).toEqual([])
})
