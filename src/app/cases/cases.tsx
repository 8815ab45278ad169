// What clients have asked about their data, where the company answers: what waits first, with its clock.
import { useEffect, useState } from 'react'
import { dateWords } from '../../kernel/dates.ts'
import type { CompanyCases } from '../../privacy/rights/company/contract.ts'
import { type Ground, grounds } from '../../privacy/rights/company/grounds.ts'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay } from '../session.tsx'
import { DateField, ErrorSummary, SelectField, TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Shell } from '../shell/shell.tsx'
import { Empty, Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { caseWords as w } from './cases.messages.ts'

type One = CompanyCases['cases'][number]

export function Cases() {
  const say = useSay()
  const may = useMay()
  useEffect(() => {
    document.title = `${say(w.title)} · Cling`
  }, [say])
  return (
    <Shell>
      <div className="page">
        <header className="page-head">
          <h1>{say(w.title)}</h1>
        </header>
        {may('company.manage') ? <List /> : <p className="notice">{say(w.onlyOwner)}</p>}
      </div>
    </Shell>
  )
}

function List() {
  const say = useSay()
  const toast = useToast()
  const cases = useData(api.cases, [])
  const [busy, setBusy] = useState(false)
  const [objecting, setObjecting] = useState<One | null>(null)
  const [erasing, setErasing] = useState<One | null>(null)
  if (!cases.data) return cases.failed ? <Failed text={cases.failed} again={cases.again} /> : <Loading lines={4} />
  const all = cases.data.cases
  if (all.length === 0) return <Empty text={say(w.empty)} />
  const release = async (c: One) => {
    setBusy(true)
    try {
      cases.set(await api.releaseCase(c.id))
      toast(say(w.released))
    } catch (error) {
      toast(sentenceOf(error, say))
      cases.again()
    } finally {
      setBusy(false)
    }
  }
  const waiting = all.filter(c => c.state === 'company').sort((a, b) => a.deadline.localeCompare(b.deadline))
  const others = all.filter(c => c.state !== 'company')
  return (
    <div className="form-column">
      <p>{say(w.lead)}</p>
      <section>
        <h2>{say(w.waiting)}</h2>
        {waiting.length === 0 && <p>{say(w.noneWaiting)}</p>}
        <ul className="plain-rows">
          {waiting.map(c => (
            <li key={c.id}>
              <About c={c} />
              <span className="row-actions">
                <button
                  type="button"
                  className="button"
                  disabled={busy}
                  aria-label={say(w.objectWho, { number: c.number })}
                  onClick={() => setObjecting(c)}
                >
                  {say(w.object)}
                </button>
                <button
                  type="button"
                  className="button main"
                  disabled={busy}
                  aria-label={say(w.releaseWho, { number: c.number })}
                  onClick={() => (c.kind === 'erasure' ? setErasing(c) : void release(c))}
                >
                  {say(w.release)}
                </button>
              </span>
            </li>
          ))}
        </ul>
      </section>
      {others.length > 0 && (
        <section>
          <h2>{say(w.others)}</h2>
          <ul className="plain-rows">
            {others.map(c => (
              <li key={c.id}>
                <About c={c} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {erasing && (
        <Sheet
          title={say(w.releaseWho, { number: erasing.number })}
          close={() => setErasing(null)}
          foot={
            <>
              <button type="button" className="button" onClick={() => setErasing(null)}>
                {say(appWords.cancel)}
              </button>
              <button
                type="button"
                className="button danger"
                onClick={() => {
                  void release(erasing)
                  setErasing(null)
                }}
              >
                {say(w.erase)}
              </button>
            </>
          }
        >
          <p>{say(w.eraseText)}</p>
        </Sheet>
      )}
      {objecting && (
        <ObjectSheet
          c={objecting}
          close={() => setObjecting(null)}
          done={now => {
            cases.set(now)
            setObjecting(null)
            toast(say(w.objected))
          }}
        />
      )}
    </div>
  )
}

function About({ c }: { c: One }) {
  const say = useSay()
  const language = useLanguage()
  const day = (of: string) => dateWords(of, language)
  const name = c.who ?? say(w.somebody)
  return (
    <div>
      <b>
        {`${c.asks}, `}
        {c.clientId && c.who ? <a href={`/app/kunder/${c.clientId}`}>{name}</a> : name}
      </b>
      {c.words.map(words => (
        <p key={words}>”{words}”</p>
      ))}
      {c.kind === 'rectification' && c.state === 'company' && <p>{say(w[c.pointed ? 'done-by' : 'do-first'])}</p>}
      <small>
        {say(w.asked, { number: c.number, day: day(c.receivedOn) })}{' '}
        {c.state === 'company' ? (
          <>
            {c.releaseOn ? say(w.goesBy, { day: day(c.releaseOn) }) : say(w.waitsForYou)}{' '}
            {say(w.by, { day: day(c.deadline) })} {c.late && <strong>{say(w.late)}.</strong>}
          </>
        ) : (
          `${[say(w[`state-${c.state}`]), c.answer && say(w[`answer-${c.answer}`])].filter(Boolean).join(', ')}.`
        )}
        {c.refusal && (
          <>
            <br />
            {say(w.refused, { hold: c.refusal.hold, law: c.refusal.law, until: day(c.refusal.until) })}
          </>
        )}
      </small>
    </div>
  )
}

function ObjectSheet({ c, close, done }: { c: One; close: () => void; done: (now: CompanyCases) => void }) {
  const say = useSay()
  const language = useLanguage()
  const [ground, setGround] = useState<Ground>('evidence')
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const [alternative, setAlternative] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const send = async () => {
    setBusy(true)
    setRefused(null)
    try {
      done(await api.objectToCase(c.id, { ground, until, reason, alternative }))
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
    } finally {
      setBusy(false)
    }
  }
  const labels = { until: say(w.until), reason: say(w.reason), alternative: say(w.alternative) }
  return (
    <Sheet
      title={say(w.objectWho, { number: c.number })}
      close={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {say(appWords.cancel)}
          </button>
          <button type="button" className="button danger" disabled={busy} onClick={() => void send()}>
            {say(w.send)}
          </button>
        </>
      }
    >
      <p className="lead-in">{say(w.objectText)}</p>
      {refused && <ErrorSummary text={refused.text} fields={refused.fields} labels={labels} />}
      <SelectField
        label={say(w.ground)}
        value={ground}
        change={setGround}
        options={(Object.keys(grounds) as Ground[]).map(g => [g, grounds[g][language]])}
      />
      <p className="help">{grounds[ground].law}</p>
      <DateField
        label={labels.until}
        name="until"
        of={['rights_case', 'refusal_until']}
        value={until}
        change={setUntil}
        error={refused?.fields.until}
      />
      <TextField
        label={labels.reason}
        name="reason"
        of={['rights_case', 'reasons']}
        rows={3}
        maxLength={2000}
        value={reason}
        change={setReason}
        error={refused?.fields.reason}
      />
      <TextField
        label={labels.alternative}
        name="alternative"
        of={['rights_case', 'reasons']}
        rows={2}
        maxLength={2000}
        value={alternative}
        change={setAlternative}
        error={refused?.fields.alternative}
      />
    </Sheet>
  )
}
