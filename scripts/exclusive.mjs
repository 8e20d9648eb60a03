import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

/** Lets one process at a time do `work` in this folder; a lock whose process is gone is broken. */
export function exclusively(name, work) {
  const lock = join(ROOT, `.install-lock-${name}`)
  const draft = `${lock}-${process.pid}`
  writeFileSync(draft, String(process.pid))
  try {
    for (let told = false; !taken(draft, lock); told = true) {
      if (!alive(Number(read(lock)))) rmSync(lock, { force: true })
      else if (!told) console.log('[同心] 另一个进程正在准备，请稍候…')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
    work()
  } finally {
    if (read(lock) === String(process.pid)) rmSync(lock, { force: true })
    rmSync(draft, { force: true })
  }
}

/** A hard link appears with its content or not at all. */
function taken(draft, lock) {
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function alive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
