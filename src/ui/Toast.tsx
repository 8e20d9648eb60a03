import { createContext, useCallback, useContext, useState, type ReactNode } from 'react'

export interface ToastMessage {
  readonly text: ReactNode
  /** One way on, for example 更正. */
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

interface Shown extends ToastMessage { readonly key: number }

const VISIBLE_MS = 7000
const Say = createContext<((message: ToastMessage) => void) | null>(null)
let lastKey = 0

/** Says what has just happened; read aloud politely, gone after seven seconds. Nothing that must be read stands only here. */
export function useToast(): (message: ToastMessage) => void {
  const say = useContext(Say)
  if (!say) throw new Error('useToast needs ToastProvider above it')
  return say
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([])
  const drop = useCallback((key: number) => setShown((all) => all.filter((one) => one.key !== key)), [])
  const say = useCallback((message: ToastMessage) => {
    const key = ++lastKey
    setShown((all) => [...all, { ...message, key }])
    window.setTimeout(() => drop(key), VISIBLE_MS)
  }, [drop])
  return (
    <Say.Provider value={say}>
      {children}
      <div className="tx-toasts" role="status" aria-live="polite">
        {shown.map(({ key, text, action }) => (
          <div key={key} className="tx-toast">
            <span>{text}</span>
            {action && <button type="button" onClick={() => { drop(key); action.onPress() }}>{action.label}</button>}
          </div>
        ))}
      </div>
    </Say.Provider>
  )
}
