import { execFileSync } from 'node:child_process'

/** What is killed, upgraded and restored is the program as it is shipped. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/boot.mjs', 'build', 'server'], { stdio: 'inherit' })
}
