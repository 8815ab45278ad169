// The one live thing on the screen: somebody reads. Sections as bars, filled by how long each was shown. "Läst" is never claimed.
import { Status } from '../../design/status.tsx'
import type { DocumentSummary } from '../../documents/contract.ts'
import { formatKr } from '../../kernel/money.ts'
import type { Visit } from '../api.ts'
import { type Say, useLanguage, useSay } from '../words.tsx'
import { homeWords as w } from './home.messages.ts'

export const durationWords = (seconds: number, say: Say): string =>
  seconds < 60 ? say(w.seconds, { n: seconds }) : say(w.minutes, { m: Math.floor(seconds / 60), s: seconds % 60 })

export function ReadingStrip({
  documentId,
  visit,
  document,
}: {
  documentId: string
  visit: Visit
  document: DocumentSummary | null
}) {
  const say = useSay()
  const language = useLanguage()
  return (
    <section className="reading-strip" aria-live="polite">
      <div>
        <p className="who-reads">
          <Status state="reading" language={language} />{' '}
          <span>
            <b>{visit.party}</b>
            {visit.section && (
              <>
                {' '}
                {say(w.isAt)} <b>{visit.section}</b>
              </>
            )}
          </span>
        </p>
        {document && (
          <p>
            <a href={`/app/dokument/${documentId}`}>{document.title || document.number}</a>
            {document.toPayOre ? `, ${formatKr(document.toPayOre, language)}` : ''}
          </p>
        )}
      </div>
      <SectionBars visit={visit} />
    </section>
  )
}

/** The visit with every part of the document, also those never on screen: what was not shown is told as plainly as what was. */
export function withAllParts(visit: Visit, headings: readonly string[]): Visit {
  const parts = headings.filter(h => h !== '').map(name => ({ name, seconds: 0 }))
  const shown = (name: string) => visit.sections.find(s => s.name === name)
  return {
    ...visit,
    sections: [...visit.sections.filter(s => !headings.includes(s.name)), ...parts.map(p => shown(p.name) ?? p)],
  }
}

export function SectionBars({ visit }: { visit: Visit }) {
  const say = useSay()
  const longest = Math.max(30, ...visit.sections.map(s => s.seconds))
  return (
    <ol className="section-bars">
      {visit.sections.map(s => (
        <li key={s.name} className={s.name === visit.section && visit.now ? 'here' : undefined}>
          <span className="track" aria-hidden="true">
            <span style={{ width: `${Math.round((s.seconds / longest) * 100)}%` }} />
          </span>
          <span className="name">{s.name}</span>
          <span className="time num">{s.seconds > 0 ? durationWords(s.seconds, say) : say(w.notShown)}</span>
        </li>
      ))}
    </ol>
  )
}
