// Reading from the service: what is there, what is on its way, what failed. Nothing is cached beyond the screen that shows it;
// live notices ask again.
import { useCallback, useEffect, useRef, useState } from 'react'
import { Offline, Refused } from './api.ts'

export type Loaded<T> = {
  data: T | null
  /** A sentence, when it did not go. */
  failed: string | null
  loading: boolean
  again: () => void
  set: (data: T) => void
}

export function useData<T>(load: (signal: AbortSignal) => Promise<T>, keys: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; failed: string | null; loading: boolean }>({
    data: null,
    failed: null,
    loading: true,
  })
  const [turn, setTurn] = useState(0)
  const latest = useRef(load)
  latest.current = load
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what the answer depends on
  useEffect(() => {
    const abort = new AbortController()
    setState(s => ({ ...s, loading: true }))
    latest.current(abort.signal).then(
      data => setState({ data, failed: null, loading: false }),
      error => {
        if ((error as Error).name === 'AbortError') return
        setState(s => ({ data: s.data, failed: sentenceOf(error), loading: false }))
      },
    )
    return () => abort.abort()
  }, [...keys, turn])
  return {
    ...state,
    again: useCallback(() => setTurn(t => t + 1), []),
    set: useCallback((data: T) => setState({ data, failed: null, loading: false }), []),
  }
}

/** What to tell the person: the server's own sentence, or that there is no coverage. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refused && error.refusal.text) return error.refusal.text
  if (error instanceof Offline)
    return 'Det finns ingen kontakt med tjänsten just nu. Kontrollera uppkopplingen och försök igen.'
  return 'Något gick fel. Försök igen.'
}

/** Calls back when the company's documents change, and when the connection is back after a break. */
export function useLive(documentId: string | null, changed: (what: string) => void) {
  const latest = useRef(changed)
  latest.current = changed
  useEffect(() => {
    const source = new EventSource(`/api/app/live${documentId ? `?document=${documentId}` : ''}`)
    source.addEventListener('change', e =>
      latest.current((JSON.parse((e as MessageEvent).data) as { what: string }).what),
    )
    return () => source.close()
  }, [documentId])
}
