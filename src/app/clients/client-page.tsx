// One client: what is known of it, and what has been offered.
import { useEffect, useState } from 'react'
import type { ClientView } from '../../clients/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { go } from '../router.tsx'
import { useMay } from '../session.tsx'
import { Menu } from '../shell/sheet.tsx'
import { Shell } from '../shell/shell.tsx'
import { Failed, Loading, Missing } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { CLIENT_FORM, ClientForm } from './client-form.tsx'
import { clientWords as w } from './clients.messages.ts'
import { MergeSheet } from './merge-sheet.tsx'

export function NewClientPage() {
  const say = useSay()
  const toast = useToast()
  return (
    <Shell>
      <ClientSheet
        title={say(w.newClient)}
        client={null}
        saved={c => {
          toast(say(w.saved))
          go(`/app/kunder/${c.id}`, { replace: true })
        }}
      />
    </Shell>
  )
}

export function ClientPage({ id }: { id: string }) {
  const say = useSay()
  const toast = useToast()
  const client = useData(signal => api.client(id, signal), [id])
  return (
    <Shell>
      {client.missing ? (
        <Missing />
      ) : client.failed && !client.data ? (
        <Failed text={client.failed} again={client.again} />
      ) : client.data ? (
        <ClientSheet
          // A saved client is drawn anew, from what the service stored.
          key={client.data.updatedAt}
          title={client.data.name}
          client={client.data}
          saved={c => {
            client.set(c)
            toast(say(w.saved))
          }}
        />
      ) : (
        <Loading lines={6} />
      )}
    </Shell>
  )
}

function ClientSheet({
  title,
  client,
  saved,
}: {
  title: string
  client: ClientView | null
  saved: (client: ClientView) => void
}) {
  const say = useSay()
  const toast = useToast()
  const may = useMay()
  const [busy, setBusy] = useState(false)
  const [merging, setMerging] = useState(false)
  useEffect(() => {
    document.title = `${title} · Cling`
  }, [title])
  const write = async () => {
    try {
      const made = await api.newDocument({ clientId: client?.id })
      go(`/app/dokument/${made.id}/skriv`)
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  return (
    <div className="page">
      <a className="crumb" href="/app/kunder">
        <Icon name="left" />
        {say(w.clients)}
      </a>
      <header className="page-head">
        <h1>{title}</h1>
        {client && (
          <>
            <a className="button small" href={`/app/?q=${encodeURIComponent(client.name)}`}>
              {say(w.clientsQuotes)}
            </a>
            {may('clients.write') && (
              <Menu
                label={say(w.more)}
                items={[{ label: say(w.mergeWith), icon: 'clients', pick: () => setMerging(true) }]}
              />
            )}
            {may('documents.write') && (
              <button type="button" className="button small" onClick={() => void write()}>
                <Icon name="plus" />
                {say(w.writeQuote)}
              </button>
            )}
          </>
        )}
      </header>
      {merging && client && (
        <MergeSheet
          id={client.id}
          other={null}
          close={() => setMerging(false)}
          merged={c => {
            setMerging(false)
            toast(say(w.merged))
            saved(c)
          }}
        />
      )}
      <div className="form-column">
        {!may('clients.write') && <p className="notice">{say(appWords.onlyReading)}</p>}
        <fieldset className="bare" disabled={!may('clients.write')}>
          <ClientForm client={client} saved={saved} busy={setBusy} />
        </fieldset>
        {may('clients.write') && (
          <div className="form-actions">
            <button type="submit" form={CLIENT_FORM} className="button main" disabled={busy}>
              {say(appWords.save)}
            </button>
          </div>
        )}
      </div>
    </div>
  )
}
