import { Button } from '#ui/Button'
import { Icon } from '#ui/Icon'
import { useGo } from '#ui/Nav'

export interface AfterSavingProps {
  /** Where the next one is recorded. */
  readonly again: string
  readonly onCorrect?: (() => void) | undefined
}

/** Buttons under a record that was saved just now. */
export function AfterSaving({ again, onCorrect }: AfterSavingProps) {
  const go = useGo()
  return (
    <>
      {onCorrect && <Button onClick={onCorrect}>更正</Button>}
      <Button onClick={() => go(again)}>再记一次</Button>
      <Button look="primary" onClick={() => go('/today')}>回首页</Button>
    </>
  )
}

export function SavedLine() {
  return <p role="status"><b><Icon name="check" /> 已保存</b></p>
}
