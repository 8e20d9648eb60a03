import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { sayDate } from '#kernel/dates'
import { newId } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { call, reading, sayError } from '#ui/api'
import { PickOne } from '#ui/desk/PickOne'
import { Loaded } from '#ui/Loaded'
import { Notice } from '#ui/Notice'
import { Bone } from '#ui/Skeleton'
import { listColleagues } from '../../posts/post.contract.ts'
import { STAGE_NAMES, STAGES } from '../../units/unit.contract.ts'
import { drawVisit } from '../assignment.contract.ts'
import { leaderOptions } from './drawView.ts'

const STAGE_OPTIONS = [{ value: '', label: '不限' }, ...STAGES.map((stage) => ({ value: stage as string, label: STAGE_NAMES[stage].zh }))]
const DAY_OPTIONS = [7, 14, 30, 60].map((days) => ({ value: String(days), label: `${days} 天` }))

/** Draws by the program, never by choice: that is what makes the visit a random one. */
export function DrawForm() {
  const { id } = useCapacity()
  const colleagues = useQuery(reading(listColleagues, {}, { capacity: id }))
  return (
    <Loaded query={colleagues} skeleton={<Bone width="60%" height="2em" />}>
      {(data) => {
        const leaders = leaderOptions(data.colleagues)
        return leaders.length === 0 ? <p className="tx-secondary">还没有登记局领导的岗位和任职。登记后可以为其抽取。</p> : <Draw leaders={leaders} />
      }}
    </Loaded>
  )
}

function Draw({ leaders }: { readonly leaders: readonly { value: string; label: string }[] }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [postId, setPostId] = useState(leaders[0]!.value)
  const [stage, setStage] = useState('')
  const [days, setDays] = useState('30')
  const drawing = useMutation({
    mutationFn: () => {
      const chosen = STAGES.find((one) => one === stage)
      return call(drawVisit, { body: { postId, days: Number(days), ...(chosen ? { stage: chosen } : {}) } }, { capacity: id, idempotencyKey: newId() })
    },
  })
  const drawn = drawing.data
  return (
    <>
      <div className="or-draw">
        <PickOne label="局领导" options={leaders} value={postId} onChange={setPostId} />
        <PickOne label="学段" options={STAGE_OPTIONS} value={stage} onChange={setStage} />
        <PickOne label="期限" options={DAY_OPTIONS} value={days} onChange={setDays} />
        <Button type="primary" loading={drawing.isPending} onClick={() => drawing.mutate()}>抽取</Button>
      </div>
      <div role="status" className="or-drawn">
        {drawn && <p>抽到 <b>{drawn.schoolName} {drawn.className}</b>，{sayDate(drawn.to, today)}前走访。学生姓名只有走访的局领导能看到。</p>}
      </div>
      {drawing.isError && <Notice kind="problem">{sayError(drawing.error)}</Notice>}
    </>
  )
}
