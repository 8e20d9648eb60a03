import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import { canonicalJson } from './canonical.rules.ts'
import { findFaults } from './pack-check.rules.ts'
import type { Fault } from './fault.rules.ts'
import { shapeFaults } from './pack-shape.rules.ts'
import { pack as packSchema } from './pack.contract.ts'
import type { Pack, PackVersion, Problem } from './pack.contract.ts'

interface Source {
  /** As shown in a problem: relative to the folder that holds all packs. */
  readonly file: string
  readonly document: Document
  readonly lines: LineCounter
}

/** A pack's files put together, and the way back from a place in the data to file and line. */
interface Draft {
  readonly value: unknown
  readonly problems: readonly Problem[]
  locate(path: Fault['path']): { file: string; line: number }
}

/** The version of a pack: SHA-256 of its canonical JSON, in hexadecimal. */
export const hashOf = (pack: Pack): string => createHash('sha256').update(canonicalJson(pack)).digest('hex')

/**
 * Reads `pack.yaml`, `clauses.yaml`, `duties/*.yaml` and the kinds it names (own `kinds/` before the shared one), or answers every
 * mistake with file, line and reason.
 */
export async function readPack(folder: string): Promise<PackVersion | { readonly problems: readonly Problem[] }> {
  const draft = await assemble(folder)
  if (draft.problems.length > 0) return { problems: draft.problems }
  const parsed = packSchema.safeParse(draft.value, { reportInput: true })
  const faults = parsed.success ? findFaults(parsed.data) : shapeFaults(parsed.error)
  if (!parsed.success || faults.length > 0) {
    return { problems: faults.map(({ path, zh, en }) => ({ ...draft.locate(path), zh, en })) }
  }
  return { doc: parsed.data.doc, hash: hashOf(parsed.data), pack: parsed.data }
}

/** Folders with a `pack.yaml` directly below `root`, in order. */
export async function listPackFolders(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true })
  const folders = entries.filter((one) => one.isDirectory()).map((one) => join(root, one.name)).sort()
  const found = await Promise.all(folders.map(async (folder) => (await readdir(folder)).includes('pack.yaml')))
  return folders.filter((_, index) => found[index])
}

async function assemble(folder: string): Promise<Draft> {
  const root = join(folder, '..')
  const open = (path: string) => openSource(root, path)
  const header = await open(join(folder, 'pack.yaml'))
  const clauses = await open(join(folder, 'clauses.yaml'))
  const names = await readdir(join(folder, 'duties')).catch(() => [])
  const files = names.filter((name) => name.endsWith('.yaml')).sort()
  const duties = await Promise.all(files.map((name) => open(join(folder, 'duties', name))))
  const head = asRecord(header.document.toJS())
  const kinds = await Promise.all(asList(head['kinds']).map((key) => openKind(folder, String(key))))
  return {
    value: {
      ...head, clauses: clauses.document.toJS() as unknown, kinds: kinds.map((one) => one.document.toJS() as unknown),
      duties: duties.flatMap((one) => asList(one.document.toJS())), localValues: head['localValues'] ?? [],
    },
    problems: [header, clauses, ...duties, ...kinds].flatMap(syntaxProblems),
    locate: (path) => locate({ header, clauses, duties, kinds }, path),
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {})
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

async function openSource(root: string, path: string): Promise<Source> {
  const lines = new LineCounter()
  // A file that is missing reads as empty: the shape then names what is missing and where it belongs.
  const text = await readFile(path, 'utf8').catch(() => '')
  return { file: relative(root, path), lines, document: parseDocument(text, { lineCounter: lines }) }
}

async function openKind(folder: string, key: string): Promise<Source> {
  const root = join(folder, '..')
  const own = await openSource(root, join(folder, 'kinds', `${key}.yaml`))
  return own.document.contents === null ? openSource(root, join(root, 'kinds', `${key}.yaml`)) : own
}

function syntaxProblems({ file, document, lines }: Source): Problem[] {
  return document.errors.map((error) => ({
    file, line: lines.linePos(error.pos[0]).line, zh: `YAML 写法有误：${error.code}`, en: error.message.split('\n')[0] ?? error.code,
  }))
}

interface Sources {
  readonly header: Source
  readonly clauses: Source
  readonly duties: readonly Source[]
  readonly kinds: readonly Source[]
}

function locate(sources: Sources, path: Fault['path']): { file: string; line: number } {
  const [list, index, ...rest] = path
  if (list === 'clauses') return lineIn(sources.clauses, path.slice(1))
  if (list === 'kinds' && typeof index === 'number' && sources.kinds[index]) return lineIn(sources.kinds[index], rest)
  if (list !== 'duties' || typeof index !== 'number') return lineIn(sources.header, path)
  let left = index
  for (const source of sources.duties) {
    const size = asList(source.document.toJS()).length
    if (left < size) return lineIn(source, [left, ...rest])
    left -= size
  }
  return lineIn(sources.header, path)
}

/** The line of the nearest thing on the path that is written down. */
function lineIn({ file, document, lines }: Source, path: Fault['path']): { file: string; line: number } {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return { file, line: lines.linePos(node.range[0]).line }
  }
  return { file, line: 1 }
}
