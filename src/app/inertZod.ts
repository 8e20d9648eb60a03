/**
 * Stands in the place of zod in what a browser loads (`vite.config.ts`). Contracts are evaluated there for their
 * methods and paths only; the server alone checks shapes. That keeps 22 kB of compressed script from every phone.
 * Lists of an enum can be read; checking a value here is a mistake and says so.
 */
const ACTS = /^(safe)?(parse|decode|encode)(async)?$|^spa$/i

function refuse(): never {
  throw new Error('Schemas are checked by the server; the browser carries none.')
}

const schema = (known: Readonly<Record<string, unknown>> = {}): unknown =>
  new Proxy(refuse, {
    get(_, name) {
      // A symbol or `then` is the engine asking what this is, not a contract building a shape.
      if (typeof name === 'symbol' || name === 'then') return undefined
      if (name in known) return known[name]
      return ACTS.test(name) ? refuse : schema()
    },
    apply: () => schema(),
    // The fields of a shape: an empty list would be a wrong answer.
    ownKeys: refuse,
  })

const ofList = (options: readonly string[]) =>
  schema({ options, enum: Object.fromEntries(options.map((option) => [option, option])) })

export const z = schema({ enum: ofList })
