import { Menu, type MenuItem } from '#ui/Menu'
import { useGo } from '#ui/Nav'
import { useSigned } from '#ui/acting'
import { useToast } from '#ui/Toast'
import { sayError } from '#ui/api'
import { choicesOf } from './choices.ts'
import { signOut } from './session.tsx'

export interface CapacityMenuProps {
  /** Key of the choice that this page acts in. */
  readonly current: string
  /** Short on the phone, the whole name on the desk. */
  readonly face: string
}

/** The capacities of this account; choosing one changes the address and nothing else. */
export function CapacityMenu({ current, face }: CapacityMenuProps) {
  const { capacities, personName } = useSigned()
  const go = useGo()
  const say = useToast()
  const items: MenuItem[] = choicesOf(capacities).map((choice) => ({
    key: choice.key, label: choice.label, current: choice.key === current, onPick: () => go(choice.address, { outside: true }),
  }))
  const leave: MenuItem = {
    key: 'sign-out', label: '退出登录', note: personName, apart: true,
    onPick: () => { signOut().catch((error: unknown) => say({ text: sayError(error) })) },
  }
  return <Menu label={`${face}，切换身份或退出`} face={<span className="tx-menu-face">{face}</span>} items={[...items, leave]} />
}
