import type { Role } from '#kernel/capacity'
import { WaitingCount } from '#modules/compliance/web'
import type { Place } from '#ui/Frame'

const POLICY: readonly Place[] = [
  { label: '政策文件', to: '/packs' }, { label: '校历', to: '/calendar' },
]

const LEDGER: Place = { label: '台账', to: '/records' }
const BODIES: Place = { label: '机构与队伍', to: '/bodies' }
const EXCEPTIONS: Place = { label: '例外与无法完成', to: '/exceptions' }
/** With the number that waits, for who decides. */
const DECIDING: Place = { ...EXCEPTIONS, mark: WaitingCount }
const DESIGNATIONS: Place = { label: '重点和留守学生', to: '/designations' }

const schoolPlaces = (exceptions: Place): readonly Place[] => [{ label: '本校', to: '/school' }, exceptions, LEDGER, BODIES, DESIGNATIONS, ...POLICY]

const STAFF_SLIPS: Place = { label: '教职工账号单', to: '/staff-slips' }

/** Where a desk capacity goes often, each one click away on every page. */
export const PLACES: Partial<Record<Role, readonly Place[]>> = {
  bureau_officer: [
    { label: '事项', to: '/matters' }, DECIDING, LEDGER, BODIES, ...POLICY, { label: '本地确定', to: '/local-values' }, { label: '随机家访', to: '/assignments' },
  ],
  principal: [...schoolPlaces(DECIDING), { label: '学校确定', to: '/local-values' }, STAFF_SLIPS],
  party_secretary: [...schoolPlaces(EXCEPTIONS), STAFF_SLIPS],
  vice_principal: schoolPlaces(EXCEPTIONS),
  roster_keeper: [{ label: '花名册', to: '/roster' }, { label: '监护人账号单', to: '/slips' }, STAFF_SLIPS],
}
