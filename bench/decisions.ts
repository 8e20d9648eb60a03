import type { LocalDecision } from '#modules/plan/index'

/** The largest pack and the province above it: every duty of both is counted. */
export const DOCS: readonly string[] = ['tianjin-hebei-2024-17', 'shanxi-2023-3']

const of = (doc: string, values: Readonly<Record<string, LocalDecision['value']>>): LocalDecision[] =>
  Object.entries(values).map(([key, value]) => ({ doc, key, value }))

/** What the two documents leave open, all of it, so that no duty waits. */
export const DECISIONS: readonly LocalDecision[] = [
  ...of('tianjin-hebei-2024-17', {
    'counted-modes': ['in_home', 'at_school', 'video'], 'numbers-strength': 'must', 'bureau-leaders': 3, 'school-leaders-by': 'holder',
    'middle-leaders-by': 'holder', 'subject-teacher-visits': 10, 'key-student-visits': 1,
    'new-pupil-window': { from: { anchor: 'start', days: -30 }, to: { anchor: 'start', days: 30 } },
    'meeting-start-window': { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 20 } },
    'meeting-end-window': { from: { anchor: 'end', days: -20 }, to: { anchor: 'end', days: 0 } },
    'key-periods': [{ name: '安全教育周', from: '2026-11-16', to: '2026-12-04' }, { name: '毕业季', from: '2027-05-10', to: '2027-05-28' }],
    'leaders-lecture-by': 'holder', 'teacher-training-period': 'calendar-year', 'mentored-classes': 'must', 'left-behind-contacts': 3,
    'public-lectures': 12, 'venue-activities': 4,
  }),
  ...of('shanxi-2023-3', {
    'counted-modes': ['in_home', 'at_school', 'video'], 'school-leaders-by': 'holder', 'school-leaders-visits': 2, 'parent-meetings': 2,
    'open-days': 1, 'reception-days': 2, 'parents-days-period': 'semester', 'left-behind-contacts': 2, 'left-behind-period': 'semester',
    'culture-activities': 6, 'region-plan-period': 'calendar-year',
  }),
]
