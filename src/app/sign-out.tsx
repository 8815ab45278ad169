// Signing out leaves nothing of one's own in the browser. Text that was never saved would go with it, so that is asked about first.
import { useRef, useState } from 'react'
import { appWords as w } from './app.messages.ts'
import { forgetAll, unconfirmed } from './editor/kept.ts'
import { useSession } from './session.tsx'
import { Sheet } from './shell/sheet.tsx'
import { useSay } from './words.tsx'

export function SignOut() {
  const say = useSay()
  const { me } = useSession()
  const form = useRef<HTMLFormElement>(null)
  const [lost, setLost] = useState<readonly string[]>([])
  return (
    <>
      <form
        ref={form}
        method="post"
        action="/logga-ut"
        onSubmit={e => {
          const unsaved = unconfirmed(localStorage, me.memberId)
          if (unsaved.length === 0) return
          e.preventDefault()
          setLost(unsaved)
        }}
      >
        <button type="submit" className="button plain small">
          {say(w.signOut)}
        </button>
      </form>
      {lost.length > 0 && (
        <Sheet
          title={say(w.signOutLoses)}
          close={() => setLost([])}
          foot={
            <>
              <button type="button" className="button main" onClick={() => setLost([])}>
                {say(w.signOutStay)}
              </button>
              <button
                type="button"
                className="button danger"
                onClick={() => {
                  forgetAll(localStorage, me.memberId)
                  form.current?.submit()
                }}
              >
                {say(w.signOutAnyway)}
              </button>
            </>
          }
        >
          <p>{say(w.signOutLosesText)}</p>
          <ul>
            {lost.map((title, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once and two drafts may have one title
              <li key={i}>{title || say(w.untitled)}</li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  )
}
