/**
 * A cell of text is never run as a formula, but its text is once somebody saves the sheet as CSV and opens that (OWASP, CSV
 * injection). So an apostrophe goes before it, and before one that is there already: {@link plain} takes exactly one away again.
 */
export const harmless = (text: string): string => (/^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)

/** The text that {@link harmless} was given. In a file of other people the apostrophe means the same. */
export const plain = (text: string): string => (/^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text)
