// A file into a register: chosen, looked through, confirmed. It stays in the browser until then and is sent to be read, never kept.
import { useEffect, useRef, useState } from 'react'
import { Notice } from '../../design/components.tsx'
import { Icon } from '../../design/icons.tsx'
import type { HowInput, ImportKind, Preview } from '../../imports/contract.ts'
import { dateWords, stockholmDate, timeWords } from '../../kernel/dates.ts'
import { formatQuantity } from '../../kernel/money.ts'
import { api, Refused } from '../api.ts'
import { AgreementFirst } from '../processing/agreement-first.tsx'
import { Shell } from '../shell/shell.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { importWords as w } from './imports.messages.ts'
import { Outcomes } from './outcomes.tsx'
import { Columns, Reading } from './reading.tsx'

const BACK = { articles: '/app/artiklar', clients: '/app/kunder' } as const

export function ImportPage({ kind }: { kind: ImportKind }) {
  const say = useSay()
  const [file, setFile] = useState<File | null>(null)
  const [done, setDone] = useState<{ added: number; updated: number } | null>(null)
  const title = say(w[`title-${kind}`])
  useEffect(() => {
    document.title = `${title} · Cling`
  }, [title])
  return (
    <Shell>
      <div className="page import">
        <a className="crumb" href={BACK[kind]}>
          <Icon name="left" />
          {say(w[`back-${kind}`])}
        </a>
        <header className="page-head">
          <h1>{title}</h1>
        </header>
        {done && <Done kind={kind} done={done} />}
        {file ? (
          <Looked
            key={`${file.name}${file.size}${file.lastModified}`}
            kind={kind}
            file={file}
            other={setFile}
            done={counts => {
              setFile(null)
              setDone(counts)
            }}
          />
        ) : (
          <>
            <p className="lead">{say(w.lead)}</p>
            {kind === 'clients' && <p className="help">{say(w['lead-clients'])}</p>}
            <Drop
              take={f => {
                setDone(null)
                setFile(f)
              }}
            />
            <Earlier kind={kind} again={done} />
          </>
        )}
      </div>
    </Shell>
  )
}

