import { execFileSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import { dataFolder, MOMENT, start } from './running.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the running program, without a slash at the end. */
    programUrl: string
  }
}

/** Builds and starts the real program with demo data of its own, once for all journeys. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ['scripts/boot.mjs', 'build'], { stdio: 'inherit' })
  const data = dataFolder()
  try {
    const program = await start(['--demo', '--at', MOMENT], { dataDir: data.path })
    project.provide('programUrl', program.url)
    return async () => {
      await program.stop()
      data.remove()
    }
  } catch (error) {
    data.remove()
    throw error
  }
}
