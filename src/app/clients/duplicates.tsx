// Clients that look like one and the same: compared, made one, or said to be two.
import { useEffect, useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import { printPhone } from '../../kernel/contact.ts'
import { api } from '../api.ts'
import { Shell } from '../shell/shell.tsx'
import { Empty, Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { clientWords as w } from './clients.messages.ts'
import { MergeSheet } from './merge-sheet.tsx'

type Pair = Awaited<ReturnType<typeof api.duplicates>>['pairs'][number]

export function Duplicates() {
  const say = useSay()
  const toast = useToast()
  const list = useData(api.duplicates, [])
  const [open, setOpen] = useState<Pair | null>(null)
  useEffect(() => {
    document.title = `${say(w.duplicates)} · Cling`
  }, [say])
  const apart = async (p: Pair) => {
    try {
      await api.keepApart(p.a.id, p.b.id)
      toast(say(w.notSameSaid))
      list.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  return (
    <Shell>
      <div className="page">
        <a className="crumb" href="/app/kunder">
          <Icon name="left" />
          {say(w.clients)}
        </a>
        <header className="page-head">
          <h1>{say(w.duplicates)}</h1>
        </header>
        {list.failed && <Failed text={list.failed} again={list.again} />}
        {!list.data && !list.failed && <Loading lines={6} />}
        {list.data?.pairs.length === 0 && <Empty text={say(w.noDuplicates)} />}
        {list.data && list.data.pairs.length > 0 && (
          <>
            <p className="help">{say(w.duplicatesLead)}</p>
            <ul className="plain-list pairs">
              {list.data.pairs.map(p => (
                <li key={p.a.id + p.b.id}>
                  <One of={p.a} />
                  <One of={p.b} />
                  <span className="pair-do">
                    <small>{p.by.map(l => say(w[`like-${l}`])).join(', ')}</small>
                    <button type="button" className="button small" onClick={() => setOpen(p)}>
                      {say(w.compare)}
                    </button>
                    <button type="button" className="button small plain" onClick={() => void apart(p)}>
                      {say(w.notSame)}
                    </button>
                  </span>
                </li>
              ))}
            </ul>
            {list.data.more && <p className="help">{say(w.moreDuplicates)}</p>}
          </>
        )}
      </div>
      {open && (
        <MergeSheet
          // The one with most written to them stays, unless somebody says otherwise.
          id={open.b.documents > open.a.documents ? open.b.id : open.a.id}
          other={open.b.documents > open.a.documents ? open.a.id : open.b.id}
          close={() => setOpen(null)}
          merged={() => {
            setOpen(null)
            toast(say(w.merged))
            list.again()
          }}
        />
      )}
    </Shell>
  )
}

function One({ of }: { of: Pair['a'] }) {
  const say = useSay()
  return (
    <span>
      <a href={`/app/kunder/${of.id}`}>
        <bdi>{of.name}</bdi>
      </a>
      <small>
        {[
          of.email,
          of.phone && printPhone(of.phone),
          of.city,
          of.documents > 0 && say(w.documentsOf, { n: of.documents }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </span>
  )
}
