import { FRESH, type Script } from './statements.ts'

/** Visits that say the same sentences with other values: one script of pgbench, and the values of each visit. */
export interface Shape { readonly text: string; readonly said: readonly (readonly unknown[])[] }

/** A step is what the program sends at once: sentences with `$1`, `$2`, … for the values of all of them. */
interface Step { readonly sentences: readonly string[]; readonly values: readonly unknown[] }

/** As few scripts as there are different sentences; each connection plans a script once. */
export function shapesOf(scripts: readonly Script[]): Shape[] {
  const alike = new Map<string, Step[][]>()
  for (const script of scripts) {
    const steps = script.map(({ text, values = [] }) => (values.length > 0 ? { sentences: [text], values } : plainStep(text)))
    const key = JSON.stringify(steps.map(({ sentences, values }) => [sentences, values.map((value) => value === null)]))
    alike.set(key, [...alike.get(key) ?? [], steps])
  }
  return [...alike.values()].map((visits, n) => shapeOf(visits, n))
}

const SET = /^set local (\S+) = '([^']*)'$/

/** `set local` takes no parameters: the same done by its function, which does, for the scope of every visit to fit into one script. */
function plainStep(text: string): Step {
  const parts = text.split('; ')
  const settings = parts.map((part) => SET.exec(part)).filter((found) => found !== null)
  const calls = settings.map(([, name], index) => `set_config('${name}', $${index + 1}, true)`)
  return {
    sentences: [...parts.filter((part) => !SET.test(part)), ...(calls.length > 0 ? [`select ${calls.join(', ')}`] : [])],
    values: settings.map(([, , value]) => value),
  }
}

function shapeOf(visits: readonly (readonly Step[])[], n: number): Shape {
  // What has the same value in every visit is one variable.
  const columns = new Map<string, { name: string; values: unknown[] }>()
  const placeOf = (step: number, index: number): string => {
    const values = visits.map((steps) => steps[step]!.values[index])
    if (values[0] === null) return 'null'
    const key = JSON.stringify(values)
    const column = columns.get(key) ?? { name: `v${columns.size + 1}`, values }
    columns.set(key, column)
    return `:${column.name}`
  }
  const steps = visits[0]!.map(({ sentences }, step) => sentencesOf(sentences.map((sentence) =>
    withoutColons(sentence).replaceAll(/\$(\d+)/g, (_, place: string) => placeOf(step, Number(place) - 1)))))
  const all = [...columns.values()]
  return {
    text: [...nextVisit(all, { shape: n, visits: visits.length }), ...steps, ''].join('\n'),
    said: visits.map((_, visit) => all.map(({ values }) => values[visit])),
  }
}

/** What went out in one message waits for one answer here too. */
const sentencesOf = (sentences: readonly string[]): string => {
  const text = sentences.map((sentence) => `${sentence.trim()};`).join('\n')
  return sentences.length === 1 ? text : `\\startpipeline\n${text}\n\\endpipeline`
}

/** pgbench would take a name after a colon, also within a quoted text, for a variable, and an unknown one for null. */
function withoutColons(sentence: string): string {
  if (/(?<!:):\w/.test(sentence)) throw new Error(`pgbench would read a variable in: ${sentence}`)
  return sentence
}

/** Reads what the next visit says, with fresh ids in it: clients take turns, so that neighbours in time are of different classes. */
function nextVisit(columns: readonly { name: string; values: unknown[] }[], { shape, visits }: { shape: number; visits: number }): string[] {
  const marks = new Set<string>()
  const picks = columns.map(({ name, values }, index) => {
    const within = new Set(JSON.stringify(values).match(FRESH))
    return `${[...within].reduce((text, mark) => {
      marks.add(mark)
      return `replace(${text}, '${mark}', ${idOf(mark)})`
    }, `said[${index + 1}]`)} as ${name}`
  })
  const ids = [...marks].map((mark) => `uuidv7()::text as ${idOf(mark)}`)
  return [
    '\\set turn :turn + 1', `\\set at (:turn * :clients + :client_id) % ${visits}`,
    `select ${picks.join(', ')} from bench.visit, (select ${ids.join(', ')}) as fresh where shape = ${shape} and at = :at \\gset`,
  ]
}

const idOf = (mark: string): string => `fresh_${Number(mark.slice(-12))}`
