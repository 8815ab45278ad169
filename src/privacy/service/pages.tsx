// The service agreement as anybody can read it: the version that holds for new customers, and each one by its hash.
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import { type Language, page } from '../../platform/http/endpoint.ts'
import { drawIn, type Frame } from '../policy/pages.tsx'
import { AGREEMENT_PATH } from '../processing/agreement-pages.tsx'
import { currentService, SERVICE_PATH, type ServiceAgreement, serviceBy, serviceVersions } from './agreement.ts'
import { servicePageWords } from './service.words.ts'

type Versions = Awaited<ReturnType<typeof serviceVersions>>

function Text(p: { agreement: ServiceAgreement; versions: Versions; language: Language }) {
  const { agreement, versions, language } = p
  const w = servicePageWords[language]
  return (
    <>
      <h1>{w.title}</h1>
      <p className="lead">{agreement.content.short[language]}</p>
      <p className="help">{w.version(agreement.version, dateWords(stockholmDate(agreement.madeAt), language))}</p>
      {versions[0] && versions[0].hash !== agreement.hash && (
        <div className="notice warn">
          <p>
            {w.older} <a href={SERVICE_PATH}>{w.newest}</a>
          </p>
        </div>
      )}
      {agreement.content.clauses.map((c, i) => (
        <section key={c.title.sv} id={`punkt-${i + 1}`}>
          <h2>{`${i + 1}. ${c.title[language]}`}</h2>
          <p>{c.text[language]}</p>
        </section>
      ))}
      <p>
        <a href={AGREEMENT_PATH}>{w.pub}</a>
      </p>
      <section>
        <h2>{w.versions}</h2>
        <ul>
          {versions.map(v => (
            <li key={v.hash}>
              <a
                href={`${SERVICE_PATH}/${v.hash}`}
              >{`${v.version}, ${dateWords(stockholmDate(v.made_at), language)}`}</a>
            </li>
          ))}
        </ul>
      </section>
      <p className="help">
        {w.check} <code className="hash">{agreement.hash}</code>
      </p>
    </>
  )
}

/** The agreement's pages, drawn in the frame they are given. */
export function servicePages(frame: Frame) {
  const draw = drawIn(frame)
  const shown = (get: string, does: string) =>
    page({
      get,
      zone: 'website',
      access: 'public',
      does,
      handle: async r => {
        const { agreement, versions } = await r.services.database.outside(async tx => {
          const current = await currentService(r.services, tx)
          const agreement = r.params.hash ? await serviceBy(tx, r.params.hash) : current
          return { agreement, versions: await serviceVersions(tx) }
        })
        if (!agreement) throw new Problem('not-found', {}, { status: 404 })
        const { language } = r.visitor
        return draw(r, servicePageWords[language].title, <Text {...{ agreement, versions, language }} />)
      },
    })
  return [
    shown(SERVICE_PATH, 'The service agreement that new customers agree to, and all its versions.'),
    shown(`${SERVICE_PATH}/:hash`, 'A version of the service agreement, by the hash of its content.'),
  ]
}
