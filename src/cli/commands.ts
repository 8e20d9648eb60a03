import { accessCommand } from './access.ts'
import { accountRenew } from './account.ts'
import { packsAdopt } from './adopt.ts'
import { auditVerify } from './audit.ts'
import { backupCommand } from './backup.ts'
import type { Command } from './command.ts'
import { coverageVerify } from './coverage.ts'
import { doctor } from './doctor.ts'
import { initCommand } from './init.ts'
import { demoCommand, migrateCommand } from './migrate.ts'
import { openApi } from './openapi.ts'
import { packsCheck, packsList, packsShow } from './packs.ts'
import { postHandOver } from './post.ts'
import { restoreCommand } from './restore.ts'
import { rosterCheck, rosterImport } from './roster.ts'
import { schoolAdd, schoolList } from './school.ts'
import { startCommand } from './start.ts'

/** Every command, in the order in which `tongxin help` lists them. */
export const COMMANDS: readonly Command[] = [
  startCommand, initCommand, migrateCommand, demoCommand, packsCheck, packsList, packsShow, packsAdopt,
  schoolAdd, schoolList, postHandOver, rosterCheck, rosterImport, coverageVerify, auditVerify, accountRenew, backupCommand, restoreCommand, accessCommand, openApi, doctor,
]
