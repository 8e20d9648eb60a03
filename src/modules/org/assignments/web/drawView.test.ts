import { expect, test } from 'vitest'
import { colleague } from '../../posts/post.contract.ts'
import { leaderOptions } from './drawView.ts'

const uuid = (n: number) => `0192f1a0-0000-7000-8000-${String(n).padStart(12, '0')}`
const person = (n: number, name: string, kind: string) =>
  colleague.parse({ personId: uuid(n), name, posts: [{ postId: uuid(n + 10), kind, unitId: uuid(9), classId: null, label: `示例区教育局 · ${n}` }] })

test('only posts of bureau leaders are offered; a name that stands twice carries its post', () => {
  const people = [person(1, '李老师甲', 'bureau_leader'), person(2, '王老师乙', 'bureau_officer'), person(3, '李老师丙', 'bureau_leader'), person(4, '李老师丙', 'bureau_leader')]
  expect(leaderOptions(people).map(({ label }) => label)).toEqual(['李老师甲', '李老师丙（示例区教育局 · 3）', '李老师丙（示例区教育局 · 4）'])
})
