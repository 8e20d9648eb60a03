import { Button } from 'antd'
import { ApiProblem, sayError } from '#ui/api'
import { DeskSection } from '#ui/desk/DeskSection'
import { PathLink } from '#ui/Nav'
import { isStopped } from './useLong.ts'

/** Trying once more may help, unlike with a workbook that cannot be read. */
const isPassing = (error: unknown) => !(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 499

/** A workbook that could not be read, or not to its end: what happened and the way on. */
export function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <DeskSection title={isStopped(error) ? '已停止核对' : '这个工作簿没有读成'}>
      <p role="alert">{sayError(error)}</p>
      <div className="ro-row ro-next">
        {isPassing(error) && <Button type="primary" onClick={onRetry}>重新核对</Button>}
        <PathLink to="/roster" className={isPassing(error) ? '' : 'ro-act-link'}>{isPassing(error) ? '回到花名册' : '重新选择工作簿'}</PathLink>
      </div>
    </DeskSection>
  )
}
