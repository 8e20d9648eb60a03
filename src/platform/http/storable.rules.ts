/** PostgreSQL stores neither the character 0 nor half of a character above U+FFFF. */
const UNSTORABLE = /[\0\p{Surrogate}]/u

/** No form of ours nests further. What nests deeper would break on a stack somewhere else. */
const DEEPEST = 16

/** The first place of an input that cannot be stored, as a path like `fields.topic`; undefined when all can. */
export function findUnstorable(input: unknown): string | undefined {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: input, path: [] }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next
    const bad = path.length > DEEPEST || (typeof value === 'string' && UNSTORABLE.test(value)) || UNSTORABLE.test(path.at(-1) ?? '')
    if (bad) return path.slice(0, DEEPEST).join('.').replaceAll(new RegExp(UNSTORABLE, 'gu'), '')
    if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) waiting.push({ value: part, path: [...path, key] })
    }
  }
  return undefined
}
