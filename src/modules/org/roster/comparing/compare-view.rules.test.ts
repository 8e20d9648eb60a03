import { expect, test } from 'vitest'
import type { ChildStep, StudentPlan } from './compare-students.rules.ts'
import { viewOfStudents } from './compare-view.rules.ts'
import { SHOWN } from '../roster.contract.ts'

const step = (kind: ChildStep['kind'], row: number): ChildStep => ({
  kind, child: null, fields: [], guardians: [],
  row: {
    identity: null, studentNo: null, phones: [],
    row: {
      sheet: '三年级', row, name: '张同学', gender: 'unknown', birthDate: null, studentNo: null, identity: null, class: { stage: 'primary', entryYear: 2024, number: 2 },
      enteredOn: null, neighbourhood: null, guardians: [],
    },
  },
})
const school = { schoolId: '', academicYear: 2026, children: [], elsewhere: new Map<never, string>(), classes: [] }

test('a large intake does not hide who moves, and the counts are whole', () => {
  const steps = [...Array.from({ length: SHOWN + 100 }, (_, at) => step('new', at + 2)), step('moved', 9_999)]
  const plan: StudentPlan = { kind: 'students', steps, rows: steps.length, pending: [], problems: [] }
  const { changes, counts } = viewOfStudents(school, plan, [])
  expect([changes.filter(({ kind }) => kind === 'new').length, changes.filter(({ kind }) => kind === 'moved').map(({ row }) => row)]).toEqual([SHOWN, [9_999]])
  expect([counts.new, counts.moved]).toEqual([SHOWN + 100, 1])
})