function Drop({ take }: { take: (file: File) => void }) {
  const say = useSay()
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop a file beside the button that chooses one
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={e => {
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={e => {
        e.preventDefault()
        setOver(false)
        const dropped = e.dataTransfer.files[0]
        if (dropped) take(dropped)
      }}
    >
      <ChooseFile word={say(w.choose)} take={take} main />
      <span>{say(w.drop)}</span>
    </div>
  )
}

function ChooseFile({ word, take, main = false }: { word: string; take: (file: File) => void; main?: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={main ? 'button main' : 'button small'} onClick={() => input.current?.click()}>
        {word}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,text/csv"
        onChange={e => {
          const chosen = e.target.files?.[0]
          e.target.value = ''
          if (chosen) take(chosen)
        }}
      />
    </>
  )
}

function Looked({
  kind,
  file,
  other,
  done,
}: {
  kind: ImportKind
  file: File
  other: (file: File) => void
  done: (counts: { added: number; updated: number }) => void
}) {
  const say = useSay()
  const language = useLanguage()
  const [how, setHow] = useState<HowInput>({})
  const [agreeing, setAgreeing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const looked = useData(
    async signal => {
      try {
        return await api.previewImport(kind, file, how, signal)
      } catch (error) {
        if (error instanceof Refused && error.refusal.problem === 'processing-agreement-first') setAgreeing(true)
        throw error
      }
    },
    [kind, file, how],
  )
  const seen = looked.data
  const change = (more: HowInput) => setHow(now => ({ ...now, ...more }))
  const write = async (preview: Preview) => {
    setBusy(true)
    setRefused(null)
    try {
      done(await api.runImport(kind, file, { ...how, expect: preview.expect }))
    } catch (error) {
      setRefused(sentenceOf(error, say))
      setBusy(false)
      looked.again()
    }
  }
  const count = (n: number) => formatQuantity(n * 1000, language)
  const n = seen ? (seen.counts.add ?? 0) + (seen.counts.update ?? 0) : 0
  const things = say(w[`n-${kind}`], { n, text: count(n) })
  return (
    <>
      {agreeing && (
        <AgreementFirst
          close={() => setAgreeing(false)}
          accepted={() => {
            setAgreeing(false)
            looked.again()
          }}
        />
      )}
      <p className="chosen-file">
        <Icon name="file" />
        <b>
          <bdi>{file.name}</bdi>
        </b>
        <ChooseFile word={say(w.other)} take={other} />
      </p>
      {looked.failed && <Failed text={looked.failed} again={looked.again} />}
      {!seen && !looked.failed && <Loading lines={6} />}
      {seen && (
        <div aria-busy={looked.loading || undefined} className={looked.loading ? 'stale' : undefined}>
          {seen.notes.map(note => (
            <Notice key={note} tone="plain">
              <p>{note}</p>
            </Notice>
          ))}
          <Reading kind={kind} seen={seen} change={change} />
          <Columns kind={kind} seen={seen} change={change} />
          <Outcomes seen={seen} how={how} change={change} />
          <div className="import-confirm">
            {refused && (
              <Notice tone="bad">
                <p>{refused}</p>
              </Notice>
            )}
            {seen.blocked && (
              <Notice tone="warn">
                <p>{seen.blocked}</p>
              </Notice>
            )}
            <button
              type="button"
              className="button main"
              disabled={busy || looked.loading || looked.failed !== null || seen.blocked !== null}
              onClick={() => void write(seen)}
            >
              {busy ? say(w.writing) : say(w.confirm, { n: things })}
            </button>
          </div>
        </div>
      )}
    </>
  )
}

function Done({ kind, done }: { kind: ImportKind; done: { added: number; updated: number } }) {
  const say = useSay()
  const language = useLanguage()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => ref.current?.focus(), [])
  const count = (n: number) => formatQuantity(n * 1000, language)
  return (
    <div ref={ref} tabIndex={-1} role="status">
      <Notice tone="ok">
        <p>{say(w.done, { added: count(done.added), updated: count(done.updated) })}</p>
        <p>
          <a href={BACK[kind]}>{say(w.toRegister)}</a>
        </p>
      </Notice>
    </div>
  )
}

function Earlier({ kind, again }: { kind: ImportKind; again: unknown }) {
  const say = useSay()
  const toast = useToast()
  const language = useLanguage()
  const list = useData(signal => api.imports(kind, signal), [kind, again])
  const [busy, setBusy] = useState(false)
  const imports = list.data?.imports ?? []
  const count = (n: number) => formatQuantity(n * 1000, language)
  const undo = async (id: string) => {
    setBusy(true)
    try {
      const { takenBack, left } = await api.undoImport(kind, id)
      toast(say(left > 0 ? w.undoneSome : w.undone, { n: count(takenBack), left: count(left) }))
      list.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
    setBusy(false)
  }
  if (list.failed) return <Failed text={list.failed} again={list.again} />
  if (imports.length === 0) return null
  return (
    <section className="earlier">
      <h2>{say(w.earlier)}</h2>
      <ul className="plain-list">
        {imports.map(i => {
          const at = new Date(i.at)
          const day = (iso: string) => dateWords(stockholmDate(new Date(iso)), language)
          return (
            <li key={i.id}>
              <span>
                {day(i.at)} {timeWords(at, language)}
                <small>
                  {say(w.earlierRow, { added: count(i.added), updated: count(i.updated), by: i.by })}
                  {i.undoneAt ? ` · ${say(w.undoneAlready)}` : ''}
                  {i.undoUntil ? ` · ${say(w.undoUntil, { day: day(i.undoUntil) })}` : ''}
                </small>
              </span>
              {i.undoUntil && (
                <button type="button" className="button small" disabled={busy} onClick={() => void undo(i.id)}>
                  <Icon name="undo" />
                  {say(w.undo)}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
