import type { ResolvedDuty } from '../packs/pack.contract.ts'

/** Values of a record's fields by key: one option, several options, a flag, a text or a count. */
export type FieldValues = Readonly<Record<string, unknown>>

/**
 * Why a record of `kind` with these values does not count for the duty's action: `kind`, or the field that does not fit.
 * Undefined when it fits. A field with several options fits when one of them does. A duty without an action is done by no record.
 */
export function findMisfit({ action }: Pick<ResolvedDuty, 'action'>, kind: string, values: FieldValues): string | undefined {
  if (action?.kind !== kind) return 'kind'
  return action.where.find((condition) => !fits(condition.in, values[condition.field]))?.field
}

/** A flag that was never raised is false. */
function fits(allowed: readonly (string | boolean)[], value: unknown): boolean {
  const held: readonly unknown[] = Array.isArray(value) ? value : [value ?? false]
  return held.some((one) => allowed.some((option) => option === one))
}
