// The app's table of contents: address to screen.
import { Articles } from './articles/articles.tsx'
import { ClientPage, NewClientPage } from './clients/client-page.tsx'
import { Clients } from './clients/clients.tsx'
import { DocumentPage } from './document/document-page.tsx'
import { Editor } from './editor/editor.tsx'
import { Home } from './home/home.tsx'
import { Routes } from './router.tsx'
import { SessionGate } from './session.tsx'
import { Settings } from './settings/settings.tsx'
import { Shell } from './shell/shell.tsx'
import { Missing } from './shell/states.tsx'
import { Toasts } from './shell/toast.tsx'

export function App() {
  return (
    <SessionGate>
      <Toasts>
        <Routes
          routes={[
            ['/app', () => <Home />],
            ['/app/dokument/:id', ({ id = '' }) => <DocumentPage key={id} id={id} />],
            ['/app/dokument/:id/skriv', ({ id = '' }) => <Editor key={id} id={id} />],
            ['/app/kunder', () => <Clients />],
            ['/app/kunder/ny', () => <NewClientPage />],
            ['/app/kunder/:id', ({ id = '' }) => <ClientPage key={id} id={id} />],
            ['/app/artiklar', () => <Articles />],
            ['/app/installningar', () => <Settings part="foretag" />],
            ['/app/installningar/:part', ({ part = '' }) => <Settings part={part} />],
          ]}
          missing={
            <Shell>
              <Missing />
            </Shell>
          }
        />
      </Toasts>
    </SessionGate>
  )
}
