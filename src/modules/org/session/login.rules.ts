/** A letter for a digit, so that nobody takes a login for a telephone number. None looks like a digit. */
const LETTERS = 'achkmrtwxy'
const LOGIN = new RegExp(`^[${LETTERS}]\\d{8}$`)
/** Random digits of a login: a hundred million, so that an invented one is hardly ever somebody's. */
export const LOGIN_DIGITS = 8

/** H. M. Damm, 2004: a totally anti-symmetric quasigroup. It finds every wrong digit and every two neighbours that were swapped. */
const DAMM = [
  '0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790',
] as const

const remainder = (digits: string): number => [...digits].reduce((row, digit) => Number(DAMM[row]![Number(digit)]), 0)

/** The login for eight random digits: a letter, seven digits and a check digit. */
export const loginOf = (digits: string): string => `${LETTERS[Number(digits[0])]}${digits.slice(1)}${remainder(digits)}`

/** A login as it is kept, from what was typed: that of a slip in any case, width and grouping; any other as it stands. */
export function readLogin(typed: string): string {
  const plain = typed.normalize('NFKC').toLowerCase().replace(/[\s\-—·]/gu, '')
  return LOGIN.test(plain) ? plain : typed.trim()
}

/** It looks like the login of a slip, but no slip bears it: a digit is wrong, or two are swapped. */
export const isMiscopied = (login: string): boolean => LOGIN.test(login) && remainder(`${LETTERS.indexOf(login[0]!)}${login.slice(1)}`) !== 0

/** 「k4821 7365」; a login that was chosen by hand stays as it is. */
export const sayLogin = (login: string): string => (LOGIN.test(login) ? `${login.slice(0, 5)} ${login.slice(5)}` : login)
