import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively } from './exclusive.mjs'
import { Stop } from './stop.mjs'
import { ROOT, tool, TSC, VITE } from './root.mjs'

const SERVER = join(ROOT, 'dist/server')
const WEB = join(ROOT, 'dist/web')
const SOURCES = {
  server: ['src', 'tsconfig.base.json', 'tsconfig.server.json', 'package-lock.json'],
  web: ['src', 'index.html', 'public', 'vite.config.ts', 'tsconfig.base.json', 'package-lock.json'],
}
const BUILD = { server: buildServer, web: buildWeb }
const NOT_BUILT = /\.test\.tsx?$|\.factory\.ts$|[\\/]testing[\\/]/

/** Builds the parts whose sources have changed; refuses with the compiler's own words. */
export function ensureBuilt(parts = ['server', 'web']) {
  const stale = () => parts.filter((part) => !stampOf(part).isFresh())
  if (stale().length === 0) return
  exclusively('build', () => {
    for (const part of stale()) BUILD[part](stampOf(part))
  })
}

/** The content of the sources, not their times: a checkout or a copy changes those. */
function stampOf(name) {
  const hash = createHash('sha256').update(process.version)
  for (const source of SOURCES[name]) addTo(hash, join(ROOT, source))
  const value = hash.digest('hex')
  const file = join(ROOT, 'dist', name, '.stamp')
  return { isFresh: () => existsSync(file) && readFileSync(file, 'utf8') === value, write: () => writeFileSync(file, value) }
}

function addTo(hash, path) {
  if (!existsSync(path)) return
  const files = statSync(path).isFile() ? [path] : filesUnder(path)
  for (const file of files) {
    if (!NOT_BUILT.test(file)) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  }
}

const filesUnder = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()

/** Into a folder beside, then swapped: a running program never sees half a build, and removed sources leave nothing. */
function buildServer(stamp) {
  console.log('[同心] 正在编译服务端…')
  const draft = `${SERVER}.new`
  rmSync(draft, { recursive: true, force: true })
  must(tool(TSC, ['-p', 'tsconfig.server.json', '--outDir', draft]), '服务端')
  rmSync(SERVER, { recursive: true, force: true })
  renameSync(draft, SERVER)
  stamp.write()
}

function buildWeb(stamp) {
  console.log('[同心] 正在构建网页…')
  must(tool(VITE, ['build', '--logLevel', 'warn'], { env: { ...process.env, NODE_ENV: 'production' } }), '网页')
  if (existsSync(WEB)) stamp.write()
}

function must(done, what) {
  if (done.status !== 0) throw new Stop(`${what}构建失败，原因见上。`)
}
