/** The colours, sizes and radii of every screen. `ui.css` carries the same values for stylesheets; a test keeps the two equal. */
export const tokens = {
  ink: '#1F2329',
  secondary: '#5C6370',
  line: '#E6E8EB',
  paper: '#FFFFFF',
  ground: '#F7F7F5',
  accent: '#B4532A',
  link: '#1F5FBF',
  met: '#2E7D4F',
  'on-track': '#3B7A8C',
  'due-soon': '#B7791F',
  overdue: '#C0392B',
  excepted: '#6B7280',
} as const

/** Where a state colour is too light for text, its darker reading colour (contrast at least 4.5 on paper and ground). */
export const readingTokens = {
  'on-track-text': '#33697A',
  'due-soon-text': '#8A5A12',
  'excepted-text': '#5F6673',
} as const

/** Pixels at the normal type size. */
export const radius = 6
export const deskTextSize = 14
export const sansFamily =
  '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'

/** The tones in which a state may be said; only `overdue` is red. */
export type Tone = 'met' | 'on-track' | 'due-soon' | 'overdue' | 'excepted' | 'neutral'
