import type { ResolvedDuty, ResolvedSeatRule, ResolvedStructure } from '../packs/pack.contract.ts'

/** Both ask for the same kind of body, of the same topic and of the same list. */
export const sameStructure = ({ structure: a }: ResolvedDuty, { structure: b }: ResolvedDuty): boolean =>
  a !== undefined && b !== undefined && a.body === b.body && a.topic === b.topic && a.of === b.of

/** Whoever has what `a` asks for has what `b` asks for: as many bodies, and every rule for their seats. */
export function structureImplies(a: ResolvedDuty, b: ResolvedDuty): boolean {
  const { seats: mine = [] }: ResolvedStructure = a.structure ?? {}
  const { seats: theirs = [] }: ResolvedStructure = b.structure ?? {}
  return a.relation === b.relation && (a.number ?? 1) >= (b.number ?? 1) && theirs.every((rule) => mine.some((own) => seatImplies(own, rule)))
}

function seatImplies(a: ResolvedSeatRule, b: ResolvedSeatRule): boolean {
  if (b.role !== undefined && a.role !== b.role) return false
  if (b.kinds !== undefined) return a.kinds !== undefined && a.kinds >= b.kinds && within(a.of, b.of)
  if (a.kinds !== undefined || !within(a.of, b.of)) return false
  return b.relation === 'exactly' ? a.relation === 'exactly' && a.number === b.number && within(b.of, a.of) : (a.number ?? 1) >= (b.number ?? 1)
}

/** Every kind that fills `a` fills `b`; without a list any kind does. */
const within = (a: ResolvedSeatRule['of'], b: ResolvedSeatRule['of']) => b === undefined || (a?.every((kind) => b.includes(kind)) ?? false)
