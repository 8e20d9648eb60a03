import { Button } from '#ui/Button'
import { Icon } from '#ui/Icon'
import { useGo } from '#ui/Nav'

/** Buttons under a record that was saved just now. */
export function AfterSaving({ again, againAddress }: { readonly again: string; readonly againAddress: string }) {
  const go = useGo()
  return (
    <>
      <Button onClick={() => go(againAddress)}>{again}</Button>
      <Button look="primary" onClick={() => go('/today')}>回首页</Button>
    </>
  )
}

export function SavedLine() {
  return <p role="status"><b><Icon name="check" /> 已保存</b></p>
}
