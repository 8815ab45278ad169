// Questions from the client, answered in place. Those that wait come first; what is typed survives a redraw and a failure.
import { type FormEvent, useId, useState } from 'react'
import { FieldError } from '../../design/components.tsx'
import { stockholmDate } from '../../kernel/dates.ts'
import { api, type DocumentTimeline } from '../api.ts'
import { useMay } from '../session.tsx'
import { useToast } from '../shell/toast.tsx'
import { Why } from '../shell/why.tsx'
import { fieldsOf, sentenceOf, useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'
import { moment } from './when.ts'

type Question = DocumentTimeline['questions'][number]

export function Questions({
  documentId,
  questions,
  sections,
  changed,
}: {
  documentId: string
  questions: readonly Question[]
  sections: readonly { id: string; name: string }[]
  changed: () => void
}) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const mayAnswer = useMay()('documents.send')
  if (questions.length === 0) return null
  const sorted = [...questions].sort((a, b) => Number(a.answer !== null) - Number(b.answer !== null))
  return (
    <section className="questions" aria-labelledby="questions">
      <h2 id="questions">{say(w.questions)}</h2>
      <ul>
        {sorted.map(q => (
          <li key={q.id} className={q.answer === null ? 'open' : undefined}>
            <p className="asker">
              {say(w.asked, { name: q.by, about: sections.find(s => s.id === q.anchor)?.name ?? '' })}{' '}
              <time dateTime={q.askedAt}>{moment(q.askedAt, today, language)}</time>
            </p>
            <blockquote>{q.body}</blockquote>
            {q.answer === null && !mayAnswer ? (
              <p className="help">{say(w.othersAnswer)}</p>
            ) : q.answer === null ? (
              <AnswerForm documentId={documentId} question={q} changed={changed} />
            ) : (
              <div className="answer">
                <p>{q.answer}</p>
                {q.answeredAt && (
                  <p className="help">{say(w.answered, { at: moment(q.answeredAt, today, language) })}</p>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function AnswerForm({
  documentId,
  question,
  changed,
}: {
  documentId: string
  question: Question
  changed: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const id = useId()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const name = question.by.split(' ')[0] ?? question.by
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    setRefused(null)
    try {
      await api.answer(documentId, question.id, text)
      toast(say(w.answerSent, { name }))
      changed()
    } catch (error) {
      setRefused(fieldsOf(error).answer ?? sentenceOf(error, say))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={submit} className="answer-form">
      <textarea
        className="input"
        rows={2}
        aria-label={say(w.answerTo, { name })}
        placeholder={say(w.answerTo, { name })}
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? `${id}-error` : undefined}
        maxLength={4000}
        value={text}
        onChange={e => setText(e.target.value)}
      />
      {refused && <FieldError id={`${id}-error`} text={refused} />}
      <Why of={['question', 'answer']} />
      <p>
        <button type="submit" className="button" disabled={busy || text.trim() === ''}>
          {say(w.sendAnswer)}
        </button>
      </p>
    </form>
  )
}
