// Who is signed in, for every screen.
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { roles, whenClosed } from '../accounts/permissions.ts'
import type { Permission } from '../platform/http/endpoint.ts'
import { api, type Me } from './api.ts'
import { Failed, Loading } from './shell/states.tsx'
import { useData } from './use-data.ts'
import { type Language, LanguageProvider } from './words.tsx'

type Session = { me: Me; changed: (me: Me) => void }
const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('Nobody is signed in here.')
  return session
}

/** What the signed-in member may: screens leave out or explain what the server would refuse. */
export function useMay(): (permission: Permission) => boolean {
  const { role, closed } = useSession().me
  return permission => roles[role].has(permission) && (!closed || whenClosed.has(permission))
}

/** Before anybody is known the browser's language is used, as the server does. */
const guessed = (): Language => (navigator.language.startsWith('en') ? 'en' : 'sv')

export function SessionGate({ children }: { children: ReactNode }) {
  const me = useData(api.me, [])
  const language = me.data?.language ?? guessed()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <LanguageProvider value={language}>
      {me.data ? (
        <SessionContext.Provider value={{ me: me.data, changed: me.set }}>{children}</SessionContext.Provider>
      ) : me.failed ? (
        <Failed text={me.failed} again={me.again} />
      ) : (
        <Loading />
      )}
    </LanguageProvider>
  )
}
