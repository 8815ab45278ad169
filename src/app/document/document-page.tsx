// After sending: what has happened, what waits for an answer, and what stands today.

import { useEffect, useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import { Status } from '../../design/status.tsx'
import type { DocumentDetail } from '../../documents/contract.ts'
import { isAgreed } from '../../documents/states.ts'
import { api, pdfUrl } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { NewChange } from '../change/new-change.tsx'
import { StartCard } from '../change/start-answer.tsx'
import { isReading, stateNow } from '../home/reading-now.ts'
import { SectionBars, withAllParts } from '../home/reading-strip.tsx'
import { paperWords } from '../paper-words.ts'
import { go } from '../router.tsx'
import { useMay } from '../session.tsx'
import { Menu, Sheet } from '../shell/sheet.tsx'
import { Shell } from '../shell/shell.tsx'
import { Failed, Loading, Missing } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData, useLive, useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { AwaitsCompany } from './countersign.tsx'
import { Feedback } from './feedback.tsx'
import { followWords as w } from './follow.messages.ts'
import { KeepAsTemplate } from './keep-as-template.tsx'
import { Ledger } from './ledger.tsx'
import { Prolong } from './prolong.tsx'
import { Questions } from './questions.tsx'
import { templateWords } from './template.messages.ts'
import { TimelineList } from './timeline-list.tsx'
import { Withdrawals } from './withdrawals.tsx'

export function DocumentPage({ id }: { id: string }) {
  const say = useSay()
  const loaded = useData(
    async signal => {
      const [detail, timeline] = await Promise.all([api.document(id, signal), api.timeline(id, signal)])
      const change = detail.kind === 'change-order' ? await api.change(id, signal) : null
      return { detail, timeline, change }
    },
    [id],
  )
  const { again } = loaded
  useLive(id, () => again())
  const detail = loaded.data?.detail
  const isDraft = detail?.latestVersion === 0
  useEffect(() => {
    if (isDraft) go(`/app/dokument/${id}/skriv`, { replace: true })
  }, [isDraft, id])
  useEffect(() => {
    if (detail) document.title = `${detail.title || detail.number} · Cling`
  }, [detail])
  if (loaded.missing)
    return (
      <Shell>
        <Missing />
      </Shell>
    )
  if (!loaded.data || isDraft)
    return <Shell>{loaded.failed ? <Failed text={loaded.failed} again={again} /> : <Loading lines={8} />}</Shell>
  const headings = loaded.data.detail.content.blocks.map(b => b.heading)
  const timeline = {
    ...loaded.data.timeline,
    visits: loaded.data.timeline.visits.map(v => withAllParts(v, headings)),
  }
  return (
    <Shell
      aside={
        <aside className="ledger" aria-label={say(w.terms)}>
          <Ledger detail={loaded.data.detail} dispatches={timeline.dispatches} changed={again} />
        </aside>
      }
    >
      <div className="page">
        <Head detail={loaded.data.detail} changed={again} />
        {loaded.failed && <Failed text={loaded.failed} again={again} />}
        <AwaitsCompany detail={loaded.data.detail} changed={again} />
        <ReadingNow visits={timeline.visits} />
        {loaded.data.change && (
          <StartCard
            documentId={id}
            standing={loaded.data.change}
            entries={timeline.entries}
            name={loaded.data.detail.parties.find(p => p.signs)?.name.split(' ')[0] ?? ''}
            changed={again}
          />
        )}
        <Withdrawals
          documentId={id}
          count={timeline.entries.filter(e => e.type === 'client-withdrew').length}
          changed={again}
        />
        <Questions
          documentId={id}
          questions={timeline.questions}
          sections={loaded.data.detail.content.blocks.map(b => ({ id: b.id, name: b.heading }))}
          changed={again}
        />
        <Feedback list={timeline.feedback} />
        <TimelineList timeline={timeline} />
      </div>
    </Shell>
  )
}

function Head({ detail, changed }: { detail: DocumentDetail; changed: () => void }) {
  const say = useSay()
  const toast = useToast()
  const may = useMay()
  const language = useLanguage()
  const now = useNow(5000)
  const [withdrawing, setWithdrawing] = useState(false)
  const [prolonging, setProlonging] = useState(false)
  const [keeping, setKeeping] = useState(false)
  const settled = isAgreed(detail.state)
  const isOpen = may('documents.send') && !settled && detail.state !== 'withdrawn' && detail.state !== 'declined'
  const paper = paperWords(detail.kind, language)
  const isContract = ['signed', 'sealed'].includes(detail.state) && ['quote', 'agreement'].includes(detail.kind)
  const newer = detail.sentRevision !== null && detail.revision > detail.sentRevision
  const copy = async () => {
    try {
      const made = await api.newDocument({ copyOf: detail.id, clientId: detail.clientId ?? undefined })
      go(`/app/dokument/${made.id}/skriv`)
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  return (
    <header className="document-head">
      <a className="crumb" href={`/app/jobb/${detail.jobId}`}>
        <Icon name="left" />
        {say(w.toJob)}
      </a>
      <div className="page-head">
        <div>
          <h1>{detail.title || detail.number}</h1>
          <p className="under-title">
            <Status state={stateNow(detail, now)} language={language} />
            <span>{detail.clientName}</span>
            <span className="num">{detail.number}</span>
            <span>{say(w.version, { n: detail.latestVersion })}</span>
          </p>
        </div>
        <div className="head-actions">
          {detail.sealed && (
            <a className="button main" href={pdfUrl(detail.id)} download>
              <Icon name="download" />
              {say(w.download)}
            </a>
          )}
          {isContract && <NewChange contractId={detail.id} />}
          {!settled && may('documents.write') && (
            <a className="button" href={`/app/dokument/${detail.id}/skriv`}>
              {say(newer ? w.editMore : w.newVersion)}
            </a>
          )}
          {may('documents.write') && (
            <Menu
              label={say(w.actions)}
              className="icon-button bordered"
              items={[
                ...(detail.kind === 'change-order'
                  ? []
                  : [{ label: say(w.copy), icon: 'file' as const, pick: () => void copy() }]),
                ...(may('templates.write')
                  ? [{ label: say(templateWords.keep), icon: 'file' as const, pick: () => setKeeping(true) }]
                  : []),
                ...(isOpen && !newer
                  ? [{ label: say(w.prolong), icon: 'calendar' as const, pick: () => setProlonging(true) }]
                  : []),
                ...(isOpen
                  ? [
                      {
                        label: say(w.withdraw, paper),
                        icon: 'undo' as const,
                        danger: true,
                        pick: () => setWithdrawing(true),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </div>
      </div>
      {detail.state === 'expired' && (
        <p className="notice warn">
          {say(w.expired, paper)}{' '}
          {!newer && may('documents.send') && (
            <button type="button" className="link" onClick={() => setProlonging(true)}>
              {say(w.prolong)}
            </button>
          )}
        </p>
      )}
      {detail.state === 'declined' && (
        <p className="notice bad">{say(w.declined, { reason: detail.declineReason ?? '' })}</p>
      )}
      {newer && !settled && <p className="notice">{say(w.unsentChanges)}</p>}
      {keeping && (
        <KeepAsTemplate
          documentId={detail.id}
          title={detail.title}
          close={() => setKeeping(false)}
          done={() => {
            setKeeping(false)
            toast(say(templateWords.kept))
          }}
        />
      )}
      {prolonging && (
        <Prolong
          detail={detail}
          close={() => setProlonging(false)}
          done={() => {
            setProlonging(false)
            changed()
          }}
        />
      )}
      {withdrawing && (
        <Withdraw
          detail={detail}
          close={() => setWithdrawing(false)}
          done={() => {
            setWithdrawing(false)
            toast(say(w.withdrawn, paper))
            changed()
          }}
        />
      )}
    </header>
  )
}

function Withdraw({ detail, close, done }: { detail: DocumentDetail; close: () => void; done: () => void }) {
  const say = useSay()
  const paper = paperWords(detail.kind, useLanguage())
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const names = detail.parties.map(p => p.name)
  const withdraw = async () => {
    setBusy(true)
    try {
      await api.withdraw(detail.id)
      done()
    } catch (error) {
      setRefused(sentenceOf(error, say))
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.withdrawTitle, paper)}
      close={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {say(appWords.cancel)}
          </button>
          <button type="button" className="button danger" disabled={busy} onClick={() => void withdraw()}>
            {say(w.withdraw, paper)}
          </button>
        </>
      }
    >
      {refused && (
        <p className="notice bad" role="alert">
          {refused}
        </p>
      )}
      <p>{say(w.withdrawText, { ...paper, names: names.join(` ${say(w.and)} `) || detail.clientName })}</p>
    </Sheet>
  )
}

function ReadingNow({ visits }: { visits: Parameters<typeof isReading>[0][] }) {
  const say = useSay()
  const language = useLanguage()
  const now = useNow(5000)
  const reading = visits.filter(v => v.now && isReading(v, now))
  if (reading.length === 0) return null
  return (
    <>
      {reading.map(v => (
        <section key={`${v.party}${v.startedAt}`} className="reading-strip" aria-live="polite">
          <div>
            <p className="who-reads">
              <Status state="reading" language={language} word={say(w.readingNow)} />{' '}
              <span>
                <b>{v.party}</b>
              </span>
            </p>
          </div>
          <SectionBars visit={v} />
        </section>
      ))}
    </>
  )
}
