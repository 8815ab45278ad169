// The outbox as pages: every mail and text message that would have left. On loopback, and never in production.

import { instantWords } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import { cut } from '../../kernel/text.ts'
import type { Services } from '../../platform/context.ts'
import { html, json } from '../../platform/http/answer.ts'
import { type PageRequest, page } from '../../platform/http/endpoint.ts'
import { slice } from '../../platform/slice.ts'
import { site } from '../../website/layout.tsx'

const words = {
  sv: {
    title: 'Utkorg',
    lead: 'Det som skulle ha gått ut om mejl och sms var inkopplat. Syns bara på den här datorn.',
    empty: 'Inget har skickats än.',
    to: 'Till',
    from: 'Från',
    sms: 'Sms',
    mail: 'Mejl',
    attached: 'Bifogat',
    back: 'Till utkorgen',
    shown: 'Mejlet som det visas',
    text: 'Som text',
  },
  en: {
    title: 'Outbox',
    lead: 'What would have left if mail and text messages were connected. Seen on this machine only.',
    empty: 'Nothing has been sent yet.',
    to: 'To',
    from: 'From',
    sms: 'Text message',
    mail: 'Mail',
    attached: 'Attached',
    back: 'To the outbox',
    shown: 'The mail as it is shown',
    text: 'As text',
  },
}

function onlyHere({ services, visitor }: PageRequest) {
  const loopback = visitor.ip === '127.0.0.1' || visitor.ip === '::1' || visitor.ip === ''
  if (services.config.production || !loopback) throw new Problem('not-found', {}, { status: 404 })
}

const latest = (services: Services) =>
  services.database.outside(async tx => {
    const messages = await tx.selectFrom('outbox_message').selectAll().orderBy('at', 'desc').limit(200).execute()
    const attached = messages.length
      ? await tx
          .selectFrom('outbox_attachment')
          .select(['message_id', 'name'])
          .where(
            'message_id',
            'in',
            messages.map(m => m.id),
          )
          .execute()
      : []
    return messages.map(m => ({ ...m, attached: attached.filter(a => a.message_id === m.id).map(a => a.name) }))
  })

async function one(services: Services, id: string | undefined) {
  const found = /^[0-9a-f-]{36}$/.test(id ?? '') && (await latest(services)).find(m => m.id === id)
  if (!found) throw new Problem('not-found', {}, { status: 404 })
  return found
}

/** Addresses in a text become links, the rest stays text. */
const linked = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part, i) =>
    i % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order
      <a key={i} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )

export const outboxSlice = slice({
  name: 'outbox',
  endpoints: [
    page({
      get: '/utkorg',
      zone: 'website',
      access: 'public',
      does: 'Lists what would have left by mail and text message (loopback, not in production).',
      handle: async r => {
        onlyHere(r)
        const messages = await latest(r.services)
        if ((r.request.headers.get('accept') ?? '').includes('application/json'))
          return json({
            messages: messages.map(m => ({
              id: m.id,
              channel: m.channel,
              to: m.address,
              subject: m.subject,
              text: m.body_text,
              at: m.at.toISOString(),
              attached: m.attached,
            })),
          })
        const w = words[r.visitor.language]
        return site(r.request, r.visitor, {
          title: w.title,
          css: [
            '.mails{list-style:none;border-top:1.5px solid var(--sot);margin-top:28px}.mails li{border-bottom:1px solid var(--linje)}.mails a{display:grid;gap:0 20px;align-items:baseline;overflow-wrap:anywhere;padding:12px 0;color:inherit;text-decoration:none}.mails a:hover strong{text-decoration:underline}.mails .help{white-space:nowrap}@media(min-width:760px){.mails a{grid-template-columns:44px minmax(0,6fr) minmax(0,9fr) auto}}',
          ],
          children: (
            <>
              <h1>{w.title}</h1>
              <p className="lead">{w.lead}</p>
              {messages.length === 0 ? (
                <p className="form">{w.empty}</p>
              ) : (
                <ul className="mails">
                  {messages.map(m => (
                    <li key={m.id}>
                      <a href={`/utkorg/${m.id}`}>
                        <span className="help">{w[m.channel]}</span>
                        <span>{m.address}</span>
                        <strong>{m.subject || cut(m.body_text, 80)}</strong>
                        <span className="help">{instantWords(m.at, r.visitor.language)}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </>
          ),
        })
      },
    }),
    page({
      get: '/utkorg/:id',
      zone: 'website',
      access: 'public',
      does: 'Shows one such message.',
      handle: async r => {
        onlyHere(r)
        const m = await one(r.services, r.params.id)
        const w = words[r.visitor.language]
        return site(r.request, r.visitor, {
          title: m.subject || w.sms,
          css: [
            '.message{white-space:pre-line;overflow-wrap:anywhere;margin-top:24px;max-width:70ch}.up{margin-bottom:12px}.parts{display:flex;flex-wrap:wrap;gap:0 24px;margin-top:12px}.parts a{padding-block:10px}',
          ],
          children: (
            <>
              <p className="up">
                <a href="/utkorg">{w.back}</a>
              </p>
              <h1>{m.subject || w.sms}</h1>
              <p className="help">
                {w.from} {m.sender}
                <br />
                {w.to} {m.address}
                <br />
                {instantWords(m.at, r.visitor.language)}
              </p>
              {(m.body_html || m.attached.length > 0) && (
                <p className="parts">
                  {m.body_html && <a href={`/utkorg/${m.id}/html`}>{w.shown}</a>}
                  {m.attached.map(name => (
                    <a key={name} href={`/utkorg/${m.id}/${encodeURIComponent(name)}`}>
                      {w.attached}: {name}
                    </a>
                  ))}
                </p>
              )}
              <div className="paper message">{linked(m.body_text)}</div>
            </>
          ),
        })
      },
    }),
    page({
      get: '/utkorg/:id/html',
      zone: 'website',
      access: 'public',
      does: 'Shows a mail as a mail program would.',
      handle: async r => {
        onlyHere(r)
        const m = await one(r.services, r.params.id)
        return html('website', m.body_html ?? '', r.request, {
          headers: {
            'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
          },
        })
      },
    }),
    page({
      get: '/utkorg/:id/:name',
      zone: 'website',
      access: 'public',
      does: 'Gives a file attached to such a mail.',
      handle: async r => {
        onlyHere(r)
        const m = await one(r.services, r.params.id)
        const file = await r.services.database.outside(tx =>
          tx
            .selectFrom('outbox_attachment')
            .selectAll()
            .where('message_id', '=', m.id)
            .where('name', '=', r.params.name ?? '')
            .executeTakeFirst(),
        )
        if (!file) throw new Problem('not-found', {}, { status: 404 })
        return new Response(file.content as unknown as BodyInit, {
          headers: { 'content-type': file.mime, 'content-disposition': `attachment; filename="${m.id}.pdf"` },
        })
      },
    }),
  ],
})
