const SHAPES = {
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4L3 20h18L12 4zM12 10v4.5M12 17.4v.2',
  info: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 11v5.5M12 7.6v.2',
  person: 'M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5',
  page: 'M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4',
} as const

export type IconName = keyof typeof SHAPES

/** A line drawing beside words; it is never the only carrier of a meaning, so it is hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="tx-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round"
      strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  )
}
