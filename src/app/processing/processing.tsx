// What is done with the data about the company's clients: the agreement, the instructions, the suppliers. Owners change it, all see it.
import { type ReactNode, useState } from 'react'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { api, type Processing as View } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay } from '../session.tsx'
import { settingsWords } from '../settings/settings.messages.ts'
import { CheckBox, SelectField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { processingWords as w } from './processing.messages.ts'

/** Yes or no, in the order they are met. Measuring in mails is not offered: it would be refused (see choices.ts). */
const SWITCHES = ['sms', 'codes', 'taxReduction', 'approveRights'] as const

/** Ten is the longest that claims live (preskriptionslagen 2 §). */
const YEARS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

type Act = (change: Promise<View>, done: string) => Promise<void>

export function Processing() {
  const say = useSay()
  const toast = useToast()
  const view = useData(api.processing, [])
  const [busy, setBusy] = useState(false)
  const isManager = useMay()('company.manage')
  const mayChange = isManager && !busy
  const act: Act = async (change, done) => {
    setBusy(true)
    try {
      view.set(await change)
      toast(done)
    } catch (error) {
      toast(sentenceOf(error, say))
      view.again()
    } finally {
      setBusy(false)
    }
  }
  if (!view.data) return view.failed ? <Failed text={view.failed} again={view.again} /> : <Loading lines={4} />
  return (
    <div className="form-column">
      <AgreementPart view={view.data} act={act} mayChange={mayChange} />
      <ChoicesPart view={view.data} act={act} mayChange={mayChange} />
      <ProcessorsPart view={view.data} act={act} mayChange={mayChange} />
      {isManager && (
        <section>
          <h2>{say(w.cases)}</h2>
          <p>{say(w.casesHelp)}</p>
          <p>
            <a href="/app/arenden">{say(w.casesOpen)}</a>
          </p>
        </section>
      )}
      {!isManager && <p className="notice">{say(settingsWords.onlyOwner)}</p>}
    </div>
  )
}

type Part = { view: View; act: Act; mayChange: boolean }

function AgreementPart({ view: { agreement, accepted }, act, mayChange }: Part) {
  const say = useSay()
  const language = useLanguage()
  const isNewer = accepted !== null && accepted.hash !== agreement.hash
  const link = (path: string, words: ReactNode) => <a href={path}>{words}</a>
  return (
    <section>
      <h2>{say(w.agreement)}</h2>
      {accepted ? (
        <p>
          {say(w.acceptedBy, {
            version: String(accepted.version),
            at: dateWords(stockholmDate(new Date(accepted.at)), language),
            by: accepted.by || say(w.someone),
          })}{' '}
          {isNewer && link(accepted.path, say(w.readVersion, { version: String(accepted.version) }))}
        </p>
      ) : (
        <p>{say(w.notAccepted)}</p>
      )}
      {isNewer && <p>{say(w.newer, { version: String(agreement.version) })}</p>}
      <p>{link(agreement.path, isNewer ? say(w.readVersion, { version: String(agreement.version) }) : say(w.read))}</p>
      {(!accepted || isNewer) && (
        <div className="form-actions">
          <button
            type="button"
            className="button main"
            disabled={!mayChange}
            onClick={() => void act(api.acceptAgreement(agreement.hash), say(w.accepted))}
          >
            {say(accepted ? w.acceptNew : w.accept)}
          </button>
        </div>
      )}
    </section>
  )
}

function ChoicesPart({ view, act, mayChange }: Part) {
  const say = useSay()
  const language = useLanguage()
  const told = (value: boolean | number) =>
    typeof value === 'number' ? `${value} ${say(w.years)}` : say(value ? w.on : w.off)
  return (
    <section>
      <h2>{say(w.choices)}</h2>
      <p className="help">{say(w.choicesHelp)}</p>
      {SWITCHES.map(choice => (
        <CheckBox
          key={choice}
          label={say(w[`choice-${choice}`])}
          help={say(w[`help-${choice}`])}
          checked={view.choices[choice] as boolean}
          disabled={!mayChange}
          change={value => void act(api.instruct(choice, value), say(w.written))}
        />
      ))}
      <SelectField
        label={say(w['choice-evidenceYears'])}
        value={String(view.choices.evidenceYears)}
        disabled={!mayChange}
        change={years => void act(api.instruct('evidenceYears', Number(years)), say(w.written))}
        options={YEARS.map(n => [String(n), `${n} ${say(w.years)}`])}
      />
      <details>
        <summary>{say(w.register)}</summary>
        {view.register.length === 0 && <p className="help">{say(w.registerEmpty)}</p>}
        <ul className="plain-rows">
          {view.register.map(r => (
            <li key={`${r.at}|${r.choice}`}>
              <b>{`${say(w[`choice-${r.choice}`])}: ${told(r.value)}`}</b>
              <small>
                {[dateWords(stockholmDate(new Date(r.at)), language), r.by || say(w.someone)].join(', ')}
                {r.stopped && (
                  <>
                    <br />
                    {`${say(w.stopped)} ${r.stopped}`}
                  </>
                )}
              </small>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function ProcessorsPart({ view, act, mayChange }: Part) {
  const say = useSay()
  const language = useLanguage()
  const [objecting, setObjecting] = useState<View['processors'][number] | null>(null)
  return (
    <section>
      <h2>{say(w.processors)}</h2>
      {view.processors.length === 0 && <p>{say(w.processorsNone)}</p>}
      <ul className="plain-rows">
        {view.processors.map(p => (
          <li key={p.id}>
            <div>
              <b>{p.name}</b>
              <small>
                {[p.task, p.place].join(' · ')}
                <br />
                {say(w.gets, { values: p.values })}
                <br />
                {p.state === 'announced'
                  ? say(w['state-announced'], { day: p.from ? dateWords(p.from, language) : '–' })
                  : say(w[`state-${p.state}`])}
              </small>
            </div>
            <button
              type="button"
              className="link"
              disabled={!mayChange}
              aria-label={say(p.state === 'objected' ? w.withdrawWho : w.objectTo, { name: p.name })}
              onClick={() =>
                p.state === 'objected' ? void act(api.withdrawObjection(p.id), say(w.withdrawn)) : setObjecting(p)
              }
            >
              {say(p.state === 'objected' ? w.withdraw : w.object)}
            </button>
          </li>
        ))}
      </ul>
      {objecting && (
        <Sheet
          title={say(w.objectTo, { name: objecting.name })}
          close={() => setObjecting(null)}
          foot={
            <>
              <button type="button" className="button" onClick={() => setObjecting(null)}>
                {say(appWords.cancel)}
              </button>
              <button
                type="button"
                className="button danger"
                onClick={() => {
                  void act(api.objectTo(objecting.id), say(w.objected))
                  setObjecting(null)
                }}
              >
                {say(w.object)}
              </button>
            </>
          }
        >
          <p>{say(w.objectText, { name: objecting.name })}</p>
        </Sheet>
      )}
    </section>
  )
}
