// A job whole: what has happened to the left, what stands today to the right. On a phone one at a time, the sum always seen.
import { useEffect } from 'react'
import { Icon } from '../../design/icons.tsx'
import { Status } from '../../design/status.tsx'
import type { JobView } from '../../documents/contract.ts'
import { printPhone } from '../../kernel/contact.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import { formatOre } from '../../kernel/money.ts'
import { api, fileUrl } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { NewChange } from '../change/new-change.tsx'
import { drawings } from '../document/timeline-list.tsx'
import { byDay, clock, dayHeading, moment } from '../document/when.ts'
import { paperName } from '../paper-words.ts'
import { useHere } from '../router.tsx'
import { Shell } from '../shell/shell.tsx'
import { Failed, Loading, Missing } from '../shell/states.tsx'
import { useData, useLive, useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { jobWords as w } from './job.messages.ts'
import { JobLedger, LedgerStrip } from './job-ledger.tsx'

/** The parts' names in the address. */
const PARTS = [
  ['handelser', 'happened'],
  ['galler', 'stands'],
  ['dokument', 'documents'],
  ['bilder', 'pictures'],
  ['kunden', 'people'],
] as const
type Part = (typeof PARTS)[number][1]
/** As many entries as come from the service; then there may be more. */
const MOST = 200
/** Pictures beside an event; the rest are under theirs. */
const FEW = 2

export function JobPage({ id }: { id: string }) {
  const say = useSay()
  const { search } = useHere()
  const loaded = useData(signal => api.job(id, signal), [id])
  const { again } = loaded
  const ids = new Set(loaded.data?.documents.map(d => d.id))
  useLive(null, notice => {
    if (notice === null || ids.has(notice.documentId)) again()
  })
  const title = loaded.data?.title || say(w.untitled)
  const isThere = loaded.data !== null
  useEffect(() => {
    if (isThere) document.title = `${title} · Cling`
  }, [isThere, title])
  if (loaded.missing)
    return (
      <Shell>
        <Missing />
      </Shell>
    )
  const job = loaded.data
  if (!job)
    return <Shell>{loaded.failed ? <Failed text={loaded.failed} again={again} /> : <Loading lines={8} />}</Shell>
  const part: Part = PARTS.find(([name]) => name === search.get('visa'))?.[1] ?? 'happened'
  const at = `/app/jobb/${id}`
  return (
    <Shell
      aside={
        <aside className="ledger job-ledger" aria-label={say(w.stands)}>
          <JobLedger job={job} changed={again} />
        </aside>
      }
    >
      <div className={`page job showing-${part}`}>
        <Head job={job} title={title} />
        {loaded.failed && <Failed text={loaded.failed} again={again} />}
        <LedgerStrip job={job} href={`${at}?visa=galler`} />
        <Asking job={job} />
        <nav className="tabs" aria-label={say(w.parts)}>
          {PARTS.map(([name, p]) => {
            const n = p === 'documents' ? job.documents.length : p === 'pictures' ? job.pictures.length : 0
            return (
              <a
                key={name}
                href={p === 'happened' ? at : `${at}?visa=${name}`}
                className={p === 'stands' ? 'only-narrow' : undefined}
                aria-current={p === part ? 'page' : undefined}
              >
                {say(w[`part-${p}`])} {n > 0 && <span className="num">{n}</span>}
              </a>
            )
          })}
        </nav>
        {part === 'stands' && (
          <section className="in-page" aria-label={say(w.stands)}>
            <JobLedger job={job} changed={again} />
          </section>
        )}
        {(part === 'happened' || part === 'stands') && <Happened job={job} />}
        {part === 'documents' && <Documents job={job} />}
        {part === 'pictures' && <Pictures job={job} />}
        {part === 'people' && <People job={job} />}
      </div>
    </Shell>
  )
}

function Head({ job, title }: { job: JobView; title: string }) {
  const say = useSay()
  const contract = job.ledgers[0]?.contractId
  return (
    <header className="document-head">
      <a className="crumb" href="/app/">
        <Icon name="left" />
        {say(appWords.quotes)}
      </a>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p className="under-title">
            <span>{job.clientName || say(w.noPeople)}</span>
            {job.site && <span>{job.site}</span>}
            {job.people.slice(0, 1).map(p =>
              p.phone ? (
                <a key={p.id} href={`tel:${p.phone}`} className="num">
                  {printPhone(p.phone)}
                </a>
              ) : null,
            )}
          </p>
        </div>
        {contract && (
          <div className="head-actions">
            <NewChange contractId={contract} main />
          </div>
        )}
      </div>
    </header>
  )
}

/** Who waits for an answer, until the job's conversation stands here. */
function Asking({ job }: { job: JobView }) {
  const say = useSay()
  const language = useLanguage()
  const asked = job.documents.filter(d => d.openQuestions > 0)
  return asked.map(d => (
    <p key={d.id} className="notice warn asking">
      {say(w.asks, { name: job.clientName, paper: `${paperName(d, language)}, ${d.title}` })}{' '}
      <a href={`/app/dokument/${d.id}`}>{say(w.answer)}</a>
    </p>
  ))
}

function Happened({ job }: { job: JobView }) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const papers = new Map(job.documents.map(d => [d.id, d]))
  const many = job.documents.length > 1
  return (
    <section className="timeline job-timeline" aria-label={say(w['part-happened'])}>
      {byDay(job.entries).map(({ day, entries }) => (
        <section key={day}>
          <h2>{dayHeading(day, today, language)}</h2>
          <ol>
            {entries.map(e => {
              const drawing = drawings[e.type]
              const paper = papers.get(e.documentId)
              return (
                <li key={`${e.documentId}${e.seq}`} className={e.machine ? 'machine' : undefined}>
                  <time dateTime={e.at}>{clock(new Date(e.at), language)}</time>
                  <span className="drawing" aria-hidden="true">
                    {drawing && <Status state={drawing} language={language} />}
                  </span>
                  <div>
                    <p>
                      {e.words}
                      {e.who && <span className="who">, {e.who}</span>}{' '}
                      {many && paper && (
                        <a className="of-paper" href={`/app/dokument/${paper.id}${paper.written ? '/skriv' : ''}`}>
                          {paperName(paper, language)}
                        </a>
                      )}
                      {e.note && <q className="note">{e.note}</q>}
                    </p>
                    {e.type === 'noticed' && <Taken job={job} documentId={e.documentId} />}
                  </div>
                </li>
              )
            })}
          </ol>
        </section>
      ))}
      {job.entries.length === MOST && <p className="help">{say(w.earlier)}</p>}
    </section>
  )
}

