// The frame of the public pages.
import type { ReactNode } from 'react'
import { consentCss } from '../consent/forms.tsx'
import { bannerOf } from '../consent/pages.tsx'
import { Wordmark } from '../design/components.tsx'
import { renderPage } from '../design/page.tsx'
import type { Services } from '../platform/context.ts'
import { html } from '../platform/http/answer.ts'
import { assetUrl } from '../platform/http/assets.ts'
import type { Consent, Language, Visitor } from '../platform/http/endpoint.ts'
import type { Processor } from '../platform/outbound/door.ts'
import rightsCss from '../privacy/rights/pages/rights.css?raw'
import css from './website.css?raw'

const words = {
  sv: {
    skip: 'Till innehållet',
    signIn: 'Logga in',
    signUp: 'Skapa konto',
    verify: 'Kontrollera en fil',
    privacy: 'Integritet',
    yourData: 'Dina uppgifter',
    cookies: 'Kakinställningar',
    newsletter: 'Nyhetsbrev',
    contact: 'Kontakt',
    other: 'English',
    menu: 'Sidor',
  },
  en: {
    skip: 'To the content',
    signIn: 'Sign in',
    signUp: 'Create account',
    verify: 'Check a file',
    privacy: 'Privacy',
    yourData: 'Your data',
    cookies: 'Cookie settings',
    newsletter: 'Newsletter',
    contact: 'Contact',
    other: 'Svenska',
    menu: 'Pages',
  },
}

export type SitePage = {
  title: string
  language: Language
  /** Where this page is, to come back to after a change of language. */
  path: string
  css?: readonly string[]
  scripts?: readonly string[]
  mainClass?: string
  /** The question about cookies, at the foot of the page. */
  banner?: ReactNode
  head?: ReactNode
  children: ReactNode
}

export function sitePage(p: SitePage): string {
  const w = words[p.language]
  return renderPage({
    title: `${p.title} · Cling`,
    language: p.language,
    css: [css, consentCss, ...(p.css ?? [])],
    scripts: p.scripts ?? [],
    head: p.head,
    body: (
      <>
        <div className="site">
          <a className="skip" href="#innehall">
            {w.skip}
          </a>
          <header>
            <Wordmark />
            <nav aria-label={w.menu}>
              <a href="/logga-in" data-click="logga-in">
                {w.signIn}
              </a>
              <a href="/registrera" data-click="skapa-konto">
                {w.signUp}
              </a>
            </nav>
          </header>
          <main id="innehall" className={p.mainClass}>
            {p.children}
          </main>
          <footer>
            <a href="/verifiera" data-click="kontrollera">
              {w.verify}
            </a>
            <a href="/integritet" data-click="integritet">
              {w.privacy}
            </a>
            <a href="/integritet/dina-uppgifter">{w.yourData}</a>
            <a href="/kakor">{w.cookies}</a>
            <a href="/nyhetsbrev">{w.newsletter}</a>
            <a href="/kontakt">{w.contact}</a>
            <form method="post" action="/sprak" data-private="" data-hj-suppress="">
              <input type="hidden" name="till" value={p.path} />
              <button
                className="button plain small"
                type="submit"
                name="lang"
                value={p.language === 'sv' ? 'en' : 'sv'}
                lang={p.language === 'sv' ? 'en' : 'sv'}
              >
                {w.other}
              </button>
            </form>
          </footer>
        </div>
        {p.banner}
      </>
    ),
  })
}

/**
 * A public page as an answer. `open`: the page holds nothing of a person and no field but those of its frame, and its address is no secret;
 * only there is anything asked about, measured or let in from elsewhere.
 */
export const site = (
  request: Request,
  visitor: Visitor,
  {
    open,
    admit = [],
    clear,
    ...p
  }: Omit<SitePage, 'language' | 'path' | 'banner' | 'head'> & {
    path?: string
    open?: OpenTo
    /** On request: let in on this page alone. */
    admit?: Consent['foreign']
    clear?: readonly string[]
  },
  options: { status?: number; headers?: Record<string, string> } = {},
) => {
  const { consent } = visitor
  // Nor with a query, which anybody may have written into a link.
  const byConsent = open && consent && visitor.url.search === '' ? consent.foreign.filter(f => !f.part.embed) : []
  const admitted = [...byConsent, ...admit]
  const cleared =
    clear ?? (consent?.clear ?? []).filter(name => !admit.some(a => a.part.stored.some(s => s.name === name)))
  const page = sitePage({
    path: visitor.url.pathname,
    ...p,
    language: visitor.language,
    banner: open && bannerOf(visitor, open.processors, open.operator),
    head: (consent?.id || admit.length > 0 || clear) && (
      <>
        {/* Before anything else: a page that runs under an answer that no longer holds begins anew. */}
        <script
          src={assetUrl('/website/consent.js')}
          defer
          data-version={consent?.version ?? ''}
          data-clear={cleared.join(' ')}
        />
        {open && consent?.granted.has('function') && <script src={assetUrl('/website/measure.js')} defer />}
        {admitted.map(({ key, part }) =>
          part.begins ? (
            <script
              key={key}
              src={assetUrl('/website/suppliers.js')}
              defer
              data-program={part.script}
              data-as={part.begins.as}
              data-settings={JSON.stringify(part.begins.settings ?? {})}
            />
          ) : (
            <script key={key} src={part.script} async />
          ),
        )}
      </>
    ),
  })
  // The address of any other page may be a secret: the next one is told the origin and no more.
  const headers = open ? options.headers : { 'referrer-policy': 'strict-origin', ...options.headers }
  return html('website', page, request, {
    ...options,
    ...(headers ? { headers } : {}),
    foreign: admitted.map(a => a.part),
  })
}

/** A page where people see to their own data: the same look, and nothing of anybody else's, whatever was consented to. */
export const closedSite = (
  request: Request,
  visitor: Visitor,
  p: { title: string; children: ReactNode; head?: ReactNode; css?: readonly string[] },
  options: { status?: number; headers?: Record<string, string> } = {},
) =>
  html(
    'rights',
    sitePage({
      ...p,
      css: [rightsCss, ...(p.css ?? [])],
      language: visitor.language,
      path: visitor.url.pathname,
      mainClass: 'rights',
    }),
    request,
    options,
  )

/** Who is active here and who runs it: what an open page needs to ask with. */
export type OpenTo = { processors: readonly Processor[]; operator: string }
export const openTo = (services: Services): OpenTo => ({
  processors: services.door.processors,
  operator: services.config.operator.name,
})
