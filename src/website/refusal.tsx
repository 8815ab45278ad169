// A refusal drawn for a person: what happened, what is safe, what to do.

import { renderPage } from '../design/page.tsx'
import { html } from '../platform/http/answer.ts'
import type { HttpOptions } from '../platform/http/server.ts'
import { sitePage } from './layout.tsx'
import css from './website.css?raw'

const words = {
  sv: {
    404: 'Sidan finns inte',
    429: 'Vänta en stund',
    403: 'Det går inte',
    500: 'Något gick fel hos oss',
    503: 'Det går inte just nu',
    other: 'Det gick inte',
    home: 'Till startsidan',
    back: 'Till dokumentet',
    reference: 'Referens om du hör av dig',
  },
  en: {
    404: 'The page does not exist',
    429: 'Wait a moment',
    403: 'Not possible',
    500: 'Something went wrong on our side',
    503: 'Not possible right now',
    other: 'That did not work',
    home: 'To the start page',
    back: 'To the document',
    reference: 'Reference if you contact us',
  },
}

export const refusalPage: HttpOptions['refusalPage'] = ({ zone, status, text, language, request, reference }) => {
  const w = words[language]
  const title = w[status as 404] ?? w.other
  const body = (
    <>
      <h1>{title}</h1>
      <p className="lead">{text}</p>
      {reference && (
        <p className="help">
          {w.reference}: <span className="num">{reference}</span>
        </p>
      )}
    </>
  )
  // In the room nothing says whose service this is, and nothing leads anywhere but back to the document.
  if (zone === 'room')
    return html(
      'room',
      renderPage({
        title,
        language,
        css: [css],
        body: (
          <div className="site">
            <main>
              {body}
              {status !== 404 && (
                <p className="form">
                  <a className="button" href={toRoom(request)}>
                    {w.back}
                  </a>
                </p>
              )}
            </main>
          </div>
        ),
      }),
      request,
      { status },
    )
  const page = sitePage({
    title,
    language,
    path: '/',
    children: (
      <>
        {body}
        <p className="form">
          <a className="button" href="/">
            {w.home}
          </a>
        </p>
      </>
    ),
  })
  return html('website', page, request, { status })
}

/** From where the refused request was to the room's own page, without writing the token anywhere. */
function toRoom(request: Request): string {
  const [, , , ...below] = new URL(request.url).pathname.split('/')
  return '../'.repeat(Math.max(0, below.length - 1)) || './'
}
