import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../root.mjs'

export const title = 'words'

/** Work left for later, and the one word that national rules forbid in a program for teachers. */
const FORBIDDEN = [/\b(TODO|FIXME|XXX)\b/, /打卡/, /\b(it|test|describe)\.(skip|only|todo)\b/]

export function run() {
  return ['src', 'db', 'tests'].flatMap(filesUnder).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8').split('\n').flatMap((line, i) =>
      FORBIDDEN.filter((word) => word.test(line)).map((word) => `${file}:${i + 1}: ${line.match(word)[0]}`)))
}

const filesUnder = (folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|tsx|sql|css)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
