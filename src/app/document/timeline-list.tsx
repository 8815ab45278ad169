// What happened, newest first. What machines did stands in grey and is said not to count.
import type { StatusName } from '../../design/status.tsx'
import { Status } from '../../design/status.tsx'
import { stockholmDate } from '../../kernel/dates.ts'
import type { DocumentTimeline } from '../api.ts'
import { isReading } from '../home/reading-now.ts'
import { SectionBars } from '../home/reading-strip.tsx'
import { useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'
import { byDay, clock, dayHeading, moment } from './when.ts'

/** The drawing beside an entry; events without one of their own stand without. */
export const drawings: Readonly<Record<string, StatusName>> = {
  created: 'draft',
  sent: 'sent',
  'sent-again': 'sent',
  bounced: 'bounced',
  opened: 'opened',
  asked: 'question',
  'longer-asked': 'question',
  declined: 'declined',
  'other-person': 'declined',
  'signing-failed': 'declined',
  'party-signed': 'partly-signed',
  signed: 'signed',
  sealed: 'sealed',
  'client-withdrew': 'rescinded',
  timestamped: 'sealed',
  withdrawn: 'withdrawn',
  replaced: 'withdrawn',
}

export function TimelineList({ timeline }: { timeline: DocumentTimeline }) {
  const say = useSay()
  const language = useLanguage()
  const now = useNow(5000)
  const today = stockholmDate(now)
  return (
    <section className="timeline" aria-labelledby="happened">
      <h2 id="happened">{say(w.happened)}</h2>
      {timeline.entries.length === 0 && <p className="help">{say(w.nothingYet)}</p>}
      {byDay(timeline.entries).map(({ day, entries }) => (
        <section key={day}>
          <h3>{dayHeading(day, today, language)}</h3>
          <ol>
            {entries.map(e => {
              const drawing = drawings[e.type]
              return (
                <li key={e.seq} className={e.machine ? 'machine' : undefined}>
                  <time dateTime={e.at}>{clock(new Date(e.at), language)}</time>
                  <span className="drawing" aria-hidden="true">
                    {drawing && <Status state={drawing} language={language} />}
                  </span>
                  <p>
                    {e.words}
                    {e.who && <span className="who">, {e.who}</span>}
                    {e.note && <q className="note">{e.note}</q>}
                  </p>
                </li>
              )
            })}
          </ol>
        </section>
      ))}
      {timeline.visits.length > 0 && (
        <>
          <h2>{say(w.shown)}</h2>
          <ul className="visits">
            {timeline.visits.map(v => (
              <li key={`${v.party}${v.startedAt}`}>
                <p>
                  {say(w.visit, { name: v.party, at: moment(v.startedAt, today, language) })}
                  {v.now && isReading(v, now) && <Status state="reading" language={language} />}
                </p>
                <SectionBars visit={v} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
