import { accessSync, constants, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** node_modules/.cache, or a folder of this user where another one installed the packages. */
export function cacheFolder(): string {
  const shared = resolve('node_modules/.cache/tongxin')
  try {
    mkdirSync(shared, { recursive: true, mode: 0o755 })
    accessSync(shared, constants.W_OK)
    return shared
  } catch {
    const own = join(tmpdir(), `tongxin-cache-${process.getuid?.() ?? 'user'}`)
    mkdirSync(own, { recursive: true, mode: 0o700 })
    return own
  }
}
