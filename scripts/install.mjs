// Only Node's own modules here.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively } from './exclusive.mjs'
import { Stop } from './stop.mjs'
import { ROOT } from './root.mjs'

const STAMP = join(ROOT, 'node_modules/.install-stamp')

export function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Stop(`需要 Node.js 20.19 或更高版本，当前为 ${process.version}。请安装新版后重试。`)
}

/** Installs the locked packages when the lock, Node's major version or the platform changed. */
export function ensureInstalled() {
  if (isFresh()) return
  exclusively('npm', () => { if (!isFresh()) install() })
}

function wanted() {
  const major = process.versions.node.split('.')[0]
  return createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(`${major}-${process.platform}-${process.arch}`).digest('hex')
}

function isFresh() {
  try {
    return readFileSync(STAMP, 'utf8') === wanted()
  } catch {
    return false
  }
}

function install() {
  console.log('[同心] 正在安装依赖，首次约需一分钟…')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const options = { cwd: ROOT, stdio: 'inherit', env: npmEnv() }
  const npm = process.env.npm_execpath
  const done = npm ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { ...options, shell: process.platform === 'win32' })
  if (done.status !== 0) throw new Stop('依赖安装失败，原因见上。请检查网络后重新运行同一命令。')
  writeFileSync(STAMP, wanted())
}

/** Settings of the caller, such as NODE_ENV=production, would leave out what the build needs. */
function npmEnv() {
  const env = { ...process.env }
  delete env.NODE_ENV
  for (const name of Object.keys(env)) {
    if (/^npm_(config_(omit|only|production|include|global|workspace)|lifecycle|package_)/i.test(name)) delete env[name]
  }
  return env
}
