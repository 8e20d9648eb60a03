import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** Compressed script that a phone may load before it shows its first screen: a rural 4G line in about a second. */
const LIMIT = 150_000

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>

/** Fails the build when the entry and one page of `phone(…)` or `family(…)` together exceed the limit. */
export function firstScreenBudget(pagesFile: string): Plugin {
  return {
    name: 'first-screen-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks: Chunks = new Map(Object.values(bundle).flatMap((item) => (item.type === 'chunk' ? [[item.fileName, item]] : [])))
      for (const { page, bytes } of measure(chunks, phonePages(pagesFile))) {
        if (bytes > LIMIT) this.error(`${page} loads ${bytes} bytes of compressed script on a phone; the limit is ${LIMIT}`)
        this.info(`${page}: ${bytes} bytes of compressed script`)
      }
    },
  }
}

function phonePages(file: string): string[] {
  const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  return [...code.matchAll(/\b(?:phone|family)\('[^']*',\s*(\w+)\)/g)].map((found) => found[1]!)
}

/** Page components are lazy and bear the name of their file, so each is the facade of one chunk. */
function measure(chunks: Chunks, pages: readonly string[]): { page: string; bytes: number }[] {
  const all = [...chunks.values()]
  const entries = all.filter((chunk) => chunk.isEntry)
  return pages.map((page) => {
    const own = all.find((chunk) => chunk.facadeModuleId?.endsWith(`/${page}.tsx`))
    if (!own) throw new Error(`${page} is a phone page, but no lazy chunk of its own: load it by lazyPage(() => import('./…/${page}.tsx'))`)
    const loaded = new Set<string>()
    for (const chunk of [...entries, own]) addWithImports(chunks, chunk.fileName, loaded)
    const bytes = [...loaded].reduce((sum, name) => sum + gzipSync(chunks.get(name)!.code).length, 0)
    return { page, bytes }
  })
}

function addWithImports(chunks: Chunks, name: string, into: Set<string>): void {
  if (into.has(name) || !chunks.has(name)) return
  into.add(name)
  for (const imported of chunks.get(name)!.imports) addWithImports(chunks, imported, into)
}
