import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SchoolDate } from '#kernel/dates'
import { newId } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, fieldError, sayError } from '#ui/api'
import { ChoiceChips } from '#ui/Chips'
import { Input } from '#ui/Input'
import { Notice } from '#ui/Notice'
import { Dialog } from '#ui/Sheet'
import { TextLine } from '#ui/TextLine'
import { useToast } from '#ui/Toast'
import { askException, REASON_NAMES, REASONS, type ExceptionAsk, type ExceptionKind } from '../exception.contract.ts'

/** A cell for which something can be asked. */
export interface Askable {
  readonly cell: Pick<ExceptionAsk, 'duty' | 'period' | 'bearerId' | 'groupId'>
  readonly sentence: string
  /** 「三(2)班」 */
  readonly bearer: string
  readonly kinds: readonly ExceptionKind[]
  readonly latest: SchoolDate
}

export const ASK_VERBS: Readonly<Record<ExceptionKind, string>> = { exception: '申请例外', hindrance: '登记无法完成' }
const EFFECTS: Readonly<Record<ExceptionKind, string>> = {
  exception: '文件写明“原则上”的责任可以申请例外，由教育局审批。同意以前照常计算。',
  hindrance: '登记的是安排上缺少的条件，由校长或教育局确认。确认以前照常计算。',
}
const REASON_OPTIONS = REASONS.map((value) => ({ value, label: REASON_NAMES[value] }))

/** What is asked for one figure: why, in one line, and until when. */
export function AskSheet({ askable, kind, onClose }: { readonly askable: Askable; readonly kind: ExceptionKind; readonly onClose: () => void }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, client] = [useToast(), useQueryClient()]
  const [idempotencyKey] = useState(() => newId())
  const [reason, setReason] = useState<ExceptionAsk['reason'] | undefined>(undefined)
  const [note, setNote] = useState('')
  const [endsOn, setEndsOn] = useState<string>(askable.latest)
  const [tried, setTried] = useState(false)
  const asking = useMutation({
    mutationFn: (body: ExceptionAsk) => call(askException, { body }, { capacity: id, idempotencyKey }),
    onSuccess: async () => {
      await client.invalidateQueries()
      say({ text: kind === 'exception' ? '已提交，等待教育局审批。' : '已提交，等待确认。' })
      onClose()
    },
  })
  const submit = () => {
    setTried(true)
    if (reason !== undefined && note.trim().length > 1 && endsOn !== '') asking.mutate({ ...askable.cell, kind, reason, note: note.trim(), endsOn })
  }
  const noteProblem = tried && note.trim().length < 2 ? '请写明原因，至少 2 个字' : fieldError(asking.error, 'note')
  return (
    <Dialog open title={ASK_VERBS[kind]} confirm="提交" busy={asking.isPending} onClose={onClose} onConfirm={submit}>
      <div className="tx-stack">
        <p><b>{askable.bearer}</b>：{askable.sentence}</p>
        <p className="tx-secondary tx-small">{EFFECTS[kind]}</p>
        <ChoiceChips label="原因" options={REASON_OPTIONS} value={reason} onChange={setReason} error={tried && reason === undefined ? '请选一个原因' : undefined} />
        <TextLine label="说明" value={note} onChange={setNote} maxLength={200} placeholder="一句话，例如：礼堂大修到四月" hint="写安排上的原因，不写学生姓名" error={noteProblem} />
        {askable.latest > today && (
          <Input label="有效到" type="date" value={endsOn} min={today} max={askable.latest} onChange={setEndsOn} hint="到期自动恢复计算"
            error={tried && endsOn === '' ? '请填有效到哪一天' : fieldError(asking.error, 'endsOn')} />
        )}
        {asking.isError && <Notice kind="problem">{sayError(asking.error)}</Notice>}
      </div>
    </Dialog>
  )
}