/** What the notice was about, as it was seen. */
function Taken({ job, documentId }: { job: JobView; documentId: string }) {
  const say = useSay()
  const title = job.documents.find(d => d.id === documentId)?.title ?? ''
  const pictures = job.pictures.filter(p => p.documentId === documentId).slice(0, FEW)
  return (
    <div className="event-taken">
      {pictures.map((p, i) => (
        <img
          // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand twice
          key={`${p.file}${i}`}
          src={fileUrl(p.file)}
          alt={p.alt || say(w.pictureFrom, { paper: title })}
          loading="lazy"
        />
      ))}
      <p>{title}</p>
    </div>
  )
}

function Documents({ job }: { job: JobView }) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  return (
    <ul className="job-documents">
      {job.documents.map(d => (
        <li key={d.id}>
          <Status state={d.state} language={language} />
          <p>
            <a className="row-link" href={`/app/dokument/${d.id}${d.written ? '/skriv' : ''}`}>
              <b>{paperName(d, language)}</b> <span>{d.title}</span>
            </a>
            <small>
              <span className="num">{d.number}</span>, {d.written ? say(w.written) : moment(d.at, today, language)}
            </small>
          </p>
          <span className="num">{d.totalOre === null ? say(w.noPrice) : formatOre(d.totalOre, language)}</span>
        </li>
      ))}
    </ul>
  )
}

function Pictures({ job }: { job: JobView }) {
  const say = useSay()
  const language = useLanguage()
  const papers = new Map(job.documents.map(d => [d.id, d]))
  if (job.pictures.length === 0) return <p className="help none">{say(w.noPictures)}</p>
  return (
    <ul className="job-pictures">
      {job.pictures.map((p, i) => {
        const paper = papers.get(p.documentId)
        const name = paper ? paperName(paper, language) : ''
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand twice
          <li key={`${p.file}${i}`}>
            <a href={`/app/dokument/${p.documentId}${paper?.written ? '/skriv' : ''}`}>
              <img
                src={fileUrl(p.file)}
                alt={p.alt || p.caption || say(w.pictureFrom, { paper: name })}
                loading="lazy"
              />
              <span>{[name, paper?.title].filter(Boolean).join(', ')}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function People({ job }: { job: JobView }) {
  const say = useSay()
  return (
    <section className="job-people">
      <h2>{job.clientName || say(w.noPeople)}</h2>
      <p>{job.site ?? say(w.noSite)}</p>
      <ul className="parties">
        {job.people.map(p => (
          <li key={p.id}>
            <b>{p.name}</b>
            <small>
              {p.phone && (
                <a className="num" href={`tel:${p.phone}`}>
                  {printPhone(p.phone)}
                </a>
              )}
              {p.phone && p.email && ', '}
              {p.email && <a href={`mailto:${p.email}`}>{p.email}</a>}
            </small>
          </li>
        ))}
      </ul>
      {job.clientId && (
        <p>
          <a className="button" href={`/app/kunder/${job.clientId}`}>
            {say(w.toClient)}
          </a>
        </p>
      )}
    </section>
  )
}
