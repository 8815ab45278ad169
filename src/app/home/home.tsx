// What is going on, by who must act next.
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import type { DocumentSummary, ListGroup } from '../../documents/contract.ts'
import { formatOre } from '../../kernel/money.ts'
import { api, type Pipeline, type Visit } from '../api.ts'
import { go, useHere } from '../router.tsx'
import { useMay } from '../session.tsx'
import { Pages, usePages } from '../shell/pages.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { Menu } from '../shell/sheet.tsx'
import { Shell } from '../shell/shell.tsx'
import { Empty, Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData, useLive } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { DocumentRows } from './document-rows.tsx'
import { homeWords as w } from './home.messages.ts'
import { isReading, readingUntil, type Until } from './reading-now.ts'
import { ReadingStrip, withAllParts } from './reading-strip.tsx'

/** The groups' names in the address. */
const GROUPS = [
  ['alla', 'all'],
  ['vantar', 'waiting'],
  ['hos-kunden', 'with-client'],
  ['utkast', 'draft'],
  ['avgjort', 'settled'],
] as const satisfies readonly (readonly [string, ListGroup])[]

export function Home() {
  const say = useSay()
  const { search } = useHere()
  const q = search.get('q') ?? ''
  const shown = GROUPS.find(([name]) => name === search.get('visa'))
  const [turn, setTurn] = useState(0)
  const reading = useReading(() => setTurn(t => t + 1))
  const until: Until = new Map(reading.map(r => [r.documentId, readingUntil(r.visit)]))
  useEffect(() => {
    document.title = `${say(w.title)} · Cling`
  }, [say])
  useRowKeys()
  return (
    <Shell>
      <div className="page home">
        <header className="page-head">
          <h1>{say(w.title)}</h1>
          <SearchField at="/app/" value={q} label={say(w.search)} keep={shown ? { visa: shown[0] } : {}} />
          <NewQuote word={say(w.newQuote)} />
        </header>
        <Sums turn={turn} />
        {reading.map(r => (
          <ReadingStrip key={r.documentId} documentId={r.documentId} visit={r.visit} document={r.document} />
        ))}
        <nav className="tabs" aria-label={say(w.groups)}>
          {GROUPS.map(([name, group]) => {
            const here = (shown?.[1] ?? 'all') === group
            const params = new URLSearchParams({ ...(group === 'all' ? {} : { visa: name }), ...(q ? { q } : {}) })
            return (
              <a
                key={name}
                href={`/app/${params.size > 0 ? `?${params}` : ''}`}
                aria-current={here ? 'page' : undefined}
              >
                {say(w[`group-${group}`])}
              </a>
            )
          })}
        </nav>
        {q || shown ? (
          <Found q={q} group={shown?.[1] ?? 'all'} turn={turn} until={until} />
        ) : (
          <Overview turn={turn} until={until} />
        )}
      </div>
    </Shell>
  )
}

const OTHERS = ['agreement', 'price-indication', 'other'] as const

/** A quote is one tap away; what else can be written, one more. */
export function NewQuote({ word }: { word: string }) {
  const say = useSay()
  const toast = useToast()
  const may = useMay()
  const [busy, setBusy] = useState(false)
  const templates = useData(signal => api.templates(signal), []).data?.templates ?? []
  const make = async (from: Parameters<typeof api.newDocument>[0]) => {
    setBusy(true)
    try {
      const made = await api.newDocument(from)
      go(`/app/dokument/${made.id}/skriv`)
    } catch (error) {
      toast(sentenceOf(error, say))
      setBusy(false)
    }
  }
  if (!may('documents.write')) return null
  return (
    <div className="new-paper">
      <button type="button" className="button main" disabled={busy} onClick={() => void make({ kind: 'quote' })}>
        <Icon name="plus" />
        {word}
      </button>
      <Menu
        label={say(w.newOther)}
        icon="down"
        className="icon-button bordered"
        items={[
          ...templates.map(t => ({
            label: say(w.fromTemplate, { name: t.name }),
            icon: 'file' as const,
            disabled: busy,
            pick: () => void make({ template: t.id, kind: t.kind }),
          })),
          ...(templates.some(t => t.isStandard && t.kind === 'quote')
            ? [{ label: say(w.newEmpty), disabled: busy, pick: () => void make({ kind: 'quote', template: 'none' }) }]
            : []),
          ...OTHERS.map(kind => ({
            label: say(w[`new-${kind}`]),
            disabled: busy,
            pick: () => void make({ kind }),
          })),
        ]}
      />
    </div>
  )
}

/** Sums under lines that tell agreed from not agreed. */
function Sums({ turn }: { turn: number }) {
  const say = useSay()
  const language = useLanguage()
  const sums = useData(api.pipeline, [turn])
  const parts = [
    ['drafts', 'dotted', say(w.drafts)],
    ['withClient', 'dotted', say(w.withClient)],
    ['expiringSoon', 'dotted', say(w.expiring)],
    ['agreed', 'whole', say(w.agreed)],
  ] as const satisfies readonly (readonly [keyof Pipeline, string, string])[]
  return (
    <dl className="pipeline">
      {parts.map(([key, line, word]) => (
        <div key={key}>
          <div className={`line-${line}`} aria-hidden="true" />
          <dt>
            {word} <span className="num">{sums.data?.[key].count ?? ''}</span>
          </dt>
          <dd className="num">{sums.data ? formatOre(sums.data[key].ore, language, 0) : '\u00a0'}</dd>
        </div>
      ))}
    </dl>
  )
}

