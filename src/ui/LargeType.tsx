import { useSyncExternalStore } from 'react'

const KEY = 'tongxin.large-type'
const CLASS = 'large-type'
const CHANGED = 'tongxin:large-type'

const root = () => document.documentElement
const isLarge = () => root().classList.contains(CLASS)

/** Storage is closed in some private windows; the switch then holds for the page only. */
function remember(large: boolean) {
  try { localStorage.setItem(KEY, large ? '1' : '0') } catch { /* nothing to remember with */ }
}

function remembered(): boolean {
  try { return localStorage.getItem(KEY) === '1' } catch { return false }
}

/** Applies the remembered type size; call once before the first render, so nothing jumps. */
export function applyTypeSize(): void {
  root().classList.toggle(CLASS, remembered())
}

function setLarge(large: boolean) {
  root().classList.toggle(CLASS, large)
  remember(large)
  window.dispatchEvent(new Event(CHANGED))
}

function subscribe(listener: () => void) {
  window.addEventListener(CHANGED, listener)
  return () => window.removeEventListener(CHANGED, listener)
}

/** True while the reader has chosen the large type. */
export const useLargeType = (): boolean => useSyncExternalStore(subscribe, isLarge)

/** The one switch for larger type, on every page. */
export function LargeTypeSwitch() {
  const large = useLargeType()
  return (
    <button type="button" className="tx-icon-button tx-no-print" aria-pressed={large} onClick={() => setLarge(!large)}>大字</button>
  )
}
