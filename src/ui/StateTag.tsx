import type { ReactNode } from 'react'
import type { Tone } from './tokens.tsx'

const FILLED = { fill: 'currentColor' } as const
const DRAWN = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round', strokeLinejoin: 'round' } as const
const ON_FILL = { ...DRAWN, stroke: '#FFFFFF' } as const

/** Six shapes that differ without colour, also in a photocopy. */
const SHAPES: Readonly<Record<Tone, ReactNode>> = {
  met: <><circle cx="8" cy="8" r="7" {...FILLED} /><path d="M4.8 8.2l2.3 2.3 4.2-4.6" {...ON_FILL} /></>,
  'on-track': <><circle cx="8" cy="8" r="6" {...DRAWN} /><path d="M8 2a6 6 0 010 12z" {...FILLED} /></>,
  'due-soon': <><circle cx="8" cy="8" r="6" {...DRAWN} /><path d="M8 4.8V8l2.2 1.6" {...DRAWN} /></>,
  overdue: <><path d="M8 1L.8 14.4h14.4z" {...FILLED} /><path d="M8 5.8v4M8 12.1v.1" {...ON_FILL} /></>,
  excepted: <><circle cx="8" cy="8" r="6" {...DRAWN} /><path d="M5.2 8h5.6" {...DRAWN} /></>,
  neutral: <circle cx="8" cy="8" r="6" {...DRAWN} strokeDasharray="2 3" />,
}

/** The name of a state with its colour and its own shape: a state is never said by colour alone. */
export function StateTag({ tone, label }: { readonly tone: Tone; readonly label: string }) {
  return (
    <span className="tx-state" data-tone={tone}>
      <svg className="tx-state-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{SHAPES[tone]}</svg>
      {label}
    </span>
  )
}
