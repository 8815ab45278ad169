// A whole page written on the server: styles inline (their hashes go into the policy), scripts by file, nothing from anywhere else.
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import base from './base.css?raw'
import fonts from './fonts.css?raw'
import tokens from './tokens.css?raw'

/** Comments and needless blanks taken out; our own sheets hold no strings that this would hurt. */
export const small = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim()

/** Fonts that arrive late change the page whenever (swap) or only in its first moments: text somebody is reading may not move (fallback). */
const shared = {
  swap: small(tokens + base + fonts),
  fallback: small(tokens + base + fonts.replaceAll('font-display: swap', 'font-display: fallback')),
}

export function renderPage(page: {
  title: string
  language: 'sv' | 'en'
  css?: readonly string[]
  head?: ReactNode
  body: ReactNode
  bodyClass?: string
  scripts?: readonly string[]
  fonts?: keyof typeof shared
}): string {
  const sheets = shared[page.fonts ?? 'swap'] + (page.css ?? []).map(small).join('')
  const markup = renderToStaticMarkup(
    <html lang={page.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* Phones take sums and organisation numbers for telephone numbers. */}
        <meta name="format-detection" content="telephone=no" />
        <title>{page.title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own sheets, from files */}
        <style dangerouslySetInnerHTML={{ __html: sheets }} />
        {page.head}
      </head>
      <body className={page.bodyClass}>
        {page.body}
        {(page.scripts ?? []).map(src => (
          <script key={src} src={src} defer />
        ))}
      </body>
    </html>,
  )
  return `<!doctype html>${markup}`
}