function Found({ q, group, turn, until }: { q: string; group: ListGroup; turn: number; until: Until }) {
  const say = useSay()
  const list = usePages(
    async (cursor, signal) => {
      const { documents, next } = await api.documents({ q, group, ...(cursor ? { cursor } : {}) }, signal)
      return { items: documents, next }
    },
    [q, group, turn],
  )
  return (
    <Pages list={list} empty={q ? say(w.noMatch, { q }) : say(w.nothingHere)}>
      {items => <DocumentRows documents={items} label={say(w[`group-${group}`])} until={until} />}
    </Pages>
  )
}

/** How many of each group the overview shows before it points to all of them. */
const FEW = 8

function Overview({ turn, until }: { turn: number; until: Until }) {
  const say = useSay()
  const language = useLanguage()
  const groups = useData(
    async signal => {
      const kinds = ['waiting', 'with-client', 'draft', 'settled'] as const
      const lists = await Promise.all(kinds.map(group => api.documents({ group }, signal)))
      return kinds.map((group, i) => ({ group, documents: lists[i]?.documents ?? [], more: Boolean(lists[i]?.next) }))
    },
    [turn],
  )
  if (!groups.data) return groups.failed ? <Failed text={groups.failed} again={groups.again} /> : <Loading lines={10} />
  if (groups.data.every(g => g.documents.length === 0))
    return (
      <Empty text={say(w.empty)} first>
        <NewQuote word={say(w.firstQuote)} />
      </Empty>
    )
  return (
    <>
      {groups.failed && <Failed text={groups.failed} again={groups.again} />}
      {groups.data.map(({ group, documents, more }) => {
        const isOpen = group === 'waiting'
        const few = isOpen ? documents : documents.slice(0, FEW)
        const rest = more || few.length < documents.length
        if (documents.length === 0 && !isOpen) return null
        return (
          <section key={group} className="group">
            <header>
              <h2>{say(w[`group-${group}`])}</h2>
              <span className="num">
                {/* The sum is of the rows shown, and said only when they are all of them. */}
                {rest ? (
                  <a href={`/app/?visa=${GROUPS.find(g => g[1] === group)?.[0]}`}>{say(w.showAll)}</a>
                ) : documents.length > 0 ? (
                  `${formatOre(
                    documents.reduce((a, d) => a + (d.toPayOre ?? 0), 0),
                    language,
                    0,
                  )} ${say(w.kronor)}`
                ) : null}
              </span>
            </header>
            {documents.length === 0 ? (
              <p className="help none">{say(w.nothingWaits)}</p>
            ) : (
              <DocumentRows documents={few} label={say(w[`group-${group}`])} until={until} />
            )}
          </section>
        )
      })}
    </>
  )
}

type Reading = { documentId: string; visit: Visit; document: DocumentSummary | null }

/** Who is reading right now; `changed` is called when something happened that the lists should show. */
function useReading(changed: () => void): Reading[] {
  const [reading, setReading] = useState<readonly Reading[]>([])
  const [, tick] = useState(0)
  const waiting = useRef(new Set<string>())
  const look = async (documentId: string) => {
    if (waiting.current.has(documentId)) return
    waiting.current.add(documentId)
    try {
      const [timeline, document] = await Promise.all([api.timeline(documentId), api.document(documentId)])
      const visit = timeline.visits.find(v => v.now)
      const summary: DocumentSummary = {
        id: documentId,
        kind: document.kind,
        jobId: document.jobId,
        number: document.number,
        title: document.title,
        clientName: document.clientName,
        state: document.state,
        readingUntil: document.readingUntil,
        toPayOre: document.versions[0]?.toPayOre ?? null,
        totalOre: document.versions[0]?.totalOre ?? null,
        validTo: document.content.validTo,
        lastEvent: { type: '', at: '', words: '' },
        openQuestions: 0,
      }
      setReading(all => [
        ...(visit
          ? [
              {
                documentId,
                visit: withAllParts(
                  visit,
                  document.content.blocks.map(b => b.heading),
                ),
                document: summary,
              },
            ]
          : []),
        ...all.filter(r => r.documentId !== documentId),
      ])
    } catch {
      // The strip is a courtesy: the list tells the same later.
    } finally {
      waiting.current.delete(documentId)
    }
  }
  useLive(null, notice => {
    if (notice?.what === 'reading') void look(notice.documentId)
    else changed()
  })
  useEffect(() => {
    const timer = setInterval(() => tick(n => n + 1), 5000)
    return () => clearInterval(timer)
  }, [])
  return reading.filter(r => isReading(r.visit, new Date()))
}

/** j and k go from row to row, as in a mail list; Enter is the link's own. */
function useRowKeys() {
  useEffect(() => {
    const move = (e: KeyboardEvent) => {
      if ((e.key !== 'j' && e.key !== 'k') || e.metaKey || e.ctrlKey || e.altKey) return
      if ((e.target as Element).closest('input, textarea, select, dialog')) return
      const rows = [...document.querySelectorAll<HTMLElement>('.row-link')]
      const at = rows.indexOf(document.activeElement as HTMLElement)
      rows[Math.max(0, Math.min(rows.length - 1, at + (e.key === 'j' ? 1 : -1)))]?.focus()
    }
    addEventListener('keydown', move)
    return () => removeEventListener('keydown', move)
  }, [])
}
