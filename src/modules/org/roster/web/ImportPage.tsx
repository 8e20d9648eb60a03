import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useCapacity } from '#ui/acting'
import { ApiProblem, call, sayError } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import type { PageParams } from '#ui/lazyPage'
import { PathLink, useGo, useSearchValue } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { discardRoster } from '../roster.contract.ts'
import { forgetChoices } from './choices.ts'
import { DonePart } from './DonePart.tsx'
import { DraftPart } from './DraftPart.tsx'
import { Failed } from './Failed.tsx'
import { Steps, type Step } from './Steps.tsx'
import { useImport } from './useImport.ts'
import { Working } from './Working.tsx'
import './roster.css'

/** One workbook from its upload to its import: first its columns, then what is wrong and what would change, then it is done. */
export function ImportPage({ params: { fileId } }: PageParams<'fileId'>) {
  const [step] = useSearchValue('step')
  const { draft, batch, accepting, ...rest } = useImport(fileId)
  const at: Step = batch ? '完成' : accepting.isPending ? '导入' : step === 'check' ? '核对问题与变化' : '核对列'
  return (
    <DeskPage title={draft?.name ?? '导入工作簿'}>
      <div className="ro-row ro-head">
        <Steps at={at} />
        {!batch && !accepting.isPending && <Discard fileId={fileId} />}
      </div>
      <Body {...{ draft, batch, accepting, ...rest }} />
    </DeskPage>
  )
}

function Body({ draft, batch, reading, accepting, choices, choose, read, accept }: ReturnType<typeof useImport>) {
  const go = useGo()
  const [step, setStep] = useSearchValue('step')
  if (batch) return <DonePart batch={batch} onUndone={() => go('/roster')} />
  if (accepting.isPending) return <Working title="正在导入" progress={accepting.progress} note="停止后不写入任何内容，可以重新导入。" onStop={accepting.stop} />
  if (reading.isPending || (draft === undefined && !reading.isError)) {
    return <Working title="正在读取和核对" progress={reading.progress} note="还没有写入任何内容。" onStop={reading.stop} />
  }
  if (draft === undefined) return <Failed error={reading.error} onRetry={read} />
  const failed = accepting.error ?? reading.error
  return (
    <>
      {failed !== null && <Refused error={failed} onRead={read} />}
      <DraftPart draft={draft} choices={choices} onChoices={choose} checking={step === 'check'} onStep={setStep} onRead={read} onAccept={accept} />
    </>
  )
}

/** What the server refused, with the step that helps. */
function Refused({ error, onRead }: { readonly error: Error; readonly onRead: () => void }) {
  const code = error instanceof ApiProblem ? error.code : ''
  const action = code === 'roster-changed' ? <Button onClick={onRead}>重新核对</Button>
    : code === 'roster-file-gone' ? <PathLink to="/roster">重新上传</PathLink> : undefined
  return <Notice kind="problem" action={action}>{sayError(error)}</Notice>
}

function Discard({ fileId }: { readonly fileId: string }) {
  const { id } = useCapacity()
  const go = useGo()
  const discarding = useMutation({
    mutationFn: () => call(discardRoster, { params: { fileId } }, { capacity: id }),
    onSettled: () => {
      forgetChoices(fileId)
      go('/roster')
    },
  })
  return <Button type="link" className="ro-discard" loading={discarding.isPending} onClick={() => discarding.mutate()}>放弃这份工作簿</Button>
}
