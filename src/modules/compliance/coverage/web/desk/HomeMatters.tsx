import { Button } from 'antd'
import { useCapacity, useSigned } from '#ui/acting'
import { DeskSection } from '#ui/desk/DeskSection'
import { PathLink, useSearchValue } from '#ui/Nav'
import { StateTag } from '#ui/StateTag'
import { STATE_TONES } from '../tone.ts'
import { Fold } from './Fold.tsx'
import { groupHome, type HomeGroup } from './homeView.ts'
import { isOpen, type Worst } from './matterOrder.ts'
import { OpeningDuties } from './OtherDuties.tsx'
import { sayDay } from './say.ts'
import { sayDaysLeft, type SchoolDuty } from './schoolView.ts'
import './matters.css'

export interface HomeMattersProps {
  readonly matters: readonly { readonly key: string; readonly name: string }[]
  readonly duties: readonly SchoolDuty[]
}

/** All duties of the school: a line a matter, what needs attention first, and what nobody can be late with folded below. */
export function HomeMatters({ matters, duties }: HomeMattersProps) {
  const { groups, waiting, offers, statements, idle } = groupHome(matters, duties)
  return (
    <>
      {groups.length > 0 && (
        <DeskSection title={`按事项 ${groups.length} 个`}>
          <ul className="co-groups" aria-label="按事项">{groups.map((group) => <GroupItem key={group.key} group={group} />)}</ul>
        </DeskSection>
      )}
      {waiting.length + offers.length + statements.length + idle.length > 0 && (
        <DeskSection title="不按期限考察的" aside={waiting.length > 0 && <DecideLink />}>
          <Rest title="待本地确定" duties={waiting} />
          <Rest title="鼓励开展" duties={offers} />
          <Rest title="要求" duties={statements} />
          <Rest title="目前没有对象或尚不能记录" duties={idle} />
        </DeskSection>
      )}
    </>
  )
}

/** Only who may decide is led there. */
function DecideLink() {
  return useCapacity().role === 'principal' ? <PathLink to="/local-values">去学校确定</PathLink> : null
}

function Rest({ title, duties }: { readonly title: string; readonly duties: readonly SchoolDuty[] }) {
  const [duty] = useSearchValue('open')
  return duties.length > 0 && <Fold title={`${title} ${duties.length} 项`} open={duties.some((one) => one.key === duty)}><OpeningDuties label={title} duties={duties} persons /></Fold>
}

/** 「已逾期 2 项」「空岗 1 个」 */
const sayWorst = (worst: Worst) => (isOpen(worst) ? `${worst.label} ${worst.count} ${worst.state === 'vacant' ? '个' : '项'}` : worst.label)

/** Closed by hand, also where the address names a duty. */
const CLOSED = '-'

function GroupItem({ group: { key, name, duties, worst, met } }: { readonly group: HomeGroup }) {
  const { today } = useSigned()
  const [shown, show] = useSearchValue('matter')
  const [duty] = useSearchValue('open')
  // A link to a duty opens the matter that it stands in.
  const open = shown === key || (shown === '' && duties.some((one) => one.key === duty))
  return (
    <li>
      <b className="co-group-name">{name}</b>
      <span className="co-group-count">完成 {met} / {duties.length} 项</span>
      <span className="co-group-state">
        <StateTag tone={STATE_TONES[worst.state]} label={sayWorst(worst)} />
        {isOpen(worst) && worst.due && <small>{sayDay(worst.due, today)}，{sayDaysLeft(worst.due, today)}</small>}
      </span>
      <Button size="small" className="tx-no-print" aria-expanded={open} aria-label={`${open ? '收起' : '展开'}：${name}`} onClick={() => show(open ? CLOSED : key)}>{open ? '收起' : '展开'}</Button>
      {open && <div className="co-group-duties"><OpeningDuties label={name} duties={duties} persons /></div>}
    </li>
  )
}
