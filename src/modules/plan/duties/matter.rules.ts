import type { Matter, ResolvedDuty } from '../packs/pack.contract.ts'
import { relationBetween } from './relation.rules.ts'

/** A duty of an adopted pack; ids repeat over documents, so both together name it. */
export interface DutyRef { readonly doc: string; readonly id: string }

export interface Comparable extends DutyRef {
  /** Missing while a local value is missing: then nothing can be compared. */
  readonly resolved?: ResolvedDuty
  readonly matter: string
}

export interface MatterGroup<T extends Comparable> {
  readonly matter: Matter
  readonly duties: readonly T[]
}

/** Duties of all documents by matter, in the order of the matters; each keeps its own count. */
export function groupByMatter<T extends Comparable>(duties: readonly T[], matters: readonly Matter[]): MatterGroup<T>[] {
  const known = matters.filter((one, index) => matters.findIndex(({ key }) => key === one.key) === index)
  return known
    .map((matter) => ({ matter, duties: duties.filter((duty) => duty.matter === matter.key) }))
    .filter((group) => group.duties.length > 0)
}

/** The duties that bind: those that no other duty of the list already implies. Of equal ones the first stands. */
export function bindingAmong<T extends Comparable>(duties: readonly T[]): T[] {
  return duties.filter((duty, index) => duty.resolved !== undefined && !duties.some((other, place) => {
    if (other === duty || other.resolved === undefined || duty.resolved === undefined) return false
    const relation = relationBetween(other.resolved, duty.resolved)
    return relation === 'stricter' || (relation === 'equal' && place < index)
  }))
}
