import { hash, verify, type Options } from '@node-rs/argon2'

/** OWASP's first choice for argon2id: 19 MiB, two passes; 12 ms on the machine of the measurements. */
const COST: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, COST)

let decoy: Promise<string> | undefined

/**
 * True when the password belongs to the stored hash. Without a hash (no such account, or not activated) it takes
 * the same time and answers false, so that nobody learns from the clock which accounts exist.
 */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const fits = await verify(stored ?? await decoy, password)
  return fits && stored !== null && stored !== undefined
}
