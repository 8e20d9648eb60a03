import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { cacheFolder } from './browser.cache.ts'

/**
 * The headless Chromium of @sparticuz/chromium with the libraries that a bare Linux lacks, unpacked once. Its own
 * unpacker makes a folder in the temporary directory that only the first user may enter.
 */
export function unpackChromium(): { executablePath: string; libraries: string } {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const root = entry.slice(0, entry.lastIndexOf('chromium') + 'chromium'.length)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const target = join(cacheFolder(), `chromium-${version}`)
  if (!existsSync(target)) unpack(join(root, 'bin'), target)
  return { executablePath: join(target, 'chromium'), libraries: join(target, 'lib') }
}

/** Renamed into place when whole, so two runs at once do not meet half a browser. */
function unpack(packed: string, target: string): void {
  const draft = `${target}.${process.pid}`
  makeFolder(draft)
  untar(brotliDecompressSync(readFileSync(join(packed, 'al2023.tar.br'))), draft)
  writeProgram(join(draft, 'chromium'), brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))))
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
}

const BLOCK = 512

/** Plain ustar: a header block with name, octal size and type, then the content in whole blocks. */
function untar(archive: Buffer, target: string): void {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const text = (from: number, length: number) => archive.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '').trim()
    const name = text(0, 100)
    if (name === '') return
    const size = Number.parseInt(text(124, 12), 8) || 0
    const isFile = ['0', ''].includes(text(156, 1))
    if (isFile) {
      makeFolder(dirname(join(target, name)))
      writeProgram(join(target, name), archive.subarray(at + BLOCK, at + BLOCK + size))
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
}

/** The caller's umask may close folders to the users who run the tests next. */
function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o755)
}

function writeProgram(path: string, content: Uint8Array): void {
  writeFileSync(path, content)
  chmodSync(path, 0o755)
}
