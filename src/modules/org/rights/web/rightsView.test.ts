import { expect, test } from 'vitest'
import { right } from '../rights.contract.ts'
import { rolesOf, verbLines } from './rightsView.ts'

const rights = [
  ['visit.record', '记家访', 'principal', '校长', '本校'], ['visit.record', '记家访', 'head_teacher', '班主任', '所带（任教）班级'],
  ['visit.record', '记家访', 'vice_principal', '副校长', '本校'], ['calendar.publish', '发布校历', 'bureau_officer', '教育局科室', '本区'],
].map(([verb, does, role, roleName, reachName]) => right.parse({ verb, does, role, roleName, reach: 'x', reachName }))

test('roles of one reach stand together', () => {
  expect(verbLines(rights, '')[0]).toEqual({
    verb: 'visit.record', does: '记家访',
    reaches: [{ reachName: '本校', roleNames: ['校长', '副校长'] }, { reachName: '所带（任教）班级', roleNames: ['班主任'] }],
  })
})

test('with a role only what it may do is left', () => {
  expect(verbLines(rights, 'head_teacher')).toEqual([
    { verb: 'visit.record', does: '记家访', reaches: [{ reachName: '所带（任教）班级', roleNames: ['班主任'] }] },
  ])
  expect(verbLines(rights, 'guardian')).toEqual([])
})

test('the filter offers every role once', () => {
  expect(rolesOf(rights).map(({ label }) => label)).toEqual(['校长', '班主任', '副校长', '教育局科室'])
})
