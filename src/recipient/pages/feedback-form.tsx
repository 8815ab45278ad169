// After signing, once, for whoever wants to: what they thought of the document, and of the service. Who reads it is said first.
import { whyWords } from '../../datamap/words.ts'
import { feedback } from '../../feedback/feedback.tables.ts'
import { LONGEST_COMMENT } from '../../feedback/feedback.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { roomWords } from '../recipient.messages.ts'

export function FeedbackForm({ company, the, language }: { company: string; the: string; language: Language }) {
  const w = roomWords[language]
  return (
    <section className="feedback" id="omdome">
      <h2>{w.feedbackHead}</h2>
      <p>{w.feedbackWho(company)}</p>
      <form method="post" action="omdome">
        <Scale name="betyg" label={w.feedbackDocument(the)} words={[w.feedbackLow, w.feedbackHigh]} />
        <div className="field">
          <label htmlFor="kommentar">
            {w.feedbackWords} <span className="aside">{w.optional}</span>
          </label>
          <textarea className="input" id="kommentar" name="kommentar" rows={3} maxLength={LONGEST_COMMENT} />
          <details className="why">
            <summary>{w.why}</summary>
            <p>{whyWords(feedback, 'comment')?.[language]}</p>
          </details>
        </div>
        <Scale name="tjanst" label={w.feedbackService} words={[w.feedbackLow, w.feedbackHigh]} />
        <button className="button" type="submit">
          {w.feedbackSend}
        </button>
        <button className="button plain" type="submit" name="gor" value="hoppa">
          {w.feedbackSkip}
        </button>
      </form>
    </section>
  )
}

function Scale({ name, label, words: [low, high] }: { name: string; label: string; words: [string, string] }) {
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="scale">
        {[1, 2, 3, 4, 5].map(n => (
          <label className="opt" key={n}>
            <input type="radio" name={name} value={n} />
            {n}
            {n === 1 && <span className="sr"> {low}</span>}
            {n === 5 && <span className="sr"> {high}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
