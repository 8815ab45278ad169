// Rows of documents: state, who and what, what happened last, when, how much. The whole row is one link.
import { Status } from '../../design/status.tsx'
import type { DocumentSummary } from '../../documents/contract.ts'
import { dateWords, relativeDay, stockholmDate, timeWords } from '../../kernel/dates.ts'
import { formatOre } from '../../kernel/money.ts'
import { appWords } from '../app.messages.ts'
import { paperName } from '../paper-words.ts'
import { useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { homeWords as w } from './home.messages.ts'
import { isRead, stateNow, type Until } from './reading-now.ts'

/** A draft is gone on with, an agreement is followed as the job it is, anything else as itself. */
export function addressOf(d: Pick<DocumentSummary, 'id' | 'jobId' | 'kind' | 'state'>): string {
  if (d.state === 'draft') return `/app/dokument/${d.id}/skriv`
  const isJob = (d.state === 'signed' || d.state === 'sealed') && (d.kind === 'quote' || d.kind === 'agreement')
  return isJob ? `/app/jobb/${d.jobId}` : `/app/dokument/${d.id}`
}

export function DocumentRows({
  documents,
  label,
  until,
}: {
  documents: readonly DocumentSummary[]
  label: string
  until?: Until
}) {
  const say = useSay()
  const language = useLanguage()
  const now = useNow(5000)
  const today = stockholmDate(now)
  const when = (at: Date) =>
    stockholmDate(at) === today
      ? timeWords(at, language).replace('kl. ', '')
      : relativeDay(stockholmDate(at), today, language)
  return (
    <table className="documents">
      <caption className="sr">{label}</caption>
      <thead className="sr">
        <tr>
          <th scope="col">{say(w.state)}</th>
          <th scope="col">{say(w.client)}</th>
          <th scope="col">{say(w.happened)}</th>
          <th scope="col">{say(w.when)}</th>
          <th scope="col">{say(w.amount)}</th>
        </tr>
      </thead>
      <tbody>
        {documents.map(listed => {
          const d = { ...listed, readingUntil: until?.get(listed.id) ?? listed.readingUntil }
          const state = stateNow(d, now)
          return (
            <tr key={d.id}>
              <td className="state-cell">
                <Status state={state} language={language} />
              </td>
              <th scope="row">
                <a className="row-link" href={addressOf(d)}>
                  <b>{d.clientName || say(w.noClient)}</b>{' '}
                  <span>
                    {d.kind !== 'quote' && `${paperName(d, language)}: `}
                    {d.title || say(w.untitled)}
                  </span>
                </a>
              </th>
              <td className="event">
                {[
                  d.openQuestions > 0 ? say(w.questions, { n: d.openQuestions }) : d.lastEvent.words,
                  ...(['sent', 'opened', 'reading'].includes(state)
                    ? [say(w.validTo, { day: dateWords(d.validTo, language, 'short') })]
                    : []),
                  ...(state !== 'reading' && isRead(d, now) ? [say(w.readingNow)] : []),
                ].join(', ')}
              </td>
              <td className="when">
                <time dateTime={d.lastEvent.at}>{when(new Date(d.lastEvent.at))}</time>
              </td>
              <td className="r sum">
                {d.toPayOre ? (
                  formatOre(d.toPayOre, language, 0)
                ) : (
                  <span className="unknown">{say(appWords.counting)}</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
