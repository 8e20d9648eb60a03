/**
 * Stands in the place of zod in what a browser loads (`vite.config.ts`). Contracts are evaluated there for their
 * methods and paths only; the server alone checks shapes. That keeps 22 kB of compressed script from every phone.
 * Lists of an enum can be read; checking a value here is a mistake and says so.
 */
const ACTS = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'decode', 'encode', 'safeDecode', 'safeEncode'])

function refuse(): never {
  throw new Error('Schemas are checked by the server; the browser carries none.')
}

const schema = (known: Readonly<Record<string, unknown>> = {}): unknown =>
  new Proxy(refuse, {
    get(_, name) {
      // A symbol or `then` is the engine asking what this is, not a contract building a shape.
      if (typeof name === 'symbol' || name === 'then') return undefined
      if (name in known) return known[name]
      return ACTS.has(name) ? refuse : schema()
    },
    apply: () => schema(),
  })

const ofList = (options: readonly string[]) =>
  schema({ options, enum: Object.fromEntries(options.map((option) => [option, option])) })

export const z = new Proxy({}, { get: (_, name) => (name === 'enum' ? ofList : schema()) })
