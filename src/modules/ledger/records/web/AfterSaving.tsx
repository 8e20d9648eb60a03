import { Button } from '#ui/Button'
import { Icon } from '#ui/Icon'
import { useGo } from '#ui/Nav'

/** Buttons under a record that was saved just now. `again` is where the next one is recorded, `home` where the day began. */
export function AfterSaving({ again, home = '/today' }: { readonly again: string; readonly home?: string }) {
  const go = useGo()
  return (
    <>
      <Button onClick={() => go(again)}>再记一次</Button>
      <Button look="primary" onClick={() => go(home)}>回首页</Button>
    </>
  )
}

/** That it was saved, with the way to put right at once what went wrong. */
export function SavedLine({ onCorrect }: { readonly onCorrect: (() => void) | undefined }) {
  return (
    <div className="tx-section-head">
      <p role="status"><b><Icon name="check" /> 已保存</b></p>
      {onCorrect && <Button look="plain" onClick={onCorrect}>更正</Button>}
    </div>
  )
}
