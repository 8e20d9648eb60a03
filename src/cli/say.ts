import { Refusal } from '#kernel/errors'

/** How a command speaks: sentences for people, or one JSON value for programs (`--json`). */
export interface Voice {
  readonly json: boolean
  /** Progress and explanations; they never mix with JSON. */
  say(line: string): void
  /** The result: `lines` for people, `value` for programs. */
  answer(value: unknown, lines: readonly string[]): void
}

export const voiceOf = (json: boolean): Voice => ({
  json,
  say: (line) => { process.stderr.write(`${line}\n`) },
  answer: (value, lines) => { process.stdout.write(json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join('')) },
})

/** A refusal in words; anything else with its trace, because it is a mistake of the program. */
export function explainFailure(error: unknown, voice: Voice): void {
  const refusal = error instanceof Refusal ? error : undefined
  if (voice.json) voice.answer({ error: refusal?.code ?? 'internal', say: refusal?.say ?? String(error) }, [])
  else process.stderr.write(`${refusal?.say ?? (error instanceof Error ? error.stack : String(error))}\n`)
}

/** A table of short cells, wide characters counted as two. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, i) => { widths[i] = Math.max(widths[i] ?? 0, width(cell)) })
  return rows.map((row) => row.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell))).join('  ').trimEnd())
}

const width = (text: string): number => [...text].reduce((sum, c) => sum + (c.codePointAt(0)! > 0x2e7f ? 2 : 1), 0)
