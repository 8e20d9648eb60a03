import { Button } from 'antd'
import { useState } from 'react'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { download, sayError } from '#ui/api'
import { DeskSection } from '#ui/desk/DeskSection'
import { PickOne } from '#ui/desk/PickOne'
import { EmptyState } from '#ui/EmptyState'
import { useSearchValue } from '#ui/Nav'
import { useToast } from '#ui/Toast'
import { exportMatter, type MatterDuty, type readMatter } from '../../region.contract.ts'
import { inState, rowsOf, sayUnits, statesOf, type questionOf } from './matterView.ts'
import { SchoolTable } from './SchoolTable.tsx'

export interface SchoolsSectionProps {
  readonly answer: AnswerOf<typeof readMatter>
  readonly lead: MatterDuty
  readonly other: MatterDuty | undefined
  readonly question: ReturnType<typeof questionOf>
}

/** Every school with the figures of both duties; the filters stand in the address, so a link shows the same page. */
export function SchoolsSection({ answer, lead, other, question }: SchoolsSectionProps) {
  const [stage, setStage] = useSearchValue('stage')
  const [street, setStreet] = useSearchValue('street')
  const [state, setState] = useSearchValue('state')
  const all = rowsOf(answer.rows, { lead, other })
  const rows = all.filter((row) => inState(row, lead, state))
  const any = { value: '', label: '全部' }
  const stages = answer.stages.map(({ key, name }) => ({ value: key as string, label: name }))
  const streets = answer.streets.map((name) => ({ value: name, label: name }))
  const states = statesOf(all, lead).map(({ key, label, count }) => ({ value: key, label: `${label}（${count}）` }))
  const filters = (
    <>
      <PickOne label="学段" options={[any, ...stages]} value={stage} onChange={setStage} />
      <PickOne label="街道" options={[any, ...streets]} value={street} onChange={setStreet} />
      <PickOne label="状态" options={[any, ...states]} value={state} onChange={setState} />
      <ExportButton matter={answer.matter.key} question={question} />
    </>
  )
  return (
    <DeskSection title={sayUnits(rows)} aside={filters}>
      <SchoolTable matter={answer.matter.key} rows={rows} lead={lead} other={other} empty={<NoSchools filtered={stage + street + state !== ''} />} />
    </DeskSection>
  )
}

function NoSchools({ filtered }: { readonly filtered: boolean }) {
  return filtered
    ? <EmptyState title="没有符合条件的学校">换一个学段、街道或状态再看。</EmptyState>
    : <EmptyState title="还没有学校">学校和班级登记后，每所学校的完成情况会列在这里。</EmptyState>
}

function ExportButton({ matter, question }: { readonly matter: string; readonly question: SchoolsSectionProps['question'] }) {
  const { id } = useCapacity()
  const say = useToast()
  const [busy, setBusy] = useState(false)
  const fetchFile = () => {
    setBusy(true)
    download(exportMatter, { params: { matter }, query: question }, { capacity: id })
      .catch((error: unknown) => say({ text: sayError(error) }))
      .finally(() => setBusy(false))
  }
  return <Button className="tx-no-print" loading={busy} onClick={fetchFile}>导出 xlsx</Button>
}
