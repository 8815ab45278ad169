// The app's table of contents: address to screen.
import { type ComponentType, lazy, Suspense } from 'react'
import { DocumentPage } from './document/document-page.tsx'
import { Home } from './home/home.tsx'
import { Routes } from './router.tsx'
import { SessionGate } from './session.tsx'
import { Boundary } from './shell/boundary.tsx'
import { Shell } from './shell/shell.tsx'
import { Loading, Missing } from './shell/states.tsx'
import { Toasts } from './shell/toast.tsx'

// What is not needed to see the list comes when it is gone to.
const part = <P extends object>(load: () => Promise<ComponentType<P>>) => lazy(async () => ({ default: await load() }))
const Editor = part(async () => (await import('./editor/editor.tsx')).Editor)
const Clients = part(async () => (await import('./clients/clients.tsx')).Clients)
const ClientPage = part(async () => (await import('./clients/client-page.tsx')).ClientPage)
const NewClientPage = part(async () => (await import('./clients/client-page.tsx')).NewClientPage)
const Articles = part(async () => (await import('./articles/articles.tsx')).Articles)
const Cases = part(async () => (await import('./cases/cases.tsx')).Cases)
const Settings = part(async () => (await import('./settings/settings.tsx')).Settings)

export function App() {
  return (
    <SessionGate>
      <Boundary>
        <Toasts>
          <Suspense fallback={<Loading lines={8} />}>
            <Routes
              routes={[
                ['/app', () => <Home />],
                ['/app/dokument/:id', ({ id = '' }) => <DocumentPage key={id} id={id} />],
                ['/app/dokument/:id/skriv', ({ id = '' }) => <Editor key={id} id={id} />],
                ['/app/kunder', () => <Clients />],
                ['/app/kunder/ny', () => <NewClientPage />],
                ['/app/kunder/:id', ({ id = '' }) => <ClientPage key={id} id={id} />],
                ['/app/artiklar', () => <Articles />],
                ['/app/arenden', () => <Cases />],
                ['/app/installningar', () => <Settings part="foretag" />],
                ['/app/installningar/:part', ({ part = '' }) => <Settings part={part} />],
              ]}
              missing={
                <Shell>
                  <Missing />
                </Shell>
              }
            />
          </Suspense>
        </Toasts>
      </Boundary>
    </SessionGate>
  )
}
