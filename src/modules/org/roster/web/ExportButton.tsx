import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useCapacity } from '#ui/acting'
import { download, sayError } from '#ui/api'
import { useToast } from '#ui/Toast'
import { exportRoster } from '../roster.contract.ts'
import type { RosterKind } from '../row.contract.ts'
import { WHO } from './changeView.ts'

/** Today's roster as a workbook that can be changed and imported again; of an empty school it is a form to fill in. */
export function ExportButton({ kind }: { readonly kind: RosterKind }) {
  const { id } = useCapacity()
  const say = useToast()
  const exporting = useMutation({
    mutationFn: () => download(exportRoster, { query: { kind } }, { capacity: id }),
    onError: (error) => say({ text: sayError(error) }),
  })
  return <Button loading={exporting.isPending} onClick={() => exporting.mutate()}>导出现在的{WHO[kind]}名册</Button>
}
