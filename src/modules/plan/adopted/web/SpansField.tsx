import { Button } from '#ui/Button'
import { Input } from '#ui/Input'
import type { DateSpan } from '../../packs/pack.contract.ts'

export interface SpansFieldProps {
  readonly spans: readonly DateSpan[]
  readonly onChange: (spans: DateSpan[]) => void
  /** What the add button says. */
  readonly add?: string
}

/** Named stretches of days, both ends counted. What is not yet filled in stays an empty text. */
export function SpansField({ spans, onChange, add = '再加一段' }: SpansFieldProps) {
  const put = (at: number, part: Partial<DateSpan>) => onChange(spans.map((span, index) => (index === at ? { ...span, ...part } : span)))
  return (
    <>
      <ul className="pl-spans">
        {spans.map((span, at) => (
          <li key={at} className="tx-stack">
            <Input label={`第 ${at + 1} 段的名称`} value={span.name} onChange={(name) => put(at, { name })} />
            <div className="pl-edge">
              <Input label="开始" type="date" value={span.from} onChange={(from) => put(at, { from })} />
              <Input label="结束" type="date" value={span.to} onChange={(to) => put(at, { to })} />
            </div>
            <Button look="plain" onClick={() => onChange(spans.filter((_, index) => index !== at))}>删去这一段</Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => onChange([...spans, { name: '', from: '', to: '' }])}>{add}</Button>
    </>
  )
}
