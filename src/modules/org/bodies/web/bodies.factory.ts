import { newId } from '#kernel/ids'
import type { Seat } from '../body.contract.ts'
import type { BodyView } from '../keeping.contract.ts'

export const aSeat = (part: Partial<Seat> = {}): Seat =>
  ({ id: newId(), role: 'member', kind: 'teacher', title: null, number: 3, validFrom: '2026-09-01', validTo: null, ...part })

export const aBody = (part: Partial<BodyView> = {}): BodyView => ({
  id: newId(), kind: 'workstation', topic: null, name: '示例小学家庭教育工作站', unitId: newId(), unitName: '示例小学', parentId: null, parentName: null,
  classId: null, className: null, grade: null, validFrom: '2026-09-01', validTo: null, seats: [], can: { keep: true }, ...part,
})
