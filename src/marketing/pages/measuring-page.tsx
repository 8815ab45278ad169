// May we see whether the newsletters are opened? A question of its own, on a page without any picture, never beside the one about the
// newsletter itself; and the way back, from every letter that is measured.
import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { isMeasured, setMeasuring } from '../../consent/beacons.ts'
import type { Shown } from '../../consent/forms.tsx'
import { stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import { seeOther } from '../../platform/http/answer.ts'
import { type Language, type PageRequest, page } from '../../platform/http/endpoint.ts'
import { inForce, readVersions } from '../../privacy/policy/versions.ts'
import { findReader } from '../readers.ts'
import type { Frame } from './newsletter-pages.tsx'

const words = {
  sv: {
    title: 'Får vi se om du öppnar nyhetsbreven?',
    text: 'Då lägger vi en osynlig bild i mejlen som visar att de öppnades. Nyheterna kommer ändå om du säger nej. Säger du ja och ångrar dig slutar vi mäta även mejl du redan har fått.',
    yes: 'Ja, mät',
    no: 'Nej, mät inte',
    measured: 'Du har sagt ja. Vi ser vilken dag ett brev öppnades, och inget mer.',
    notMeasured: 'Vi mäter inte dina brev.',
  },
  en: {
    title: 'May we see whether you open the newsletters?',
    text: 'We would put an invisible image in the mails. You get the news anyway if you say no. If you change your mind we stop measuring also mails already sent.',
    yes: 'Yes, measure',
    no: 'No, do not measure',
    measured: 'You have said yes. We see on which day a letter was opened, and nothing more.',
    notMeasured: 'We do not measure your letters.',
  },
} as const

function Question({ language }: { language: Language }) {
  const w = words[language]
  return (
    <>
      <p className="lead">{w.text}</p>
      <div className="consent-choices">
        {(
          [
            ['ja', w.yes],
            ['nej', w.no],
          ] as const
        ).map(([value, text]) => (
          <button key={value} type="submit" name="svar" value={value} className="button">
            {text}
          </button>
        ))}
      </div>
    </>
  )
}

function shown(language: Language): Shown {
  const markup = renderToStaticMarkup(<Question language={language} />)
  return { markup, style: '', hash: createHash('sha256').update(`${markup}\0`).digest('hex') }
}

export function measuringPages(frame: Frame) {
  const secret = { 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex, nofollow' }
  const readerOf = async (r: PageRequest) => {
    const reader = await findReader(r.services, r.params.token ?? '')
    return reader?.confirmed ? reader : null
  }
  return [
    page({
      get: '/nyhetsbrev/matning/:token',
      zone: 'website',
      access: 'public',
      does: 'Asks a reader of the newsletter whether we may see that it is opened; answers nothing by being fetched.',
      handle: async r => {
        const reader = await readerOf(r)
        if (!reader) throw new Problem('not-found', {}, { status: 404 })
        const { language } = r.visitor
        const w = words[language]
        const measured = await r.services.database.outside(tx => isMeasured(tx, reader.id))
        return frame(
          r.request,
          r.visitor,
          {
            title: w.title,
            path: '/',
            children: (
              <>
                <h1>{w.title}</h1>
                <form method="post" className="consent form wide">
                  <input type="hidden" name="sprak" value={language} />
                  {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn above by ourselves; the very bytes whose hash is kept */}
                  <div dangerouslySetInnerHTML={{ __html: shown(language).markup }} />
                </form>
                <p className="help form">{measured ? w.measured : w.notMeasured}</p>
              </>
            ),
          },
          { headers: secret },
        )
      },
    }),
    page({
      post: '/nyhetsbrev/matning/:token',
      zone: 'website',
      access: 'public',
      does: 'Writes down whether a reader lets us see that newsletters are opened; a no ends it also for letters already sent.',
      limit: 4096,
      handle: async r => {
        const reader = await readerOf(r)
        if (!reader) throw new Problem('not-found', {}, { status: 404 })
        const form = await r.request.formData()
        const answer = form.get('svar')
        if (answer !== 'ja' && answer !== 'nej') throw new Problem('consent-unclear')
        const language: Language = form.get('sprak') === 'en' ? 'en' : 'sv'
        const { services } = r
        const policyVersion = inForce(readVersions().versions, stockholmDate(services.clock.now())).current.version
        await services.database.outside(tx =>
          setMeasuring(services, tx, {
            consentId: reader.id,
            yes: answer === 'ja',
            language,
            text: shown(language),
            policyVersion,
          }),
        )
        return seeOther(r.visitor.url.pathname)
      },
    }),
  ]
}
