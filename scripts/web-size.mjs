import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

/** What a phone may load before the first screen of a teacher and of a guardian is there: compressed script, in bytes. */
const LIMIT = 150_000
const ENTRY = 'index.html'
const FIRST_SCREENS = ['TodayPage', 'VisitFormPage', 'FamilyPage']

/** Every chunk that `key` loads before it runs, itself included. */
function chunksOf(manifest, key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) chunksOf(manifest, next, seen)
  return seen
}

const pageKey = (manifest, page) => Object.keys(manifest).find((key) => key.endsWith(`/${page}.tsx`))

/** Compressed script of each first screen, the entry included; names the screens that are not in the build. */
export function measure(web) {
  const manifest = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8'))
  const sizes = new Map()
  const sizeOf = (file) => {
    if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(web, file)), { level: 9 }).length)
    return sizes.get(file)
  }
  return FIRST_SCREENS.map((page) => {
    const key = pageKey(manifest, page)
    if (!key) return { page, bytes: undefined }
    const files = [...chunksOf(manifest, key, chunksOf(manifest, ENTRY))].map((chunk) => manifest[chunk].file)
    return { page, bytes: files.filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + sizeOf(file), 0) }
  })
}

/** Prints the figures; false when a screen is too heavy or missing. */
export function checkWebSize(web) {
  const screens = measure(web)
  for (const { page, bytes } of screens) {
    console.log(bytes === undefined ? `${page}: not in the build` : `${page}: ${(bytes / 1000).toFixed(1)} kB of ${LIMIT / 1000} kB`)
  }
  return screens.every(({ bytes }) => bytes !== undefined && bytes <= LIMIT)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = checkWebSize(join(import.meta.dirname, '../dist/web')) ? 0 : 1
