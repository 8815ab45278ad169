// The app's table of contents: address to screen.

import type { ReactNode } from 'react'
import { DocumentPage } from './document/document-page.tsx'
import { Home } from './home/home.tsx'
import { Prover } from './prove.tsx'
import { Routes } from './router.tsx'
import { SessionGate, useSession } from './session.tsx'
import { Boundary } from './shell/boundary.tsx'
import { Fetched, part } from './shell/fetched.tsx'
import { Shell } from './shell/shell.tsx'
import { Missing } from './shell/states.tsx'
import { Toasts } from './shell/toast.tsx'

// What is not needed to see the list comes when it is gone to.
const editor = part(async () => (await import('./editor/editor.tsx')).Editor)
const job = part(async () => (await import('./job/job-page.tsx')).JobPage)
const clients = part(async () => (await import('./clients/clients.tsx')).Clients)
const clientPage = part(async () => (await import('./clients/client-page.tsx')).ClientPage)
const newClientPage = part(async () => (await import('./clients/client-page.tsx')).NewClientPage)
const articles = part(async () => (await import('./articles/articles.tsx')).Articles)
const duplicates = part(async () => (await import('./clients/duplicates.tsx')).Duplicates)
const importPage = part(async () => (await import('./imports/import-page.tsx')).ImportPage)
const cases = part(async () => (await import('./cases/cases.tsx')).Cases)
const secondStep = part(async () => (await import('./second-step.tsx')).SecondStepFirst)
const settings = part(async () => (await import('./settings/settings.tsx')).Settings)

export function App() {
  return (
    <SessionGate>
      <Boundary>
        <Toasts>
          <Prover>
            <WhatIsOpen>
              <Routes
                routes={[
                  ['/app', () => <Home />],
                  ['/app/dokument/:id', ({ id = '' }) => <DocumentPage key={id} id={id} />],
                  ['/app/dokument/:id/skriv', ({ id = '' }) => <Fetched key={id} part={editor} props={{ id }} />],
                  ['/app/jobb/:id', ({ id = '' }) => <Fetched key={id} part={job} props={{ id }} />],
                  ['/app/kunder', () => <Fetched part={clients} props={{}} />],
                  ['/app/kunder/dubbletter', () => <Fetched part={duplicates} props={{}} />],
                  ['/app/kunder/ny', () => <Fetched part={newClientPage} props={{}} />],
                  [
                    '/app/kunder/las-in',
                    () => <Fetched key="clients" part={importPage} props={{ kind: 'clients' as const }} />,
                  ],
                  ['/app/kunder/:id', ({ id = '' }) => <Fetched key={id} part={clientPage} props={{ id }} />],
                  ['/app/artiklar', () => <Fetched part={articles} props={{}} />],
                  [
                    '/app/artiklar/las-in',
                    () => <Fetched key="articles" part={importPage} props={{ kind: 'articles' as const }} />,
                  ],
                  ['/app/arenden', () => <Fetched part={cases} props={{}} />],
                  ['/app/installningar', () => <Fetched part={settings} props={{ part: 'foretag' }} />],
                  ['/app/installningar/:name', ({ name = '' }) => <Fetched part={settings} props={{ part: name }} />],
                ]}
                missing={
                  <Shell>
                    <Missing />
                  </Shell>
                }
              />
            </WhatIsOpen>
          </Prover>
        </Toasts>
      </Boundary>
    </SessionGate>
  )
}

function WhatIsOpen({ children }: { children: ReactNode }) {
  const { me } = useSession()
  return me.lacksSecond ? <Fetched part={secondStep} props={{}} /> : children
}
