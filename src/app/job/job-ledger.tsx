// "Vad gäller i dag": the agreement and what has been ordered on a double rule, what waits beneath on a dotted one.
import { useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import { Status } from '../../design/status.tsx'
import type { ContractLedger, JobView } from '../../documents/contract.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import { columnDecimals, formatKr, formatOre } from '../../kernel/money.ts'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { changeWords } from '../change/change.messages.ts'
import { NewChange } from '../change/new-change.tsx'
import { moment } from '../document/when.ts'
import { paperName } from '../paper-words.ts'
import { useMay } from '../session.tsx'
import { FigureField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { jobWords as w } from './job.messages.ts'

type Row = ContractLedger['rows'][number]

export function JobLedger({ job, changed }: { job: JobView; changed: () => void }) {
  const say = useSay()
  const first = job.ledgers[0]
  return (
    <>
      <header className="ledger-head">
        <h2>{say(w.stands)}</h2>
        {first && <span className="help">{say(first.reverseCharge ? w.exclVat : w.inclVat)}</span>}
      </header>
      {first ? (
        job.ledgers.map(l => <OneLedger key={l.contractId} job={job} ledger={l} changed={changed} />)
      ) : (
        <p className="help none">{say(w.nothingAgreed)}</p>
      )}
    </>
  )
}

function OneLedger({ job, ledger: l, changed }: { job: JobView; ledger: ContractLedger; changed: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const decimals = columnDecimals([...l.rows.map(r => r.totalOre ?? 0), l.todayOre, l.ifOrderedOre])
  const sum = (ore: number) => formatOre(ore, language, decimals)
  const of = (...counted: Row['counted'][]) => l.rows.filter(r => counted.includes(r.counted))
  const rows = (list: readonly Row[], faint = false) =>
    list.map(r => <LedgerRow key={r.documentId} row={r} job={job} faint={faint} decimals={decimals} />)
  const pending = of('pending')
  const priced = pending.filter(r => r.totalOre !== null)
  const drafts = of('draft')
  const none = of('none').filter(r => r.no !== null)
  return (
    <div className="ledger-one">
      <ul className="ledger-rows">{rows(of('original', 'ordered'))}</ul>
      <p className="ledger-sum">
        <span>{say(w.ordered)}</span> <span className="num">{sum(l.todayOre)}</span>
      </p>
      {pending.length > 0 && (
        <section aria-label={say(w.pending)}>
          <ul className="ledger-rows pending">{rows(pending, true)}</ul>
          {priced.length > 0 && (
            <p className="ledger-if">
              <span>
                {priced.length === 1
                  ? say(w.ifOrdered, { what: say(changeWords.change, { n: priced[0]?.no ?? 0 }) })
                  : say(w.ifAll)}
              </span>
              <span className="num">{sum(l.ifOrderedOre)}</span>
            </p>
          )}
          {l.unpriced > 0 && <p className="help">{say(w.unpriced, { n: l.unpriced })}</p>}
        </section>
      )}
      <dl className="ledger-facts">
        {l.toPayTodayOre !== l.todayOre && (
          <div className="strong">
            <dt>{say(w.toPay)}</dt>
            <dd className="num">{formatOre(l.toPayTodayOre, language)}</dd>
          </div>
        )}
        {of('ordered').length > 0 && (
          <div>
            <dt>{say(w.time)}</dt>
            <dd>
              {l.daysOrdered === null ? (
                say(w.timeUnsaid)
              ) : l.daysOrdered === 0 ? (
                say(w.timeSame)
              ) : (
                <Days n={l.daysOrdered} />
              )}
            </dd>
          </div>
        )}
      </dl>
      {drafts.length > 0 && (
        <section className="ledger-aside">
          <h3>{say(w.drafts)}</h3>
          <ul className="ledger-rows">{rows(drafts, true)}</ul>
        </section>
      )}
      {none.length > 0 && (
        <section className="ledger-aside">
          <h3>{say(w.declined)}</h3>
          <ul className="ledger-rows">{rows(none, true)}</ul>
        </section>
      )}
      {l.guard && <Guard ledger={l} changed={changed} />}
    </div>
  )
}

/** "+2 arbetsdagar" */
function Days({ n }: { n: number }) {
  const say = useSay()
  return <>{say(w.days, { n: `${n > 0 ? '+' : '\u2212'}${Math.abs(n)}`, one: Math.abs(n) === 1 })}</>
}

function LedgerRow({ row: r, job, faint, decimals }: { row: Row; job: JobView; faint: boolean; decimals: 0 | 2 }) {
  const say = useSay()
  const language = useLanguage()
  const paper = job.documents.find(d => d.id === r.documentId)
  const name =
    r.no === null
      ? `${paper ? paperName(paper, language) : ''} ${r.number}`
      : [say(changeWords.change, { n: r.no }), r.title].filter(Boolean).join(', ')
  const beneath = [
    ...(r.type ? [say(w[`type-${r.type}`])] : []),
    ...(r.no === null || r.form !== 'fixed' ? [say(w[`form-${r.form}`])] : []),
    ...(r.stance ? [say(w[`stance-${r.stance}`])] : []),
  ].join(', ')
  const sign = r.no !== null && (r.totalOre ?? 0) > 0 ? '+' : ''
  return (
    <li className={faint ? 'faint' : undefined}>
      <p>
        <a href={r.counted === 'draft' ? `/app/dokument/${r.documentId}/skriv` : `/app/dokument/${r.documentId}`}>
          {name}
        </a>
        <small>
          {beneath}
          {r.days ? (
            <>
              {beneath && ', '}
              <Days n={r.days} />
            </>
          ) : null}
        </small>
      </p>
      <Status state={paper?.state ?? r.state} language={language} />
      <span className="num">
        {r.totalOre === null
          ? say(r.priceFollows ? w.priceFollows : w.noPrice)
          : `${sign}${formatOre(r.totalOre, language, decimals)}`}
      </span>
    </li>
  )
}

/** How worked-up cost stands to an approximate price, and what the law requires when it nears its limit. */
function Guard({ ledger, changed }: { ledger: ContractLedger; changed: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const mayWrite = useMay()('documents.write')
  const today = stockholmDate(useNow())
  const [stating, setStating] = useState(false)
  const g = ledger.guard
  if (!g) return null
  const cap = formatKr(g.capOre, language)
  const share = Math.min(100, g.capOre > 0 ? (g.workedUpOre / g.capOre) * 100 : 0)
  const of = { sum: formatOre(g.workedUpOre, language), of: formatKr(g.expectedOre, language) }
  return (
    <section className="guard" aria-labelledby={`guard-${ledger.contractId}`}>
      <h3 id={`guard-${ledger.contractId}`}>{say(w.guard)}</h3>
      {g.level !== 'within' && (
        <div className={g.level === 'reached' ? 'notice bad' : 'notice warn'} role="note">
          <p>
            <b>{say(g.level === 'reached' ? w.reachedHead : w.nearHead)}</b>{' '}
            {say(g.level === 'reached' ? w.reached : w.near, { cap })}
          </p>
          <NewChange contractId={ledger.contractId} />
        </div>
      )}
      <div className={`bar ${g.level}`} aria-hidden="true">
        <span className="now" style={{ width: `${share}%` }} />
      </div>
      <dl className="ledger-facts">
        <div>
          <dt>
            {say(w.workedUp)}
            <small>{g.at ? say(w.statedAt, { at: moment(g.at, today, language) }) : say(w.neverStated)}</small>
          </dt>
          <dd className="num">{say(w.workedUpOf, of)}</dd>
        </div>
        <div>
          <dt>{say(w.cap)}</dt>
          <dd className="num">{cap}</dd>
        </div>
      </dl>
      {mayWrite && (
        <button type="button" className="link" onClick={() => setStating(true)}>
          {say(w.stateWorkedUp)}
        </button>
      )}
      {stating && (
        <WorkedUp
          contractId={ledger.contractId}
          ore={g.workedUpOre}
          close={() => setStating(false)}
          saved={() => {
            setStating(false)
            changed()
          }}
        />
      )}
    </section>
  )
}

function WorkedUp({
  contractId,
  ore,
  close,
  saved,
}: {
  contractId: string
  ore: number
  close: () => void
  saved: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const [value, setValue] = useState(ore)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | undefined>()
  const save = async () => {
    setBusy(true)
    setRefused(undefined)
    try {
      await api.setWorkedUp(contractId, value)
      toast(say(w.workedUpSaved))
      saved()
    } catch (error) {
      setRefused(sentenceOf(error, say))
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.stateWorkedUp)}
      close={close}
      foot={
        <button type="button" className="button main" disabled={busy} onClick={() => void save()}>
          {say(appWords.save)}
        </button>
      }
    >
      <FigureField label={say(w.workedUpSum)} kind="kr" value={value} change={setValue} suffix="kr" error={refused} />
      <p className="help">{say(w.workedUpWhy)}</p>
    </Sheet>
  )
}

/** Under the head where the ledger itself is a tab away. */
export function LedgerStrip({ job, href }: { job: JobView; href: string }) {
  const say = useSay()
  const language = useLanguage()
  const [l] = job.ledgers
  if (!l) return null
  const today = job.ledgers.reduce((all, x) => all + x.todayOre, 0)
  const pending = job.ledgers.reduce((all, x) => all + x.pendingOre, 0)
  const warns = job.ledgers.some(x => x.guard && x.guard.level !== 'within')
  return (
    <a className="ledger-strip" href={href}>
      <span className="num figure">{say(w.summary, { sum: formatKr(today, language) })}</span>
      {pending !== 0 && (
        <span className="num">
          {say(w.summaryPending, { sum: `${pending > 0 ? '+' : ''}${formatOre(pending, language)}` })}
        </span>
      )}
      {warns && <Icon name="warning" title={say(w.guard)} />}
    </a>
  )
}
