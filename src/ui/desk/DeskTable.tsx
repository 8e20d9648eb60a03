import { Table, type TableColumnsType } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { EmptyState } from '../EmptyState.tsx'
import { ErrorState } from '../ErrorState.tsx'
import { ListSkeleton } from '../Skeleton.tsx'
import { usePrinting } from './usePrinting.tsx'

export interface DeskTableProps<Row extends object> {
  /** Names the table for screen readers and in print. */
  readonly label: string
  /** Undefined while the first answer is on its way. */
  readonly rows: readonly Row[] | undefined
  readonly rowKey: (row: Row) => string
  readonly columns: TableColumnsType<Row>
  readonly error?: unknown
  readonly onRetry?: () => void
  /** Stands in the place of the rows when there are none. */
  readonly empty?: ReactNode
  /** Opens the row; the first cell should also hold a link, for the keyboard. */
  readonly onOpen?: (row: Row) => void
  readonly summary?: () => ReactNode
  /** Cells hold sentences: they wrap inside the page instead of scrolling sideways. */
  readonly prose?: boolean
  /** Rows of one page of the table; a hundred where the table is what the page is about. */
  readonly pageRows?: number
}

/**
 * A table of figures: head stays while the page scrolls, scrolls sideways in itself on narrow screens, shows a
 * page of rows at a time; on paper all of them, as wide as the paper. What scrolls can be reached by the keyboard. Mark columns of figures with `className: 'tx-number'`.
 */
export function DeskTable<Row extends object>(props: DeskTableProps<Row>) {
  const { label, rows, rowKey, columns, error, onRetry, empty, onOpen, summary, prose, pageRows = 100 } = props
  const box = useRef<HTMLDivElement>(null)
  const printing = usePrinting()
  useEffect(() => { box.current?.querySelector('.ant-table-body')?.setAttribute('tabindex', '0') }, [rows])
  if (rows === undefined) return error ? <ErrorState error={error} onRetry={onRetry} /> : <ListSkeleton rows={8} />
  if (rows.length === 0) return empty ?? <EmptyState title="没有符合条件的内容">换一个筛选条件再看。</EmptyState>
  return (
    <div className="tx-desk-table" role="region" aria-label={label} ref={box}>
      <Table<Row> rowKey={rowKey} columns={columns} dataSource={[...rows]} size="middle" sticky={!printing && { offsetHeader: 52 }}
        showSorterTooltip={false} {...(prose || printing ? {} : { scroll: { x: 'max-content' } })} {...(summary ? { summary } : {})}
        pagination={!printing && rows.length > pageRows && { pageSize: pageRows, showSizeChanger: false, showTotal: (count) => `共 ${count} 行` }}
        {...(onOpen ? { onRow: (row) => ({ onClick: () => onOpen(row), className: 'tx-opens' }) } : {})} />
    </div>
  )
}
