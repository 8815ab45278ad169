// The front page, readiness, language, and the shell of the app.
import { Problem } from '../kernel/problem.ts'
import { seeOther } from '../platform/http/answer.ts'
import { builtPage } from '../platform/http/assets.ts'
import { page } from '../platform/http/endpoint.ts'
import { isSampleOffered } from '../samples/sample-company.ts'
import { sealRoots } from '../signing/seal-certificate.ts'
import { openTo, site } from './layout.tsx'
import { pageWords } from './pages.words.ts'
import { SamplePaper } from './sample-paper.tsx'

let ready = false

export const websitePages = [
  page({
    get: '/',
    zone: 'website',
    access: 'public',
    does: 'The front page.',
    handle: async r => {
      const w = pageWords[r.visitor.language]
      const sample = isSampleOffered(r.services)
      return site(r.request, r.visitor, {
        title: w.frontTitle,
        mainClass: 'front',
        open: openTo(r.services),
        children: (
          <>
            <div className="split">
              <div>
                <h1>{w.frontTitle}</h1>
                <p className="lead">{w.frontLead}</p>
                <div className="form">
                  <div className="actions">
                    <a className="button main" href="/registrera" data-click="skapa-konto">
                      {w.signUp}
                    </a>
                    {sample && (
                      <form method="post" action="/prova" data-private="" data-hj-suppress="">
                        <button className="button" type="submit" data-click="prova">
                          {w.trySample}
                        </button>
                      </form>
                    )}
                  </div>
                </div>
              </div>
              <SamplePaper language={r.visitor.language} />
            </div>
            <ul className="answers">
              {w.points.map(p => (
                <li key={p.head}>
                  <h2>{p.head}</h2>
                  <p>{p.text}</p>
                </li>
              ))}
            </ul>
          </>
        ),
      })
    },
  }),
  page({
    get: '/healthz',
    zone: 'website',
    access: 'public',
    does: 'Says whether the service is ready.',
    handle: async ({ services }) => {
      const [row] = await services.database.ask<{ alive: boolean }>(
        'healthz',
        `select exists (select 1 from worker_heartbeat where seen_at > now() - interval '1 minute') as alive`,
        [],
      )
      // Ready when a worker has once been there; a web process goes on serving readers while a worker is away.
      ready ||= row?.alive === true
      return new Response(ready ? 'ok\n' : 'starting\n', {
        status: ready ? 200 : 503,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      })
    },
  }),
  page({
    get: '/forsegling/rot.pem',
    zone: 'website',
    access: 'public',
    does: 'The root certificates this installation has sealed under, today’s first, at a fixed address.',
    handle: async ({ services }) =>
      new Response((await sealRoots(services)).join(''), {
        headers: { 'content-type': 'application/x-pem-file', 'cache-control': 'public, max-age=3600' },
      }),
  }),
  page({
    post: '/sprak',
    zone: 'website',
    access: 'public',
    does: 'Chooses the language.',
    handle: async r => {
      const form = await r.request.formData()
      const lang = form.get('lang') === 'en' ? 'en' : 'sv'
      const till = String(form.get('till') ?? '/')
      const secure = r.services.config.publicUrl.startsWith('https:') ? '; Secure' : ''
      return seeOther(/^\/(?![/\\])[\w\-./]*$/.test(till) ? till : '/', {
        'set-cookie': `lang=${lang}; Path=/; SameSite=Lax; Max-Age=31536000${secure}`,
      })
    },
  }),
  ...(['/app', '/app/*'] as const).map(path =>
    page({
      get: path,
      zone: 'app',
      access: 'self',
      does: 'The app for companies.',
      handle: async () => {
        const shell = builtPage('app')
        if (!shell) throw new Problem('app-not-built', {}, { status: 503 })
        return new Response(shell, {
          headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
        })
      },
    }),
  ),
]
