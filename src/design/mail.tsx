// The frame of every mail: who it is from, the words, one button, who is responsible. No remote picture but the one a
// reader of news has said yes to, no rewritten link. The plain-text part says the same.
import { renderToStaticMarkup } from 'react-dom/server'
import type { Brand, BrandRoles } from './colour.ts'

type Language = 'sv' | 'en'

export type MailBody = {
  language: Language
  /** Line at the top: who sends this with which tool. */
  header: string
  paragraphs: readonly string[]
  /** Something said by a person, shown as theirs. */
  quotes?: readonly { label: string; text: string }[]
  button: { label: string; url: string } | null
  after?: readonly string[]
  /** How to get no more of these: last, and always visible. */
  wayOut?: { label: string; url: string }
  /** Of news to a reader who lets us see that it is opened: the picture, and how to end it. */
  measured?: { picture: string; label: string; url: string }
  footer: readonly string[]
  test: boolean
}

const testLine = {
  sv: 'TEST: den här installationen använder testlegitimation.',
  en: 'TEST: this installation uses test identities.',
}

export function mailText(m: MailBody): string {
  return [
    ...(m.test ? [testLine[m.language]] : []),
    m.header,
    ...m.paragraphs,
    ...(m.quotes ?? []).map(
      q =>
        `${q.label}\n${q.text
          .split('\n')
          .map(l => `> ${l}`)
          .join('\n')}`,
    ),
    ...(m.button ? [`${m.button.label}:\n${m.button.url}`] : []),
    ...(m.after ?? []),
    '-- ',
    ...m.footer,
    ...(m.measured ? [`${m.measured.label}:\n${m.measured.url}`] : []),
    ...(m.wayOut ? [`${m.wayOut.label}:\n${m.wayOut.url}`] : []),
  ].join('\n\n')
}

const font = { fontFamily: "'Schibsted Grotesk', system-ui, -apple-system, 'Segoe UI', sans-serif" }
const serif = { fontFamily: "'Source Serif 4', Georgia, 'Times New Roman', serif" }

/** The same mail at night, where the program asks; whoever does not know how shows it in light. */
const night = (brand: BrandRoles) => `@media (prefers-color-scheme: dark) {
  body { background: #1a1b1d !important; color: #ededea !important; }
  .second, .foot { color: #a4a39e !important; }
  .foot { border-color: #2f3235 !important; }
  .test { color: #e8c17f !important; }
  .head { border-color: ${brand.ink} !important; }
  blockquote { border-color: #45484c !important; }
  .button { background: ${brand.fill} !important; color: ${brand.on} !important; border-color: ${brand.edge ?? brand.fill} !important; }
}`

export function mailHtml(m: MailBody, { light: brand, dark }: Brand): string {
  const markup = renderToStaticMarkup(
    <html lang={m.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{m.header}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own sheet; colours are hex values we derived */}
        <style dangerouslySetInnerHTML={{ __html: night(dark) }} />
      </head>
      <body
        style={{
          margin: 0,
          padding: '24px 20px',
          background: '#ffffff',
          color: '#1a1c1f',
          ...font,
          fontSize: 16,
          lineHeight: '24px',
        }}
      >
        <div style={{ maxWidth: 560, margin: '0 auto' }}>
          {m.test && (
            <p className="test" style={{ margin: '0 0 16px', fontWeight: 600, color: '#704709' }}>
              {testLine[m.language]}
            </p>
          )}
          <p
            className="head second"
            style={{
              margin: '0 0 24px',
              fontSize: 14,
              lineHeight: '20px',
              color: '#606369',
              borderBottom: `2px solid ${brand.ink}`,
              paddingBottom: 12,
            }}
          >
            {m.header}
          </p>
          {m.paragraphs.map(p => (
            <p
              key={p}
              style={{ margin: '0 0 16px', ...serif, fontSize: 18, lineHeight: '28px', whiteSpace: 'pre-line' }}
            >
              {p}
            </p>
          ))}
          {(m.quotes ?? []).map(q => (
            <div key={q.label} style={{ margin: '0 0 16px' }}>
              <p className="second" style={{ margin: '0 0 4px', fontSize: 14, color: '#606369' }}>
                {q.label}
              </p>
              <blockquote
                style={{ margin: 0, paddingLeft: 14, borderLeft: '2px solid #bfbeb9', whiteSpace: 'pre-line' }}
              >
                {q.text}
              </blockquote>
            </div>
          ))}
          {m.button && (
            <p style={{ margin: '28px 0' }}>
              <a
                href={m.button.url}
                className="button"
                style={{
                  display: 'inline-block',
                  padding: '14px 24px',
                  borderRadius: 6,
                  background: brand.fill,
                  color: brand.on,
                  border: `1px solid ${brand.edge ?? brand.fill}`,
                  fontWeight: 600,
                  textDecoration: 'none',
                }}
              >
                {m.button.label}
              </a>
            </p>
          )}
          {(m.after ?? []).map(p => (
            <p key={p} style={{ margin: '0 0 16px', whiteSpace: 'pre-line' }}>
              {p}
            </p>
          ))}
          <div
            className="foot"
            style={{
              marginTop: 36,
              paddingTop: 12,
              borderTop: '1px solid #dddcd9',
              fontSize: 13,
              lineHeight: '18px',
              color: '#606369',
            }}
          >
            {m.footer.map(p => (
              <p key={p} style={{ margin: '0 0 8px' }}>
                {p}
              </p>
            ))}
            {m.measured && (
              <p style={{ margin: '0 0 8px' }}>
                <a className="foot" href={m.measured.url} style={{ color: '#606369', textDecoration: 'underline' }}>
                  {m.measured.label}
                </a>
              </p>
            )}
            {m.wayOut && (
              <p style={{ margin: '0 0 8px' }}>
                <a className="foot" href={m.wayOut.url} style={{ color: '#606369', textDecoration: 'underline' }}>
                  {m.wayOut.label}
                </a>
              </p>
            )}
          </div>
        </div>
      </body>
    </html>,
  )
  const picture = m.measured ? pictureTag(m.measured.picture) : ''
  return `<!doctype html>${markup.replace('</body>', `${picture}</body>`)}`
}

/** The only picture that a mail can fetch. */
export const pictureTag = (address: string) =>
  `<img src="${address.replace(/[^\w:/.-]/g, '')}" width="1" height="1" alt="" style="border:0">`
