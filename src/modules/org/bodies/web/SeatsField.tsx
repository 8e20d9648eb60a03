import { Button } from '#ui/Button'
import { Input } from '#ui/Input'
import { Select } from '#ui/Select'
import { newSeat, ROLE_OPTIONS, SEAT_KIND_OPTIONS, type SeatInput } from './bodyView.ts'

/** By post and never by name: whoever holds the post sits there. */
const NO_NAME = '写岗位，如“区长”，不写姓名；可以不填'

interface SeatFieldsProps { readonly seat: SeatInput; readonly onChange: (seat: SeatInput) => void }

/** One seat: role, from where, post, how many persons. */
export function SeatFields({ seat, onChange }: SeatFieldsProps) {
  const put = (part: Partial<SeatInput>) => onChange({ ...seat, ...part })
  return (
    <>
      <div className="bo-seat">
        <Select label="职务" options={ROLE_OPTIONS} value={seat.role} onChange={(role) => put({ role })} />
        <Select label="由谁担任" options={SEAT_KIND_OPTIONS} value={seat.kind} onChange={(kind) => put({ kind })} />
      </div>
      <div className="bo-seat-foot">
        <Input label="岗位" value={seat.title} maxLength={40} hint={NO_NAME} onChange={(title) => put({ title })} />
        <Input label="人数" value={seat.number} inputMode="numeric" onChange={(number) => put({ number })}
          error={/^[1-9]\d*$/.test(seat.number) ? undefined : '写整数'} />
      </div>
    </>
  )
}

interface SeatsFieldProps {
  readonly seats: readonly SeatInput[]
  readonly onChange: (seats: readonly SeatInput[]) => void
  /** So many stay. */
  readonly least?: number
}

/** Several seats in one go. */
export function SeatsField({ seats, onChange, least = 0 }: SeatsFieldProps) {
  return (
    <fieldset>
      <legend className="tx-legend">席位</legend>
      <ul className="bo-seats">
        {seats.map((seat) => (
          <li key={seat.key}>
            <SeatFields seat={seat} onChange={(changed) => onChange(seats.map((one) => (one.key === seat.key ? changed : one)))} />
            {seats.length > least && <Button look="plain" onClick={() => onChange(seats.filter((one) => one.key !== seat.key))}>去掉这一席</Button>}
          </li>
        ))}
      </ul>
      <Button onClick={() => onChange([...seats, newSeat(seats.length === 0 ? 'head' : 'member')])}>{seats.length === 0 ? '写席位' : '再加一席'}</Button>
    </fieldset>
  )
}
