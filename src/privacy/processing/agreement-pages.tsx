// The data processing agreement as anybody can read it: the version that holds, and each earlier one by its hash.
import type { ReactNode } from 'react'
import type { Words } from '../../datamap/words.ts'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import { type Language, page } from '../../platform/http/endpoint.ts'
import { drawIn, type Frame } from '../policy/pages.tsx'
import { listed, Sheet } from '../policy/parts.tsx'
import { type Agreement, agreementBy, currentAgreement } from './agreement.ts'
import { agreementWords } from './processing.words.ts'

export const AGREEMENT_PATH = '/integritet/bitradesavtal'

function AgreementText({ agreement, language, older }: { agreement: Agreement; language: Language; older: boolean }) {
  const w = agreementWords[language]
  const { content } = agreement
  const s = (words: Words) => words[language]
  return (
    <>
      <h1>{w.title}</h1>
      <p className="lead">{w.short}</p>
      <p className="help">{w.version(agreement.version, dateWords(stockholmDate(agreement.madeAt), language))}</p>
      {older && (
        <div className="notice warn">
          <p>
            {w.older} <a href={AGREEMENT_PATH}>{w.newest}</a>
          </p>
        </div>
      )}
      {content.clauses.map((c, i) => (
        <section key={c.title.sv} id={`punkt-${i + 1}`}>
          <h2>{`${i + 1}. ${s(c.title)}`}</h2>
          <p>
            {s(c.text)}{' '}
            <small>
              {w.answers} {c.answers}
            </small>
          </p>
        </section>
      ))}
      <Part id="A" title={w.A}>
        <Sheet
          head={[w.number, w.instruction]}
          rows={content.A.map(a => ({
            key: a.id,
            cells: [
              a.id,
              <>
                <b>{s(a.name)}.</b> {s(a.text)}
              </>,
            ],
          }))}
        />
      </Part>
      <Part id="B" title={w.B}>
        <Sheet
          head={[w.persons, w.kind, w.values, w.purpose, w.instruction]}
          rows={content.B.map(b => ({
            key: [b.persons.sv, b.kind.sv, b.instruction.sv, b.purpose.sv].join(),
            cells: [s(b.persons), s(b.kind), listed(b.values, language), s(b.purpose), s(b.instruction)],
          }))}
        />
      </Part>
      <Part id="C" title={w.C}>
        <ul>
          {content.C.map(m => (
            <li key={m.sv}>{s(m)}</li>
          ))}
        </ul>
      </Part>
      <Part id="D" title={w.D}>
        {content.D.length === 0 ? (
          <p>{w.none}</p>
        ) : (
          <Sheet
            head={[w.name, w.task, w.country, w.place, w.values]}
            rows={content.D.map(d => ({
              key: d.key,
              cells: [d.name, s(d.task), d.country ? s(d.country) : w.notSaid, s(d.place), listed(d.values, language)],
            }))}
          />
        )}
      </Part>
      <Part id="E" title={w.E}>
        {content.E.length === 0 ? <p>{w.none}</p> : <p>{listed(content.E, language)}</p>}
      </Part>
      <Part id="F" title={w.F}>
        <Sheet
          head={[w.kept, w.values]}
          rows={content.F.map(f => ({ key: f.kept.sv, cells: [s(f.kept), listed(f.values, language)] }))}
        />
      </Part>
      <Part id="G" title={w.G}>
        <p>{w.gText}</p>
      </Part>
      <p className="help">
        {w.check}: <code className="hash">{agreement.hash}</code>
      </p>
    </>
  )
}

const Part = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section id={`bilaga-${id.toLowerCase()}`}>
    <h2>{title}</h2>
    {children}
  </section>
)

/** The agreement's pages, drawn in the frame they are given. */
export function agreementPages(frame: Frame) {
  const draw = drawIn(frame)
  return [
    page({
      get: AGREEMENT_PATH,
      zone: 'website',
      access: 'public',
      does: 'The data processing agreement that holds, with its annexes.',
      handle: async r => {
        const agreement = await r.services.database.outside(tx => currentAgreement(r.services, tx))
        const { language } = r.visitor
        return draw(
          r,
          agreementWords[language].title,
          <AgreementText agreement={agreement} language={language} older={false} />,
        )
      },
    }),
    page({
      get: `${AGREEMENT_PATH}/:hash`,
      zone: 'website',
      access: 'public',
      does: 'A version of the data processing agreement, by the hash of its content.',
      handle: async r => {
        const { agreement, current } = await r.services.database.outside(async tx => ({
          agreement: await agreementBy(tx, r.params.hash ?? ''),
          current: await currentAgreement(r.services, tx),
        }))
        if (!agreement) throw new Problem('not-found', {}, { status: 404 })
        const { language } = r.visitor
        const older = agreement.hash !== current.hash
        return draw(
          r,
          agreementWords[language].title,
          <AgreementText agreement={agreement} language={language} older={older} />,
        )
      },
    }),
  ]
}
