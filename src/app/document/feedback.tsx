// What whoever signed thought of the quote.
import { stockholmDate } from '../../kernel/dates.ts'
import type { DocumentTimeline } from '../api.ts'
import { useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'
import { moment } from './when.ts'

export function Feedback({ list }: { list: DocumentTimeline['feedback'] }) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  if (list.length === 0) return null
  return (
    <section className="questions" aria-labelledby="feedback">
      <h2 id="feedback">{say(w.feedback)}</h2>
      <ul>
        {list.map(f => (
          <li key={f.id}>
            <p className="asker">
              {say(w.feedbackBy, { name: f.by, rating: f.rating })}{' '}
              <time dateTime={f.at}>{moment(f.at, today, language)}</time>
            </p>
            {f.comment && <blockquote>{f.comment}</blockquote>}
          </li>
        ))}
      </ul>
    </section>
  )
}
