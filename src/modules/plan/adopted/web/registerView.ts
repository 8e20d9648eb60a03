import type { Clause } from '../../packs/pack.contract.ts'
import { CLAUSE_KIND_NAMES, sayClause } from './say.ts'

/** Every word of `search` stands somewhere in the clause: its number, paraphrase, actor or kind. */
export function findClauses(clauses: readonly Clause[], search: string, onlyRegister: boolean): Clause[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter((word) => word !== '')
  return clauses.filter((clause) => {
    if (onlyRegister && clause.carrier !== 'register') return false
    const text = [clause.id, sayClause(clause.id), clause.summary, clause.actor, clause.counterpart, CLAUSE_KIND_NAMES[clause.kind]].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
