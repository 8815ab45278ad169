// The certificate as anybody with its address can read it, also when the account is gone.
import type { ReactNode } from 'react'
import { tableWords } from '../../datamap/words.ts'
import { dateWords } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import { type Language, type PageRequest, page } from '../../platform/http/endpoint.ts'
import { drawIn, type Frame } from '../policy/pages.tsx'
import { Sheet } from '../policy/parts.tsx'
import { CERTIFICATE_PATH, Certificate } from './certificate.ts'
import { certificateWords } from './certificate.words.ts'

const closureAt = async (r: PageRequest) => {
  const id = r.params.id ?? ''
  const found = /^[0-9a-f-]{36}$/.test(id)
    ? await r.services.database.outside(tx =>
        tx
          .selectFrom('company_closure')
          .selectAll()
          .where('id', '=', id)
          .where('state', '<>', 'regretted')
          .executeTakeFirst(),
      )
    : undefined
  if (!found) throw new Problem('not-found', {}, { status: 404 })
  return found
}

function Shown({ of: c, path, language }: { of: Certificate; path: string; language: Language }) {
  const w = certificateWords[language]
  const day = (d: string) => dateWords(d, language)
  const line = (name: string, value: ReactNode) => ({ key: name, cells: [name, value] })
  return (
    <div className="policy">
      <h1>{w.title}</h1>
      <p className="lead">{w.lead(c.operator, day(c.verifiedOn))}</p>
      <Sheet
        head={[w.what, w.when]}
        rows={[
          line(w.asked, day(c.askedOn)),
          line(w.ended, day(c.endedOn)),
          line(w.removed, day(c.removedOn)),
          line(w.verified, day(c.verifiedOn)),
          line(w.backups, day(c.backupsUntil)),
        ]}
      />
      <h2>{w.goneTitle}</h2>
      <p>{w.gone(c.keysDestroyed, c.filesRemoved)}</p>
      <Sheet
        head={[w.table, w.rows]}
        rows={c.removed.map(t => ({
          key: t.table,
          cells: [tableWords(t.table)?.[language] ?? w.tables[t.table] ?? t.table, String(t.rows)],
        }))}
      />
      <h2>{w.keptTitle}</h2>
      {c.kept.length === 0 ? (
        <p>{w.keptNone}</p>
      ) : (
        <ul>
          {c.kept.map(k => (
            <li key={k.until}>{w.kept(k.documents, k.law, day(k.until))}</li>
          ))}
        </ul>
      )}
      <h2>{w.suppliersTitle}</h2>
      {c.suppliers.length === 0 ? (
        <p>{w.suppliersNone}</p>
      ) : (
        <ul>
          {c.suppliers.map(s => (
            <li key={s.supplier}>
              {s.supplier}: {w.states[s.state as 'done'] ?? s.state}
              {s.leftUntil && ` ${w.until} ${day(s.leftUntil)}`}
            </li>
          ))}
        </ul>
      )}
      <p>
        {w.files} <a href={`${path}/intyg.json`}>JSON</a>, <a href={`${path}/intyg.json.sig`}>{w.signature}</a>.{' '}
        <a href="/integritet/foretagsexport/nyckel.pem">{w.key}</a>
      </p>
      <p className="help">
        {w.number} <code className="hash">{c.company}</code>
      </p>
    </div>
  )
}

/** The pages of certificates, drawn in the frame they are given. */
export function certificatePages(frame: Frame) {
  const draw = drawIn(frame)
  const file = (name: string, does: string, column: 'certificate' | 'signature') =>
    page({
      get: `${CERTIFICATE_PATH}/:id/${name}`,
      zone: 'rights',
      access: 'public',
      does,
      handle: async r => {
        const text = (await closureAt(r))[column]
        if (!text) throw new Problem('not-found', {}, { status: 404 })
        const type = column === 'certificate' ? 'application/json' : 'text/plain'
        return new Response(text, {
          headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
        })
      },
    })
  return [
    page({
      get: `${CERTIFICATE_PATH}/:id`,
      zone: 'rights',
      access: 'public',
      does: 'The certificate that a company’s data are erased, or the day they will be.',
      handle: async r => {
        const c = await closureAt(r)
        const { language } = r.visitor
        const w = certificateWords[language]
        return draw(
          r,
          w.title,
          c.certificate ? (
            <Shown
              of={Certificate.parse(JSON.parse(c.certificate))}
              path={`${CERTIFICATE_PATH}/${c.id}`}
              language={language}
            />
          ) : (
            <>
              <h1>{w.title}</h1>
              <p className="lead">{w.notYet(dateWords(c.erase_on, language))}</p>
            </>
          ),
        )
      },
    }),
    file('intyg.json', 'The certificate as it was signed.', 'certificate'),
    file('intyg.json.sig', 'The signature of the certificate.', 'signature'),
  ]
}
