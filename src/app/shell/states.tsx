// How a screen looks while it has nothing to show: on its way, failed, empty, not there.
import { type ReactNode, useEffect, useState } from 'react'
import { Notice } from '../../design/components.tsx'
import { appWords as w } from '../app.messages.ts'
import { useSay } from '../words.tsx'

/** Lines of the table stand at once; a word comes only when it takes long enough to wonder. */
export function Loading({ lines = 0 }: { lines?: number }) {
  const say = useSay()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="loading" aria-busy="true">
      <p role="status">{slow ? say(w.loading) : '\u00a0'}</p>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty lines are alike
        <div key={i} className="loading-line" />
      ))}
    </div>
  )
}

export function Failed({ text, again }: { text: string; again?: () => void }) {
  const say = useSay()
  return (
    <div className="state">
      <Notice tone="bad">
        <p>{text}</p>
      </Notice>
      {again && (
        <button type="button" className="button" onClick={again}>
          {say(w.tryAgain)}
        </button>
      )}
    </div>
  )
}

/** One sentence, one button, nothing else. `first`: nothing has ever been here, so nothing round it is drawn either. */
export const Empty = ({ text, first = false, children }: { text: string; first?: boolean; children?: ReactNode }) => (
  <div className={first ? 'state first' : 'state'}>
    <p>{text}</p>
    {children}
  </div>
)

export function Missing() {
  const say = useSay()
  return (
    <div className="state">
      <h1>{say(w.missingTitle)}</h1>
      <p>{say(w.missing)}</p>
      <a className="button" href="/app/">
        {say(w.toQuotes)}
      </a>
    </div>
  )
}
