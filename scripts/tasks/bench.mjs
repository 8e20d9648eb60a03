import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { transformSync } from '@swc/core'
import { ensureBuilt } from '../build.mjs'
import { ROOT } from '../root.mjs'

const FROM = join(ROOT, 'bench')
const TO = join(ROOT, 'dist/bench')

/** Measures the built program: `npm run bench -- --size 5000 --parts visits`. */
export async function run(args) {
  ensureBuilt(['server'])
  rmSync(TO, { recursive: true, force: true })
  mkdirSync(TO, { recursive: true })
  for (const file of readdirSync(FROM).filter((name) => name.endsWith('.ts'))) {
    writeFileSync(join(TO, file.replace(/ts$/, 'js')), stripped(readFileSync(join(FROM, file), 'utf8'), file))
  }
  const { main } = await import(pathToFileURL(join(TO, 'main.js')).href)
  await main(args)
}

/** The types are checked by `npm run check`; here they are only taken off, and sources become what was built from them. */
const stripped = (text, filename) => transformSync(text, {
  filename, swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022', rewriteRelativeImportExtensions: true }, module: { type: 'es6' },
}).code.replaceAll(/(["'])\.\.\/src\//g, '$1../server/')
