import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useCapacity } from '#ui/acting'
import { fieldError, sayError } from '#ui/api'
import { DeskSection } from '#ui/desk/DeskSection'
import { useGo } from '#ui/Nav'
import { Notice } from '#ui/Notice'
import { uploadFile } from '#ui/transfer'
import { uploadRoster, WORKBOOK_LIMIT } from '../roster.contract.ts'
import type { RosterKind } from '../row.contract.ts'
import { WHO } from './changeView.ts'
import { DropZone } from './DropZone.tsx'
import { ExportButton } from './ExportButton.tsx'
import { Shapes } from './Shapes.tsx'

const HINT = `xlsx 工作簿，不超过 ${WORKBOOK_LIMIT / 2 ** 20} MB；也可以拖到这里`
const SEVERAL = '一次导入一个工作簿。请只选一个文件；分成几个文件的，可以先后导入。'
const NAME_LENGTH = 200

/** The way in for one of the two kinds of roster. */
export function UploadPart({ kind }: { readonly kind: RosterKind }) {
  const { id } = useCapacity()
  const go = useGo()
  const [several, setSeveral] = useState(false)
  const stopper = useRef<AbortController>(undefined)
  const uploading = useMutation({
    mutationFn: (file: File) => {
      stopper.current = new AbortController()
      return uploadFile(uploadRoster, { query: { kind, name: file.name.slice(0, NAME_LENGTH) }, file }, { capacity: id, signal: stopper.current.signal })
    },
    onMutate: () => setSeveral(false),
    onSuccess: ({ fileId }) => go(`/roster/files/${fileId}`),
  })
  const stop = () => {
    stopper.current?.abort()
    uploading.reset()
  }
  const said = several ? SEVERAL : uploading.isError && (fieldError(uploading.error, 'file') ?? sayError(uploading.error))
  return (
    <DeskSection title={`导入${WHO[kind]}`} aside={<ExportButton kind={kind} />}>
      {uploading.isPending
        ? <div className="ro-drop" role="status"><p>正在上传 {uploading.variables.name} …</p><Button onClick={stop}>停止</Button></div>
        : <DropZone label={`选择${WHO[kind]}工作簿`} hint={HINT} onFile={(file) => uploading.mutate(file)} onSeveral={() => setSeveral(true)} />}
      {said && <Notice kind="problem">{said}</Notice>}
      <Shapes kind={kind} />
    </DeskSection>
  )
}
