import { newId } from '#kernel/ids'
import type { BatchView, Doubt, Draft, RosterCounts } from '../roster.contract.ts'

export const countsOf = (part: Partial<RosterCounts> = {}): RosterCounts => ({
  rows: 0, same: 0, new: 0, changed: 0, moved: 0, arrived: 0, left: 0, classes: 0, guardians: 0, posts: 0, errors: 0, warnings: 0, ...part,
})

export const aDoubt = (key: string, part: Partial<Doubt> = {}): Doubt => ({
  key, kind: 'absent', sheet: null, row: null, name: '陈同学', className: '三(2)班', say: '本校名册里有，工作簿里没有。',
  choices: [{ value: 'left', label: '已离校' }, { value: 'stays', label: '仍在本校' }], fallback: null, ...part,
})

const LOOK: Draft['looks'][number] = {
  sheet: '三年级', use: true, headerRow: 2, rows: 38, hidden: false, hiddenRows: 0, why: null, columns: { 0: 'name', 1: 'gender', 3: 'class' },
  headings: [
    { column: 0, heading: '学生姓名', hidden: false, examples: ['张同学', '李同学', '王同学'] },
    { column: 1, heading: '性别', hidden: false, examples: ['男', '女', '女'] },
    { column: 2, heading: '号码', hidden: false, examples: ['20260301', '20260302', '20260303'] },
    { column: 3, heading: '所在班级', hidden: false, examples: ['三(2)班', '三(2)班', '三(2)班'] },
  ],
}

export const aLook = (part: Partial<Draft['looks'][number]> = {}): Draft['looks'][number] => ({ ...LOOK, ...part })

export const aDraft = (part: Partial<Draft> = {}): Draft => ({
  fileId: newId(), kind: 'students', name: '2026秋季学生花名册.xlsx', looks: [aLook()], hiddenRows: 'skip', problems: [], newClasses: [],
  changes: [
    { kind: 'new', sheet: '三年级', row: 3, name: '张同学', className: '三(2)班', details: [] },
    { kind: 'moved', sheet: '三年级', row: 4, name: '李同学', className: '三(2)班', details: ['班级：三(1)班 → 三(2)班'] },
  ],
  doubts: [], counts: countsOf({ rows: 38, same: 36, new: 1, moved: 1 }), effectiveOn: '2026-11-21', digest: 'd1', ...part,
})

export const aBatch = (part: Partial<BatchView> = {}): BatchView => ({
  id: newId(), kind: 'students', name: '2026秋季学生花名册.xlsx', effectiveOn: '2026-11-21', acceptedAt: '2026-11-21T02:30:00Z', acceptedBy: '赵老师甲',
  counts: countsOf({ rows: 38, same: 36, new: 1, moved: 1 }), undoneAt: null, ...part,
})
