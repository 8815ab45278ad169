// One notice at a time, bottom left, with a way back where there is one.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { appWords as w } from '../app.messages.ts'
import { useSay } from '../words.tsx'

type Toast = { text: string; undo?: (() => void) | undefined }
const ToastContext = createContext<(text: string, undo?: () => void) => void>(() => {})

/** Shows a sentence; with `undo` a button that takes it back. */
export const useToast = () => useContext(ToastContext)

export function Toasts({ children }: { children: ReactNode }) {
  const say = useSay()
  const [toast, setToast] = useState<Toast | null>(null)
  const show = useCallback((text: string, undo?: () => void) => setToast({ text, undo }), [])
  useEffect(() => {
    if (!toast) return
    const timer = setTimeout(() => setToast(null), toast.undo ? 12_000 : 7000)
    return () => clearTimeout(timer)
  }, [toast])
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toast && (
          <div className="toast">
            <span>{toast.text}</span>
            {toast.undo && (
              <button
                type="button"
                className="button plain"
                onClick={() => {
                  toast.undo?.()
                  setToast(null)
                }}
              >
                {say(w.undo)}
              </button>
            )}
          </div>
        )}
      </div>
    </ToastContext.Provider>
  )
}
