/** “a, b or c” */
export const listWords = (words: readonly string[], last: string): string =>
  (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`)

const many = (noun: string) => (/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(s|ch|sh|x)$/.test(noun) ? `${noun}es` : `${noun}s`)

/** “report of a goal” → “reports of a goal”. */
export function plural(noun: string): string {
  const [head = '', ...rest] = noun.split(/(?= of | in | for | on | with )/)
  return [many(head), ...rest].join('')
}

export const article = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`)
