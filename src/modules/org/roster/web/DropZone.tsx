import { Button } from 'antd'
import { useEffect, useRef, useState, type DragEvent } from 'react'

export interface DropZoneProps {
  /** 「选择学生花名册」 */
  readonly label: string
  readonly hint: string
  readonly onFile: (file: File) => void
  readonly onSeveral: () => void
}

const hasFiles = (event: DragEvent | globalThis.DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** A file that misses the zone must not replace the page, as browsers do. */
function useMissedFiles() {
  useEffect(() => {
    const keepPage = (event: globalThis.DragEvent) => { if (hasFiles(event)) event.preventDefault() }
    window.addEventListener('dragover', keepPage)
    window.addEventListener('drop', keepPage)
    return () => {
      window.removeEventListener('dragover', keepPage)
      window.removeEventListener('drop', keepPage)
    }
  }, [])
}

/** One file, by a button or by dropping it. */
export function DropZone({ label, hint, onFile, onSeveral }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  useMissedFiles()
  const take = (files: FileList | null) => {
    if (files?.length === 1) onFile(files[0]!)
    else if (files && files.length > 1) onSeveral()
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <div className="ro-drop" data-over={over || undefined} onDrop={onDrop} onDragOver={(event) => { if (hasFiles(event)) { event.preventDefault(); setOver(true) } }}
      onDragLeave={() => setOver(false)}>
      <input ref={input} type="file" accept=".xlsx,.xls,.et,.xlsm" hidden
        onChange={(event) => { take(event.target.files); event.target.value = '' }} />
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <p className="tx-secondary">{hint}</p>
    </div>
  )
}
