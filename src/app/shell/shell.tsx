// The frame round the lists: where one can go, who one is.
import type { ReactNode } from 'react'
import { Notice, Wordmark } from '../../design/components.tsx'
import { Icon, type IconName } from '../../design/icons.tsx'
import { fileUrl } from '../api.ts'
import { appWords as w } from '../app.messages.ts'
import { useHere } from '../router.tsx'
import { useSession } from '../session.tsx'
import { SignOut } from '../sign-out.tsx'
import { useSay } from '../words.tsx'

const places = [
  ['/app', 'jobs', w.quotes],
  ['/app/kunder', 'clients', w.clients],
  ['/app/artiklar', 'articles', w.articles],
  ['/app/installningar', 'settings', w.settings],
] as const satisfies readonly (readonly [string, IconName, unknown])[]

const isHere = (place: string, path: string) =>
  place === '/app'
    ? path === '/app' || path === '/app/' || /^\/app\/(dokument|jobb)\//.test(path)
    : path.startsWith(place)

export function Shell({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  const say = useSay()
  const { me } = useSession()
  const { path } = useHere()
  return (
    <div className={aside ? 'shell with-aside' : 'shell'}>
      <a className="skip" href="#innehall">
        {say(w.toContent)}
      </a>
      <header className="side">
        <Wordmark href="/app/" />
        <nav aria-label={say(w.menu)}>
          {places.map(([to, icon, word]) => (
            <a key={to} href={to === '/app' ? '/app/' : to} aria-current={isHere(to, path) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{say(word)}</span>
            </a>
          ))}
        </nav>
        <div className="who">
          {me.photoFile ? (
            <img src={fileUrl(me.photoFile)} alt="" width="32" height="32" />
          ) : (
            <span className="initial" aria-hidden="true">
              {me.companyName.slice(0, 1).toUpperCase()}
            </span>
          )}
          <p>
            <b>{me.companyName}</b>
            <span>{me.name ?? me.email}</span>
          </p>
          <SignOut />
          <a className="privacy" href="/integritet">
            {say(w.privacy)}
          </a>
          <a className="privacy" href="/kakor">
            {say(w.cookies)}
          </a>
        </div>
      </header>
      <main id="innehall" tabIndex={-1}>
        {me.isSample && (
          <Notice tone="plain">
            <p>{say(w.sample)}</p>
          </Notice>
        )}
        {me.closed && (
          <Notice tone="warn">
            <p>
              {say(w.companyClosed)} <a href="/app/installningar/avslut">{say(w.companyClosedOpen)}</a>
            </p>
          </Notice>
        )}
        {!me.confirmed && (
          <Notice tone="warn">
            <p>{say(w.confirmEmail, { email: me.email })}</p>
          </Notice>
        )}
        {children}
      </main>
      {aside}
    </div>
  )
}
