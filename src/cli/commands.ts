import type { ParseArgsConfig } from 'node:util'
import type { Config } from '#platform/config/config'
import { accessCommand } from './access.ts'
import { auditVerify } from './audit.ts'
import { coverageVerify } from './coverage.ts'
import { doctor } from './doctor.ts'
import { initCommand } from './init.ts'
import { demoCommand, migrateCommand } from './migrate.ts'
import { openApi } from './openapi.ts'
import { packsCheck, packsList, packsShow } from './packs.ts'
import type { Voice } from './say.ts'
import { startCommand } from './start.ts'

export interface Call {
  readonly config: Config
  readonly voice: Voice
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly words: readonly string[]
}

export interface Command {
  /** One or two words. */
  readonly name: string
  readonly does: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** Answers whether all is well; `false` ends with exit code 1. */
  run(call: Call): Promise<boolean>
}

export const COMMANDS: readonly Command[] = [
  startCommand, initCommand, migrateCommand, demoCommand, packsCheck, packsList, packsShow,
  coverageVerify, auditVerify, accessCommand, openApi, doctor,
]
