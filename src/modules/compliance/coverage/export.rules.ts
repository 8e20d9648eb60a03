/** A text that a spreadsheet would run as a formula is written with an apostrophe before it (OWASP, CSV injection). */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
