import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useCapacity, useSigned } from '#ui/acting'
import { call, sayError } from '#ui/api'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { DeskTable } from '#ui/desk/DeskTable'
import { EmptyState } from '#ui/EmptyState'
import { Field } from '#ui/Field'
import { Input } from '#ui/Input'
import type { PageParams } from '#ui/lazyPage'
import { useGo } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { useToast } from '#ui/Toast'
import { BODY_KINDS, BODY_NAMES, type BodyKind } from '../body.contract.ts'
import { parentsOf } from '../body.rules.ts'
import { enterList, type ListLine } from '../keeping.contract.ts'
import { TopicField } from './BodyForm.tsx'
import './bodies.css'

/** A whole list pasted from a workbook: looked through first, then entered whole. */
export function BodyListPage({ params: { kind } }: PageParams<'kind'>) {
  const known = BODY_KINDS.find((one) => one === kind)
  const name = known === undefined ? '' : BODY_NAMES[known].zh
  const crumbs = [{ label: '机构与队伍', to: '/bodies' }, ...(known === undefined ? [] : [{ label: name, to: '/bodies', search: { kind: known } }])]
  return (
    <DeskPage title={`批量录入${name}`} crumbs={crumbs}>
      {known === undefined ? <EmptyState title="没有这个种类">请回到“机构与队伍”，先选种类，再点“批量录入”。</EmptyState> : <ListBody kind={known} />}
    </DeskPage>
  )
}

function ListBody({ kind }: { readonly kind: BodyKind }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [say, go, client] = [useToast(), useGo(), useQueryClient()]
  const [text, setText] = useState('')
  const [topic, setTopic] = useState('')
  const [validFrom, setValidFrom] = useState(today)
  const sending = useMutation({
    mutationFn: (trial: boolean) => call(enterList, { body: { kind, topic: topic || null, validFrom, text, trial } }, { capacity: id }),
    onSuccess: async ({ entered }) => {
      if (entered === 0) return
      await client.invalidateQueries()
      say({ text: `已录入 ${entered} 个${BODY_NAMES[kind].zh}。` })
      go('/bodies', { search: { kind } })
    },
  })
  const changed = (change: () => void) => { change(); sending.reset() }
  const lines = sending.data?.lines
  const wrong = lines?.filter(({ problem }) => problem !== null).length ?? 0
  const ready = lines !== undefined && wrong === 0
  return (
    <>
      <DeskSection title="名单">
        <div className="bo-list-form">
          <Field label="每行一个" hint={hintOf(kind)}>
            {(attributes) => (
              <textarea {...attributes} className="bo-list-text" value={text}
                onChange={(event) => changed(() => setText(event.target.value))} />
            )}
          </Field>
          <TopicField kind={kind} value={topic} onChange={(value) => changed(() => setTopic(value))} />
          <Input label="成立日期" type="date" value={validFrom} max={today} hint="整份名单用同一天，以后可以逐个更正"
            onChange={(day) => changed(() => setValidFrom(day))} />
          {sending.isError && <Notice kind="problem">{sayError(sending.error)}</Notice>}
          <div className="bo-list-acts">
            <Button type={ready ? 'default' : 'primary'} disabled={text.trim() === '' || validFrom === ''}
              loading={sending.isPending && sending.variables} onClick={() => sending.mutate(true)}>检查</Button>
            {ready && (
              <Button type="primary" loading={sending.isPending && !sending.variables} onClick={() => sending.mutate(false)}>录入 {lines.length} 个</Button>
            )}
            <span role="status" className="tx-secondary">
              {lines && (wrong === 0 ? `${lines.length} 行都可以录入` : `${wrong} 行有问题，改正后再检查；没有录入任何一行`)}
            </span>
          </div>
        </div>
      </DeskSection>
      {lines && <DeskSection title={`读到 ${lines.length} 行`}><Lines lines={lines} /></DeskSection>}
    </>
  )
}

function hintOf(kind: BodyKind): string {
  const above = parentsOf(kind).map((one) => BODY_NAMES[one].zh).join('、')
  return above === '' ? '从表格里复制一列名称粘贴到这里。只写名称，不写个人姓名。'
    : `从表格里复制一列或两列粘贴到这里。名称后面可以写它属于哪个${above}，中间用逗号或制表符隔开。不写个人姓名。`
}

/** What is wrong stands first: that is what there is to do. */
function Lines({ lines }: { readonly lines: readonly ListLine[] }) {
  const sorted = [...lines.filter(({ problem }) => problem !== null), ...lines.filter(({ problem }) => problem === null)]
  const columns: TableColumnsType<ListLine> = [
    { title: '行', key: 'line', className: 'tx-number', width: '4em', render: (_, { line }) => line },
    { title: '名称', key: 'name', className: 'bo-name', render: (_, { name, parentName }) => <>{name || '–'}<small>{parentName}</small></> },
    {
      title: '检查', key: 'problem',
      render: (_, { problem }) => <span className={problem === null ? 'bo-fine' : 'bo-problem'}>{problem ?? '可以录入'}</span>,
    },
  ]
  return <DeskTable label="读到的名单" rows={sorted} rowKey={({ line }) => String(line)} columns={columns} prose />
}
