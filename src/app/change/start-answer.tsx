// "Får jag börja?": the answer and its rule, what can be done about it, and what has been done.
import { useState } from 'react'
import { Icon, type IconName } from '../../design/icons.tsx'
import { startWords } from '../../documents/start.messages.ts'
import type { StartCode } from '../../documents/start.ts'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { formatKr } from '../../kernel/money.ts'
import { api, type ChangeStanding, type DocumentTimeline } from '../api.ts'
import { moment } from '../document/when.ts'
import { useMay } from '../session.tsx'
import { TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useNow } from '../use-data.ts'
import { type Language, useLanguage, useSay } from '../words.tsx'
import { changeWords as w } from './change.messages.ts'

type Entry = DocumentTimeline['entries'][number]
type Start = ChangeStanding['start']

const icons: Readonly<Record<Start['may'], IconName>> = {
  yes: 'check',
  limited: 'check',
  wait: 'clock',
  no: 'clock',
  unknown: 'question',
}

export function startSentence(start: Start, language: Language): { answer: string; rule: string } {
  const words = startWords[language][start.code as StartCode]
  const { day, ore } = start.facts
  return {
    answer: words.answer,
    rule: words.rule(day ? dateWords(day, language) : '', ore === undefined ? '' : formatKr(ore, language)),
  }
}

/** The answer alone, as it stands in the editor and on the job. */
export function StartAnswer({ start, children }: { start: Start; children?: React.ReactNode }) {
  const language = useLanguage()
  const { answer, rule } = startSentence(start, language)
  return (
    <div className={`start-answer may-${start.may}`}>
      <Icon name={icons[start.may]} />
      <div>
        <p>
          <b>{answer}</b> {rule}
        </p>
        {children}
      </div>
    </div>
  )
}

/** On the ÄTA: the answer, the client's own, attempts, the ground, and the start. */
export function StartCard({
  documentId,
  standing,
  entries,
  name,
  changed,
}: {
  documentId: string
  standing: ChangeStanding
  /** What has happened to the ÄTA. */
  entries: readonly Entry[]
  name: string
  changed: (standing: ChangeStanding) => void
}) {
  const say = useSay()
  const language = useLanguage()
  const toast = useToast()
  const mayWrite = useMay()('documents.write')
  const today = stockholmDate(useNow())
  const [seeking, setSeeking] = useState(false)
  const [busy, setBusy] = useState(false)
  const { start } = standing
  const begin = async () => {
    setBusy(true)
    try {
      changed(await api.beginWork(documentId))
      toast(say(w.begun))
    } catch (error) {
      toast(sentenceOf(error, say))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="start-card" aria-labelledby="may-start">
      <h2 id="may-start">{say(w.mayStart)}</h2>
      <StartAnswer start={start}>
        {standing.stance && (
          <p>
            {say(w[`stance-${standing.stance}`])}{' '}
            {standing.stanceAt && (
              <span className="help">{say(w.answeredAt, { at: moment(standing.stanceAt, today, language) })}</span>
            )}
          </p>
        )}
        {standing.ground && standing.groundReason && (
          <p className="help">{say(w.groundIs, { why: standing.groundReason })}</p>
        )}
        {standing.startedAt ? (
          <p className="begun">{say(w.begunAt, { at: moment(standing.startedAt, today, language) })}</p>
        ) : (
          mayWrite && (
            <p className="start-acts">
              {(start.may === 'yes' || start.may === 'limited') && (
                <button type="button" className="button" disabled={busy} onClick={() => void begin()}>
                  {say(w.begin)}
                </button>
              )}
              {mayBeSought(standing) && (
                <button type="button" className="link" onClick={() => setSeeking(true)}>
                  {name ? say(w.unreachedName, { name }) : say(w.unreached)}
                </button>
              )}
            </p>
          )
        )}
      </StartAnswer>
      <p className="help">{say(w.support)}</p>
      {seeking && (
        <Unreached
          documentId={documentId}
          standing={standing}
          attempts={entries.filter(e => e.type === 'attempted')}
          close={() => setSeeking(false)}
          changed={changed}
        />
      )}
    </section>
  )
}

const SETTLED = ['start.ordered', 'start.early-ok', 'start.wait-withdrawal', 'start.rescinded', 'start.refused']
/** While an answer is waited for, there is a way out when nobody answers. */
export const mayBeSought = (standing: ChangeStanding) => !SETTLED.includes(standing.start.code)

/** Attempts, and the ground for beginning without an answer. */
export function Unreached({
  documentId,
  standing,
  attempts,
  close,
  changed,
}: {
  documentId: string
  standing: ChangeStanding
  attempts: readonly Entry[]
  close: () => void
  changed: (standing: ChangeStanding) => void
}) {
  const say = useSay()
  const language = useLanguage()
  const toast = useToast()
  const today = stockholmDate(useNow())
  const [ground, setGround] = useState(standing.ground)
  const [reason, setReason] = useState(standing.groundReason ?? '')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; reason?: string | undefined } | null>(null)
  const does = async (act: () => Promise<ChangeStanding>, told: string, ends: boolean) => {
    setBusy(true)
    setRefused(null)
    try {
      changed(await act())
      toast(told)
      if (ends) close()
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), reason: fieldsOf(error).reason })
    } finally {
      setBusy(false)
    }
  }
  const grounds = standing.groundsKnown ? (['small', 'wish', 'danger'] as const) : (['danger'] as const)
  return (
    <Sheet
      title={say(w.unreached)}
      close={close}
      foot={
        <button
          type="button"
          className="button main"
          disabled={busy || (ground === standing.ground && reason.trim() === (standing.groundReason ?? ''))}
          onClick={() => void does(() => api.setGround(documentId, { ground, reason }), say(w.groundSaved), true)}
        >
          {say(w.groundSave)}
        </button>
      }
    >
      {refused && !refused.reason && (
        <p className="notice bad" role="alert">
          {refused.text}
        </p>
      )}
      <StartAnswer start={standing.start} />
      <h3>{say(w.tried)}</h3>
      {standing.noticedAt ? (
        <>
          {attempts.length === 0 ? (
            <p className="help">{say(w.triedNone)}</p>
          ) : (
            <ul className="attempts">
              {attempts.map(a => (
                <li key={a.seq}>
                  {a.words} <time dateTime={a.at}>{moment(a.at, today, language)}</time>
                </li>
              ))}
            </ul>
          )}
          <p className="attempt-acts">
            {(['phone', 'sms', 'visit'] as const).map(how => (
              <button
                key={how}
                type="button"
                className="button"
                disabled={busy}
                onClick={() => void does(() => api.noteAttempt(documentId, how), say(w.noted), false)}
              >
                {say(w[`try-${how}`])}
              </button>
            ))}
          </p>
        </>
      ) : (
        <p className="help">{say(w.triedFirst)}</p>
      )}
      <fieldset className="bare grounds">
        <legend>
          <h3>{say(w.ground)}</h3>
        </legend>
        {([null, ...grounds] as const).map(g => (
          <label className="check" key={g ?? 'none'}>
            <input type="radio" name="ground" checked={ground === g} onChange={() => setGround(g)} />
            <span>{say(w[`ground-${g ?? 'none'}`])}</span>
          </label>
        ))}
      </fieldset>
      {ground && (
        <TextField
          label={say(w.groundWhy)}
          value={reason}
          change={setReason}
          rows={3}
          maxLength={1000}
          placeholder={say(w.groundHint)}
          error={refused?.reason}
          of={['change_order', 'ground_reason']}
        />
      )}
    </Sheet>
  )
}
