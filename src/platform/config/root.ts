import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the program, where `package.json` lies: the sources and what is built from them are at different depths. */
export const PROGRAM_ROOT: string = findRoot(path.dirname(fileURLToPath(import.meta.url)))

/** Said once, in `package.json`. */
export const PROGRAM_VERSION = (JSON.parse(readFileSync(path.join(PROGRAM_ROOT, 'package.json'), 'utf8')) as { version: string }).version

function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const above = path.dirname(folder)
  if (above === folder) throw new Error('package.json not found above the program')
  return findRoot(above)
}
