import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useCapacity } from '#ui/acting'
import { ApiProblem, reading as asking } from '#ui/api'
import { callLong } from '#ui/transfer'
import { acceptRoster, listBatches, readRosterFile, type BatchView, type Draft } from '../roster.contract.ts'
import type { Layout } from '../row.contract.ts'
import { answersTo } from './changeView.ts'
import { forgetChoices, keepChoices, loadChoices, type Choices } from './choices.ts'
import { useLong } from './useLong.ts'

/** One uploaded workbook on its way into the school: what was read of it, what was chosen, and what came of it. */
export function useImport(fileId: string) {
  const [choices, setChoices] = useState(() => loadChoices(fileId))
  const [draft, setDraft] = useState<Draft>()
  const [batch, setBatch] = useState<BatchView>()
  const params = { fileId }
  const reading = useLong((layout: Layout | undefined, options) =>
    callLong(readRosterFile, { params, body: layout === undefined ? {} : { layout: { ...layout, sheets: [...layout.sheets] } } }, options))
  const accepting = useLong((body: Parameters<typeof callLong<typeof acceptRoster>>[1]['body'], options) => callLong(acceptRoster, { params, body }, options))

  const choose = (part: Partial<Choices>) => {
    const next = { ...choices, ...part }
    setChoices(next)
    keepChoices(fileId, next)
  }
  const read = () => {
    accepting.reset()
    reading.mutate(choices.layout, {
      onSuccess: (read) => {
        setDraft(read)
        choose({ answers: answersTo(read.doubts, choices.answers) })
      },
    })
  }
  const accept = (leaveOutErrors: boolean) => {
    if (draft === undefined) return
    const { digest, effectiveOn } = draft
    accepting.mutate({ digest, effectiveOn: choices.effectiveOn ?? effectiveOn, answers: { ...choices.answers }, leaveOutErrors }, {
      onSuccess: (accepted) => {
        setBatch(accepted)
        forgetChoices(fileId)
      },
    })
  }
  const accepted = useAccepted(fileId, reading.error)
  const begin = useEffectEvent(read)
  const { stop } = reading
  useEffect(() => {
    begin()
    return stop
  }, [fileId, stop])
  return { draft, choices, choose, batch: batch ?? accepted, reading, accepting, read, accept }
}

/** Who comes back to a workbook that was imported finds what came of it: a batch bears the id of its file. */
function useAccepted(fileId: string, error: unknown): BatchView | undefined {
  const { id } = useCapacity()
  const gone = error instanceof ApiProblem && error.code === 'roster-file-gone'
  const known = useQuery({ ...asking(listBatches, {}, { capacity: id }), enabled: gone })
  return known.data?.batches.find((one) => gone && one.id === fileId && one.undoneAt === null)
}
