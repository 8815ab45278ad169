// What was agreed, taking everything along, and leaving. Owners alone.
import { type ReactNode, useEffect, useState } from 'react'
import { dateWords, instantWords, stockholmDate } from '../../kernel/dates.ts'
import { api, type Closure, type Exports, type ServiceAgreement } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay } from '../session.tsx'
import { TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { type Loaded, sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { leavingWords as w } from './leaving.messages.ts'

/** How often an export that is being made is asked after. */
const ASK_AGAIN_MS = 1500

export function Leaving() {
  const say = useSay()
  const mayOwn = useMay()('company.own')
  const agreement = useData(api.serviceAgreement, [])
  const exports = useData(signal => (mayOwn ? api.exports(signal) : Promise.resolve(null)), [mayOwn])
  const closure = useData(signal => (mayOwn ? api.closure(signal) : Promise.resolve(null)), [mayOwn])
  const failed = agreement.failed ?? exports.failed ?? closure.failed
  if (!agreement.data || (mayOwn && !(exports.data && closure.data)))
    return failed ? (
      <Failed
        text={failed}
        again={() => {
          agreement.again()
          exports.again()
          closure.again()
        }}
      />
    ) : (
      <Loading lines={4} />
    )
  return (
    <div className="form-column">
      {closure.data?.closure && <Standing view={closure.data} set={closure.set} />}
      <Agreement
        view={agreement.data}
        set={agreement.set}
        maySign={mayOwn && (closure.data?.closure?.state ?? 'regret') === 'regret'}
      />
      {exports.data && <Taking view={exports.data} of={exports} />}
      {closure.data && !closure.data.closure && <Closing view={closure.data} set={closure.set} />}
      {!mayOwn && <p className="notice">{say(w.onlyOwners)}</p>}
    </div>
  )
}

/** What is done once at a time, and what is said when it is refused. */
function useAct() {
  const say = useSay()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const act = async (work: () => Promise<unknown>, done?: string) => {
    setBusy(true)
    try {
      await work()
      if (done) toast(done)
    } catch (error) {
      toast(sentenceOf(error, say))
    } finally {
      setBusy(false)
    }
  }
  return { busy, act }
}

function Agreement(p: { view: ServiceAgreement; set: (view: ServiceAgreement) => void; maySign: boolean }) {
  const { current, accepted, begins } = p.view
  const say = useSay()
  const language = useLanguage()
  const { busy, act } = useAct()
  const isNewer = accepted !== null && accepted.version !== current.version
  const read = (v: { version: number; path: string }) => (
    <a href={v.path}>{say(w.read, { version: String(v.version) })}</a>
  )
  return (
    <section>
      <h2>{say(w.agreement)}</h2>
      {accepted ? (
        <p>
          {say(w.signed, {
            version: String(accepted.version),
            at: dateWords(stockholmDate(new Date(accepted.at)), language),
            by: accepted.by || say(w.someone),
          })}{' '}
          {read(accepted)}
        </p>
      ) : (
        <p>
          {say(w.notSigned)} {read(current)}
        </p>
      )}
      {isNewer && begins && (
        <p>
          {say(w.begins, { version: String(current.version), on: dateWords(begins, language) })} {read(current)}
        </p>
      )}
      {p.maySign && (!accepted || isNewer) && (
        <div className="form-actions">
          <button
            type="button"
            className="button main"
            disabled={busy}
            onClick={() => void act(async () => p.set(await api.signServiceAgreement(current.hash)), say(w.signedNow))}
          >
            {say(accepted ? w.signNew : w.sign)}
          </button>
        </div>
      )}
    </section>
  )
}

function Taking({ view, of }: { view: Exports; of: Loaded<Exports | null> }) {
  const say = useSay()
  const { busy, act } = useAct()
  const [latest] = view.exports
  const making = latest?.state === 'making'
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer asks once more while it is being made
  useEffect(() => {
    if (!making) return
    const timer = setTimeout(of.again, ASK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [making, view])
  return (
    <section>
      <h2>{say(w.export)}</h2>
      <p>{say(w.exportText)}</p>
      <p className="help">
        {say(w.exportCare)} <a href="/integritet/foretagsexport/schema.json">{say(w.exportFormat)}</a>
      </p>
      {latest && <Latest of={latest} />}
      <div className="form-actions">
        {latest?.state === 'ready' && (
          <button
            type="button"
            className="button main"
            disabled={busy}
            onClick={() => void act(async () => location.assign((await api.fetchExport(latest.id)).path))}
          >
            {say(w.fetch)}
          </button>
        )}
        {!making && (
          <button
            type="button"
            className={latest?.state === 'ready' ? 'button' : 'button main'}
            disabled={busy}
            onClick={() => void act(async () => of.set(await api.makeExport()))}
          >
            {say(latest?.state === 'ready' ? w.makeNew : w.make)}
          </button>
        )}
      </div>
    </section>
  )
}

function Latest({ of: e }: { of: Exports['exports'][number] }) {
  const say = useSay()
  const language = useLanguage()
  const at = instantWords(new Date(e.askedAt), language)
  const figure = (n: number) => n.toLocaleString(language === 'sv' ? 'sv-SE' : 'en-GB')
  switch (e.state) {
    case 'making':
      return (
        <div className="notice" role="status">
          <p>
            {say(w.making)} {e.total > 0 && say(w.makingOf, { done: figure(e.done), total: figure(e.total) })}
          </p>
          <progress {...(e.total > 0 ? { value: e.done, max: e.total } : {})} aria-label={say(w.making)} />
        </div>
      )
    case 'ready':
      return (
        <p className="notice ok" role="status">
          {say(w.ready, {
            at,
            size: sizeWords(e.bytes, language),
            until: instantWords(new Date(e.expiresAt), language),
          })}
        </p>
      )
    case 'failed':
      return (
        <p className="notice bad" role="status">
          {say(w.failed)}
        </p>
      )
    default:
      return <p className="help">{say(w.gone, { at })}</p>
  }
}

const sizeWords = (bytes: number, language: 'sv' | 'en') => {
  const [n, unit] = bytes < 1024 ** 2 ? [Math.ceil(bytes / 1024), 'kB'] : [bytes / 1024 ** 2, 'MB']
  return `${n.toLocaleString(language === 'sv' ? 'sv-SE' : 'en-GB', { maximumFractionDigits: n < 10 ? 1 : 0 })} ${unit}`
}

type ClosingPart = { view: Closure; set: (view: Closure) => void }

/** The steps with their days, and what they mean today. */
function Steps({ view, children }: { view: Closure; children?: ReactNode }) {
  const say = useSay()
  const language = useLanguage()
  const { retrievalFrom, eraseOn } = view.closure ?? view.would
  const isOver = view.closure !== null && view.closure.state !== 'regret'
  const days = { from: dateWords(retrievalFrom, language), until: dateWords(eraseOn, language) }
  return (
    <ol className="steps" start={isOver ? 2 : 1}>
      {!isOver && <li>{say(w.stepRegret, days)}</li>}
      <li>{say(w.stepRetrieval, days)}</li>
      <li>{say(w.stepErase, days)}</li>
      {children}
    </ol>
  )
}

function Closing({ view, set }: ClosingPart) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  return (
    <section>
      <h2>{say(w.closing)}</h2>
      <p>{say(w.closingText)}</p>
      <div className="form-actions">
        <button type="button" className="button danger" onClick={() => setAsking(true)}>
          {say(w.close)}
        </button>
      </div>
      {asking && <Sure view={view} set={set} close={() => setAsking(false)} />}
    </section>
  )
}

function Sure({ view, set, close }: ClosingPart & { close: () => void }) {
  const say = useSay()
  const [name, setName] = useState('')
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)
  const { waiting, signed, documents, clients, members } = view.consequences
  const act = async () => {
    setBusy(true)
    try {
      set(await api.closeCompany(name))
      close()
    } catch (error) {
      setRefused(sentenceOf(error, say))
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.sure, { name: view.name })}
      close={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {say(appWords.cancel)}
          </button>
          <button type="submit" form="close-company" className="button danger" disabled={busy || name.trim() === ''}>
            {say(w.closeNow)}
          </button>
        </>
      }
    >
      <form
        id="close-company"
        onSubmit={e => {
          e.preventDefault()
          void act()
        }}
      >
        <Steps view={view} />
        <ul className="consequences">
          <li>{say(w.whatBooks)}</li>
          <li>{say(w.whatWaiting, { n: String(waiting) })}</li>
          <li>{say(w.whatSigned, { n: String(signed) })}</li>
          <li>
            {say(w.whatGone, {
              documents: String(documents),
              clients: String(clients),
              members: say(w.people, { n: members }),
            })}
          </li>
        </ul>
        <TextField
          label={say(w.writeName, { name: view.name })}
          value={name}
          change={setName}
          {...(refused ? { error: refused } : {})}
        />
      </form>
    </Sheet>
  )
}

/** A company that is leaving: which step it stands at, and what can be done. */
function Standing({ view, set }: ClosingPart) {
  const say = useSay()
  const { busy, act } = useAct()
  const c = view.closure
  if (!c) return null
  const mayRegret = c.state === 'regret'
  return (
    <section className="notice warn">
      <h2>{say(mayRegret ? w.isClosing : w.isClosed)}</h2>
      <Steps view={view} />
      <p>
        <a href={c.certificate}>{say(w.certificate)}</a>
      </p>
      {mayRegret && (
        <div className="form-actions">
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void act(async () => set(await api.regretClosure()), say(w.regretted))}
          >
            {say(w.regret)}
          </button>
        </div>
      )}
    </section>
  )
}
