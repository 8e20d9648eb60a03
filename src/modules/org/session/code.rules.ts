/** Read from paper and typed by whoever guards a child: no character of it can be taken for another. */
export const CODE_ALPHABET = '23456789ACEFHJKMNPRTUWXY'
/** 24^12 = 3.6 × 10^16, 55 bits. */
export const CODE_LENGTH = 12
const CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`)

/** What a hand or an eye makes of a character of the alphabet. */
const MISREAD: Readonly<Record<string, string>> = { B: '8', G: '6', S: '5', V: 'U', Z: '2' }

/** What release 0.1.0 gave out instead, too long to be guessed: an administrator may still hold one. */
export const isEarlierCode = (typed: string): boolean => /^[\w-]{43}$/.test(typed)

/** The activation code (激活码) that somebody meant: case, width, spaces and strokes do not matter. Undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  if (isEarlierCode(typed.trim())) return typed.trim()
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '').replace(/[BGSVZ]/g, (sign) => MISREAD[sign]!)
  return CODE.test(plain) ? plain : undefined
}

/** 「HJ3K 7MNP 4RTW」 */
export const sayCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ')
