import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../root.mjs'

export const title = 'lock completeness'

/** npm writes a lock that `npm ci` rejects elsewhere when the registry lacked a platform's package at that moment. */
export function run() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  const locked = Object.keys(packages)
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.some((other) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${path || 'package.json'}: optional ${name} is not in the lock`))
  const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const inexact = Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version)).map(([name, version]) => `${name}: ${version} is not an exact version`)
  return [...missing, ...inexact]
}
