// What is set once: the company, how it looks, what a new quote begins with, who works here.
import { useEffect, useRef } from 'react'
import { Processing } from '../processing/processing.tsx'
import { Shell } from '../shell/shell.tsx'
import { Missing } from '../shell/states.tsx'
import { useSay } from '../words.tsx'
import { CompanyParts } from './company-parts.tsx'
import { Leaving } from './leaving.tsx'
import { Permissions } from './permissions.tsx'
import { Reminders } from './reminders.tsx'
import { settingsWords as w } from './settings.messages.ts'
import { SignIn } from './sign-in.tsx'
import { Team } from './team.tsx'
import { You } from './you.tsx'

const PARTS = [
  'foretag',
  'utseende',
  'offerten',
  'betalning',
  'paminnelser',
  'team',
  'personuppgifter',
  'jag',
  'inloggning',
  'avslut',
] as const
export type Part = (typeof PARTS)[number]
/** Stands under the team. */
const PERMISSIONS = 'behorigheter'

export function Settings({ part }: { part: string }) {
  const say = useSay()
  const here = PARTS.find(p => p === (part === PERMISSIONS ? 'team' : part))
  const tab = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    document.title = `${say(w.settings)} · Cling`
  }, [say])
  // On a phone the row is longer than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is another tab
  useEffect(() => tab.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [here])
  if (!here)
    return (
      <Shell>
        <Missing />
      </Shell>
    )
  return (
    <Shell>
      <div className="page settings">
        <header className="page-head">
          <h1>{say(w.settings)}</h1>
        </header>
        <nav className="tabs" aria-label={say(w.settings)}>
          {PARTS.map(p => (
            <a
              key={p}
              ref={p === here ? tab : undefined}
              href={p === 'foretag' ? '/app/installningar' : `/app/installningar/${p}`}
              aria-current={p === here ? 'page' : undefined}
            >
              {say(w[`part-${p}`])}
            </a>
          ))}
        </nav>
        {part === PERMISSIONS ? (
          <Permissions />
        ) : here === 'team' ? (
          <Team />
        ) : here === 'personuppgifter' ? (
          <Processing />
        ) : here === 'paminnelser' ? (
          <Reminders />
        ) : here === 'inloggning' ? (
          <SignIn />
        ) : here === 'avslut' ? (
          <Leaving />
        ) : here === 'jag' ? (
          <You />
        ) : (
          <CompanyParts part={here} />
        )}
      </div>
    </Shell>
  )
}
