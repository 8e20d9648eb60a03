import type { ParseArgsConfig } from 'node:util'
import type { Config } from '#platform/config/config'
import type { Voice } from './say.ts'

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
