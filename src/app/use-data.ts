// Reading from the service: what is there, what is on its way, what failed. Nothing is cached beyond the screen that shows it;
// live notices ask again.
import { useCallback, useEffect, useRef, useState } from 'react'
import { liveUrl, Offline, Refused } from './api.ts'
import { appWords } from './app.messages.ts'
import { type Say, useSay } from './words.tsx'

export type Loaded<T> = {
  data: T | null
  /** A sentence, when it did not go. What was there before stays. */
  failed: string | null
  /** True when what was asked for does not exist. */
  missing: boolean
  loading: boolean
  again: () => void
  set: (data: T) => void
}

export function useData<T>(load: (signal: AbortSignal) => Promise<T>, keys: readonly unknown[]): Loaded<T> {
  const say = useSay()
  const [state, setState] = useState<Pick<Loaded<T>, 'data' | 'failed' | 'loading' | 'missing'>>({
    data: null,
    failed: null,
    missing: false,
    loading: true,
  })
  const [turn, setTurn] = useState(0)
  const latest = useRef({ load, say })
  latest.current = { load, say }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what the answer depends on
  useEffect(() => {
    const abort = new AbortController()
    setState(s => ({ ...s, loading: true }))
    latest.current.load(abort.signal).then(
      data => setState({ data, failed: null, missing: false, loading: false }),
      error => {
        if (abort.signal.aborted) return
        const missing = error instanceof Refused && error.status === 404
        setState(s => ({ data: s.data, failed: sentenceOf(error, latest.current.say), missing, loading: false }))
      },
    )
    return () => abort.abort()
  }, [...keys, turn])
  return {
    ...state,
    again: useCallback(() => setTurn(t => t + 1), []),
    set: useCallback((data: T) => setState({ data, failed: null, missing: false, loading: false }), []),
  }
}

/** What to tell the person: the server's own sentence, or that there is no coverage. */
export function sentenceOf(error: unknown, say: Say): string {
  if (error instanceof Refused && error.refusal.text) return error.refusal.text
  return say(error instanceof Offline ? appWords.noContact : appWords.failure)
}

/** Sentences beside fields, by dotted path; empty when the refusal was about something else. */
export const fieldsOf = (error: unknown): Record<string, string> =>
  error instanceof Refused ? error.refusal.fields : {}

/**
 * Calls back when something happens to the company's documents (or to one), and once when the connection is back after a break,
 * since what happened meanwhile was not told.
 */
export function useLive(
  documentId: string | null,
  happened: (notice: { documentId: string; what: string } | null) => void,
) {
  const latest = useRef(happened)
  latest.current = happened
  useEffect(() => {
    const source = new EventSource(liveUrl(documentId))
    let broken = false
    source.onerror = () => {
      broken = true
    }
    source.onopen = () => {
      if (broken) latest.current(null)
      broken = false
    }
    source.onmessage = e => latest.current(JSON.parse(e.data))
    return () => source.close()
  }, [documentId])
}

/** The instant, renewed every so often, for words such as "29 dagar kvar". */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
