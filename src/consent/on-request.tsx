// What others show inside a page of ours, and a chat somebody else runs: a page of its own that meets nobody until its button is pressed. A
// chat is necessary once somebody asks for it, and gone when they close it; content of a social network needs its consent as well, each time
// both.
import type { ReactNode } from 'react'
import { Problem } from '../kernel/problem.ts'
import { seeOther } from '../platform/http/answer.ts'
import { type Consent, type PageRequest, page, type Visitor } from '../platform/http/endpoint.ts'
import type { BrowserPart } from '../platform/outbound/browser.ts'
import type { Processor } from '../platform/outbound/door.ts'
import { forgetting } from './answer.ts'
import { consentWords } from './words.ts'

export type FrameWith = (
  request: Request,
  visitor: Visitor,
  page: {
    title: string
    /** Let in on this page alone, because somebody has just asked for it. */
    admit?: readonly { key: string; part: BrowserPart }[]
    /** Names to be cleared out of the browser's storage. */
    clear?: readonly string[]
    children: ReactNode
  },
) => Response

/** A supplier that is on request here; anything else is no page. */
function asked(r: PageRequest): { supplier: Processor; part: BrowserPart } {
  const supplier = r.services.door.processors.find(p => p.key === r.params.leverantor)
  const part = supplier?.browser
  if (!supplier || !part || supplier.builtIn || (part.category !== 'on-request' && !part.embed))
    throw new Problem('not-found', {}, { status: 404 })
  return { supplier, part }
}

export function onRequestPages(frame: FrameWith) {
  return [
    page({
      get: '/visa/:leverantor',
      zone: 'website',
      access: 'public',
      does: 'Says who would be met, and shows the chat or content of a supplier only once its button is pressed.',
      handle: async r => {
        const { supplier, part } = asked(r)
        const w = consentWords[r.visitor.language]
        const consent = r.visitor.consent as Consent
        const name = supplier.recipient?.company ?? supplier.name
        const isChat = part.category === 'on-request'
        const allowed = isChat || consent.granted.has(supplier.key)
        const open = allowed && r.visitor.url.searchParams.get('visa') === '1'
        const country = supplier.recipient?.place
        const place =
          country && country !== 'SE'
            ? ` (${new Intl.DisplayNames([r.visitor.language], { type: 'region' }).of(country) ?? country})`
            : ''
        return frame(r.request, r.visitor, {
          title: isChat ? w.chatHead : w.embedHead(name),
          ...(open ? { admit: [{ key: supplier.key, part }] } : { clear: storage(part) }),
          children: (
            <>
              <h1>{isChat ? w.chatHead : w.embedHead(name)}</h1>
              <p className="lead">{isChat ? w.chatText(name, place) : w.embedText(name)}</p>
              {open ? (
                <form
                  className="form"
                  method="post"
                  action={`/visa/${supplier.key}/stang`}
                  data-private=""
                  data-hj-suppress=""
                >
                  <button className="button" type="submit">
                    {w.close}
                  </button>
                </form>
              ) : allowed ? (
                <form className="form" method="get">
                  <div className="actions">
                    <button className="button main" type="submit" name="visa" value="1">
                      {isChat ? w.chatStart : w.embedShow}
                    </button>
                    {isChat && <a href={`mailto:${r.services.config.operator.email}`}>{w.chatMail}</a>}
                  </div>
                </form>
              ) : (
                <p className="form">
                  <a className="button" href={`/kakor?till=/visa/${supplier.key}`}>
                    {w.embedAllow(name)}
                  </a>
                </p>
              )}
            </>
          ),
        })
      },
    }),
    page({
      post: '/visa/:leverantor/stang',
      zone: 'website',
      access: 'public',
      does: 'Closes a chat or content on request, and takes away what it kept.',
      limit: 1024,
      handle: async r => {
        const { supplier } = asked(r)
        const consent = r.visitor.consent as Consent
        const response = seeOther(`/visa/${supplier.key}`)
        for (const h of forgetting(r.services, r.request, consent.granted)) response.headers.append('set-cookie', h)
        return response
      },
    }),
  ]
}

const storage = (part: BrowserPart) => part.stored.filter(s => s.kind !== 'cookie').map(s => s.name)
