// The frame of the public pages.
import type { ReactNode } from 'react'
import { Wordmark } from '../design/components.tsx'
import { renderPage } from '../design/page.tsx'
import { html } from '../platform/http/answer.ts'
import type { Language, Visitor } from '../platform/http/endpoint.ts'
import css from './website.css?raw'

const words = {
  sv: {
    skip: 'Till innehållet',
    signIn: 'Logga in',
    signUp: 'Skapa konto',
    verify: 'Kontrollera en fil',
    privacy: 'Integritet',
    other: 'English',
    menu: 'Sidor',
  },
  en: {
    skip: 'To the content',
    signIn: 'Sign in',
    signUp: 'Create account',
    verify: 'Check a file',
    privacy: 'Privacy',
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
  children: ReactNode
}

export function sitePage(p: SitePage): string {
  const w = words[p.language]
  return renderPage({
    title: `${p.title} · Cling`,
    language: p.language,
    css: [css, ...(p.css ?? [])],
    scripts: p.scripts ?? [],
    body: (
      <div className="site">
        <a className="skip" href="#innehall">
          {w.skip}
        </a>
        <header>
          <Wordmark />
          <nav aria-label={w.menu}>
            <a href="/logga-in">{w.signIn}</a>
            <a href="/registrera">{w.signUp}</a>
          </nav>
        </header>
        <main id="innehall" className={p.mainClass}>
          {p.children}
        </main>
        <footer>
          <a href="/verifiera">{w.verify}</a>
          <a href="/integritet">{w.privacy}</a>
          <form method="post" action="/sprak">
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
    ),
  })
}

/** A public page as an answer. */
export const site = (
  request: Request,
  visitor: Visitor,
  p: Omit<SitePage, 'language' | 'path'> & { path?: string },
  options: { status?: number; headers?: Record<string, string> } = {},
) => html('website', sitePage({ path: visitor.url.pathname, ...p, language: visitor.language }), request, options)
