import type { SchoolDate } from '#kernel/dates'
import { sayCode } from '../../session/code.rules.ts'
import { sayLogin } from '../../session/login.rules.ts'
import type { Slip } from '../slip.contract.ts'
import { ADVICE, addressToType, sayDay } from './sheetView.ts'

/** One slip: whose it is, the two things to type, three steps, one warning. */
export function SlipCard({ slip, issuedOn }: { readonly slip: Slip; readonly issuedOn: SchoolDate }) {
  const [login, warning] = ADVICE[slip.for]
  return (
    <article className="sl-slip" aria-label={`${slip.bearer}的账号单`}>
      <h3 className="sl-bearer"><b>{slip.bearer}</b> {slip.place}</h3>
      <p className="sl-key">账号 <b>{sayLogin(slip.login)}</b></p>
      <p className="sl-key">激活码 <b>{sayCode(slip.code)}</b></p>
      <p>有效期到 {sayDay(slip.codeUntil, issuedOn)}，只能用一次</p>
      <ol>
        <li>打开 <span className="sl-address">{addressToType(window.location)}</span></li>
        <li>输入激活码，自己设一个密码</li>
        <li>{login}</li>
      </ol>
      <p className="sl-warning">{warning}</p>
    </article>
  )
}
