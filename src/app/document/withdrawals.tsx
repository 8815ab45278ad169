// Messages of withdrawal: what the client said, what it means, and the company's answer where one is waited for.
import { type FormEvent, useId, useState } from 'react'
import { FieldError } from '../../design/components.tsx'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { api, type WithdrawalNotice } from '../api.ts'
import { useMay } from '../session.tsx'
import { useToast } from '../shell/toast.tsx'
import { Why } from '../shell/why.tsx'
import { fieldsOf, sentenceOf, useData, useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { moment } from './when.ts'
import { withdrawalAppWords as w } from './withdrawals.messages.ts'

/** `count`: how often the document has been withdrawn from, as its timeline knows; nothing is asked for where that is never. */
export function Withdrawals({
  documentId,
  count,
  changed,
}: {
  documentId: string
  count: number
  changed: () => void
}) {
  return count > 0 ? <Received documentId={documentId} count={count} changed={changed} /> : null
}

function Received({ documentId, count, changed }: { documentId: string; count: number; changed: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const mayAnswer = useMay()('documents.send')
  const loaded = useData(() => api.withdrawals(documentId), [documentId, count])
  const notices = loaded.data?.notices ?? []
  return (
    <section className="questions" aria-labelledby="withdrawals">
      <h2 id="withdrawals">{say(w.head)}</h2>
      {loaded.failed && <p className="notice bad">{loaded.failed}</p>}
      <ul>
        {notices.map(n => (
          <li key={n.id} className={n.outcome === 'waiting' ? 'open' : undefined}>
            <p className="asker">
              {say(w.from, { name: n.name, receipt: n.receipt })}{' '}
              <time dateTime={n.receivedAt}>{moment(n.receivedAt, today, language)}</time>
            </p>
            <blockquote>{n.said}</blockquote>
            <p>
              <b>{say(w[n.outcome])}</b>{' '}
              {n.outcome === 'waiting' &&
                say(n.lastDay === null ? w.noRight : n.inTime ? w.inPart : w.late, {
                  day: n.lastDay ? dateWords(n.lastDay, language) : '',
                })}
            </p>
            {n.outcome === 'ended' && (
              <p>
                {say(w.refund, { day: dateWords(n.refundLast, language) })} {say(n.earlyStart ? w.early : w.notEarly)}
              </p>
            )}
            {n.answer && <p className="answer">{n.answer}</p>}
            {n.outcome === 'waiting' && mayAnswer && (
              <AnswerForm
                documentId={documentId}
                notice={n}
                done={() => {
                  loaded.again()
                  changed()
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function AnswerForm({ documentId, notice, done }: { documentId: string; notice: WithdrawalNotice; done: () => void }) {
  const say = useSay()
  const toast = useToast()
  const id = useId()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const answer = async (accept: boolean) => {
    setBusy(true)
    setRefused(null)
    try {
      await api.answerWithdrawal(documentId, notice.id, { accept, answer: text })
      toast(say(w.sent))
      done()
    } catch (error) {
      setRefused(fieldsOf(error).answer ?? sentenceOf(error, say))
    } finally {
      setBusy(false)
    }
  }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    void answer(true)
  }
  return (
    <form onSubmit={submit} className="answer-form">
      <textarea
        className="input"
        rows={2}
        aria-label={say(w.answer)}
        placeholder={say(w.answer)}
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? `${id}-error` : undefined}
        maxLength={4000}
        value={text}
        onChange={e => setText(e.target.value)}
      />
      {refused && <FieldError id={`${id}-error`} text={refused} />}
      <Why of={['withdrawal_notice', 'answer']} />
      <p>
        <button type="submit" className="button" disabled={busy}>
          {say(w.accept)}
        </button>
        <button type="button" className="button" disabled={busy} onClick={() => void answer(false)}>
          {say(w.dispute)}
        </button>
      </p>
    </form>
  )
}
