import { expect, test } from 'vitest'
import { isDates, type Duty, type SeatRule } from '#modules/plan/packs/pack.contract'
import { randomStory } from './chance.factory.ts'
import { oracle } from './oracle.factory.ts'
import type { Story } from './story.factory.ts'

/** Cases as many as a run of the proof has, from a seed that makes the count the same every time. */
const CASES = 500
/** Cells of a part, or nothing would be proved of it. */
const LEAST = 3

/** What of the language a duty uses, by name. */
function partsOf(duty: Duty, story: Story): string[] {
  const { form, bearer, subject, relation, unit, number, strength, action, structure } = duty
  return [
    form, `bearer ${bearer.kind}`, `subject ${subject.kind}`, `relation ${relation}`, ...whenOf(duty, story),
    ...unit === undefined ? [] : [`unit ${form} ${unit}`], ...form === 'coverage' && number === undefined ? ['all of them without a number'] : [],
    `bearer ${bearer.kind} of ${subject.kind}`, ...bearer.at === undefined ? [] : [`at ${bearer.at}`], ...bearer.stages === undefined ? [] : ['stages'],
    ...bearer.notHolding === undefined ? [] : ['notHolding'], ...bearer.posts !== undefined && bearer.kind === 'unit' ? ['posts of a unit'] : [],
    ...typeof strength === 'string' ? [`strength ${strength}`] : [], ...(action?.where ?? []).map(({ field }) => `where ${field}`),
    ...structure === undefined ? [] : structureOf(duty), ...localsOf(duty).map((key) => `local ${key}`),
  ]
}

function whenOf({ when }: Duty, story: Story): string[] {
  const { window, period, phase, by, standing, from } = when
  const stretch = typeof period === 'string' ? [`period ${period}`] : []
  const once = Object.entries({ phase, by, standing, from }).flatMap(([name, value]) => (value === undefined ? [] : [`when ${name}`]))
  if (when.firstSemesterOfAppointment) return [...stretch, 'first semester of an appointment']
  const set = window !== undefined && 'local' in window
    ? story.settings.findLast(({ key }) => key === window.local)?.value ?? story.localValues.find(({ key }) => key === window.local)?.default : window
  if (typeof set !== 'object') return [...stretch, ...once]
  if (isDates(set as never)) return [...stretch, 'window dates']
  return [...stretch, ...Object.keys(set).filter((name) => name !== 'around' && name !== 'to').map((name) => `window ${name}`)]
}

function structureOf({ structure, form, bearer, number }: Duty): string[] {
  const { topic, each, seats = [], of } = structure!
  return [
    ...topic === undefined ? [] : ['topic'], ...each === undefined ? [] : [`each ${each}`, ...seats.length > 0 ? [`seats of each ${each}`] : []],
    ...of === undefined ? [] : [`of ${of}`], ...form === 'structure' ? [`structure of ${bearer.kind}`] : [], ...form === 'structure' && number !== undefined ? ['several bodies'] : [],
    ...seats.flatMap(seatOf).map((part) => `${form} ${part}`),
  ]
}

const seatOf = ({ role, of, relation, kinds, number }: SeatRule): string[] => Object.entries({ role, of, kinds, number })
  .flatMap(([name, value]) => (value === undefined ? [] : [`seat ${name}`])).concat(relation === 'exactly' ? ['seat exactly'] : [])

/** Every `{ local: key }` anywhere in a duty. */
const localsOf = (value: unknown): string[] => (typeof value !== 'object' || value === null ? [] : Object.entries(value)
  .flatMap(([name, held]: [string, unknown]) => (name === 'local' && typeof held === 'string' ? [held] : localsOf(held))))

interface Reached { done: number; short: number; over: number }

/** In how many cells of each part something was done, something was missing, or more was done than owed. */
function reach(): Map<string, Reached> {
  const reached = new Map<string, Reached>()
  for (let seed = 1; seed <= CASES; seed++) {
    const story = randomStory(seed)
    const parts = new Map(story.duties.map((duty) => [duty.id, partsOf(duty, story)]))
    for (const [cell, figures] of oracle(story)) {
      const [done, required] = figures.split('/').map(Number) as [number, number]
      for (const part of parts.get(cell.split(' ')[0]!) ?? []) {
        const known = reached.get(part) ?? { done: 0, short: 0, over: 0 }
        reached.set(part, { done: known.done + Number(done > 0), short: known.short + Number(done < required), over: known.over + Number(done > required) })
      }
    }
  }
  return reached
}

const each = (name: string, values: readonly string[]) => values.map((value) => `${name} ${value}`)
/** Every part of the language that `docs/duty-language.md` names. */
const LANGUAGE = [
  'count', 'coverage', 'delivery', 'phase', 'structure', 'target',
  ...each('bearer', ['post', 'holder', 'appointment', 'unit', 'team', 'body', 'guardian']),
  ...each('subject', ['none', 'class', 'student', 'new-student', 'key-student', 'left-behind-student']),
  ...each('relation', ['at-least', 'exactly', 'at-most', 'all']), ...each('strength', ['must', 'normally', 'encouraged', 'statement']),
  ...each('period', ['academic-year', 'semester', 'half-year', 'calendar-year']), ...each('when', ['phase', 'by', 'standing', 'from']),
  ...each('window', ['from', 'yearly', 'weekOf', 'days', 'dates']), 'first semester of an appointment',
  ...each('unit', ['count times', 'phase times', 'coverage percent', 'structure things', 'target percent', 'target things', 'target persons']), 'all of them without a number',
  ...each('bearer', ['post of student', 'post of class', 'post of none', 'unit of student', 'unit of class', 'unit of none', 'team of student', 'team of class', 'team of none',
    'guardian of student', 'guardian of left-behind-student', 'guardian of class', 'holder of none', 'body of none', 'appointment of student']),
  ...each('at', ['school', 'bureau']), 'stages', 'notHolding', 'posts of a unit', ...each('where', ['mode', 'themed', 'agenda']),
  'topic', ...each('each', ['class', 'grade']), ...each('seats of each', ['class', 'grade']), ...each('of', ['school', 'community']),
  ...each('structure', ['of unit', 'of body']), 'several bodies', ...each('structure seat', ['role', 'of', 'kinds', 'number', 'exactly']), ...each('target seat', ['of', 'number']),
  ...each('local', ['how-many', 'how-often', 'which-ways', 'by-whom', 'how-strong', 'which-days', 'which-window', 'which-share', 'until-when']),
]
/** Where more can be done than is owed. */
const EXCEEDED = ['prohibition', 'count', 'target', 'relation at-most', 'relation exactly', 'unit target persons', 'at bureau']

test('the random cases reach every part of the language, done and not done', () => {
  const reached = reach()
  const few = (part: string, how: keyof Reached, least: number) => ((reached.get(part)?.[how] ?? 0) < least ? [`${part}: ${how} ${reached.get(part)?.[how] ?? 0}`] : [])
  expect([...LANGUAGE.flatMap((part) => [...few(part, 'done', LEAST), ...few(part, 'short', LEAST)]), ...EXCEEDED.flatMap((part) => few(part, 'over', LEAST))]).toEqual([])
  expect([...reached.keys()].filter((part) => /^(local|unit|window|period|subject) /.test(part) && !LANGUAGE.includes(part))).toEqual([])
}, 60_000)
