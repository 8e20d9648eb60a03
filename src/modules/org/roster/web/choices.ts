import type { Layout } from '../row.contract.ts'
import type { Answers } from './changeView.ts'

/** What the keeper chose for one workbook. Ids, places of columns and days; no child is named in it. */
export interface Choices {
  /** The sheets that were touched; the others are guessed. */
  readonly layout?: Layout
  readonly answers: Answers
  readonly effectiveOn?: string
}

const keyOf = (fileId: string) => `tongxin.roster.${fileId}`

/** Survives a reload and signing in again in this window, nothing more. A window that keeps nothing begins anew. */
export function loadChoices(fileId: string): Choices {
  try {
    const text = sessionStorage.getItem(keyOf(fileId))
    return text === null ? { answers: {} } : JSON.parse(text) as Choices
  } catch { return { answers: {} } }
}

export function keepChoices(fileId: string, choices: Choices): void {
  try { sessionStorage.setItem(keyOf(fileId), JSON.stringify(choices)) } catch { /* nothing to keep it in */ }
}

export function forgetChoices(fileId: string): void {
  try { sessionStorage.removeItem(keyOf(fileId)) } catch { /* nothing was kept */ }
}
