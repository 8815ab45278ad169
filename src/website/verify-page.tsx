// The public checking page. It carries the verifier and this installation's root; the file that is dropped never leaves the browser.
import { createHash } from 'node:crypto'
import { Fragment } from 'react'
import { assetUrl } from '../platform/http/assets.ts'
import { page } from '../platform/http/endpoint.ts'
import { fromPem } from '../signing/asn1/der.ts'
import { stampRootsPem } from '../signing/seal/authority.ts'
import { sealRoots } from '../signing/seal-certificate.ts'
import { site } from './layout.tsx'

const words = {
  sv: {
    title: 'Kontrollera en förseglad fil',
    lead: 'Filen läses i din egen webbläsare och skickas ingenstans.',
    choose: 'Välj förseglad PDF',
    drop: 'Släpp filen här, eller välj den.',
    evidence: 'Har du bevisfilen också? Då kontrolleras BankID-underskriften själv.',
    chooseEvidence: 'Välj bevisfil (JSON)',
    noScript:
      'Kontrollen på den här sidan behöver JavaScript. Utan det kan du öppna filen i ett läsprogram som visar underskrifter, eller köra: npm run cling -- verify FIL',
    how: 'Så fungerar det',
    points: [
      'Oförändrad och av vem är två olika svar. En fil kan vara oförändrad och ändå förseglad av någon du inte känner.',
      'Sigillets rotcertifikat jämförs med den här installationens. För andra installationer visas rotens fingeravtryck, att jämföra med det du har fått.',
      'Samma kontroll finns som öppet program utan internet:',
    ],
    command: 'npm run cling -- verify FIL --evidence BEVISFIL --root ROT.pem',
    root: 'Den här installationens rotcertifikat',
    fingerprint: 'Fingeravtryck (SHA-256)',
    earlier: 'En tidigare rot, som äldre filer är förseglade under',
    download: 'Hämta rotcertifikatet (rot.pem)',
  },
  en: {
    title: 'Check a sealed file',
    lead: 'The file is read in your own browser and sent nowhere.',
    choose: 'Choose a sealed PDF',
    drop: 'Drop the file here, or choose it.',
    evidence: 'Do you have the evidence file too? Then the BankID signature itself is checked.',
    chooseEvidence: 'Choose the evidence file (JSON)',
    noScript:
      'The check on this page needs JavaScript. Without it, open the file in a reader that shows signatures, or run: npm run cling -- verify FILE',
    how: 'How it works',
    points: [
      'Unchanged and by whom are two answers. A file can be unchanged and yet sealed by somebody you do not know.',
      'The seal’s root is compared with this installation’s. For others the root’s fingerprint is shown to compare.',
      'The same check exists as an open program without internet:',
    ],
    command: 'npm run cling -- verify FILE --evidence EVIDENCE --root ROOT.pem',
    root: 'Root certificate of this installation',
    fingerprint: 'Fingerprint (SHA-256)',
    earlier: 'An earlier root, which older files are sealed under',
    download: 'Download the root certificate (rot.pem)',
  },
}

const fingerprintOf = (pem: string) =>
  createHash('sha256')
    .update(fromPem(pem)[0] as Uint8Array)
    .digest('hex')
    .match(/.{4}/g)
    ?.join(' ')

const css = `
.drop { border: 2px dashed var(--kant); padding: 32px 24px; margin: 28px 0; max-width: 760px; background: var(--papper); }
.drop.over { border-color: var(--ink); background: var(--ink-tone); }
.drop .button { margin: 12px 0 8px; }
.drop input:focus-visible ~ .help, .drop:focus-within .button { outline: 2px solid var(--ink); outline-offset: 2px; }
.findings { list-style: none; padding: 0; border-top: 1.5px solid var(--sot); max-width: 760px; }
.findings li { display: flex; gap: 12px; padding: 12px 0; border-bottom: 1px solid var(--linje); }
.findings span { width: 20px; flex: none; font-weight: 700; }
.findings .good span { color: var(--gran); }
.findings .warn span { color: var(--ockra); }
.findings .bad { color: var(--falu); font-weight: 600; }
.findings li:first-child { font: 600 21px/28px var(--sans); }
.drop .help:empty { display: none; }
.drop .help { overflow-wrap: anywhere; }
.prose code, .prose .print { font: 14px/22px ui-monospace, Menlo, Consolas, monospace; }
.prose code { display: block; background: var(--list); padding: 8px 12px; margin-top: 8px; }
.prose .print { max-width: 40ch; }
`

export const verifyPage = page({
  get: '/verifiera',
  zone: 'website',
  access: 'public',
  does: 'Checks a sealed file in the browser, without sending it anywhere.',
  handle: async r => {
    const w = words[r.visitor.language]
    const roots = await sealRoots(r.services)
    return site(r.request, r.visitor, {
      title: w.title,
      css: [css],
      scripts: [assetUrl('/website/verify.js')],
      children: (
        <>
          <h1>{w.title}</h1>
          <p className="lead">{w.lead}</p>
          <noscript>
            <p className="notice warn">{w.noScript}</p>
          </noscript>
          <div className="drop" data-drop hidden>
            <p>{w.drop}</p>
            <label className="button main" htmlFor="file">
              {w.choose}
            </label>
            <input className="sr" id="file" type="file" accept="application/pdf,.pdf" />
            <p className="help" data-name="file" />
          </div>
          <div data-result aria-live="polite" />
          <div className="drop" data-second hidden>
            <p>{w.evidence}</p>
            <label className="button" htmlFor="evidence">
              {w.chooseEvidence}
            </label>
            <input className="sr" id="evidence" type="file" accept="application/json,.json" />
            <p className="help" data-name="evidence" />
          </div>
          <div className="prose">
            <h2>{w.how}</h2>
            <ul>
              {w.points.map((p, i) => (
                <li key={p}>
                  {p} {i === w.points.length - 1 && <code>{w.command}</code>}
                </li>
              ))}
            </ul>
            <h2>{w.root}</h2>
            {roots.map((pem, i) => (
              <Fragment key={pem}>
                <p>{i === 0 ? w.fingerprint : w.earlier}</p>
                <p className="print">{fingerprintOf(pem)}</p>
              </Fragment>
            ))}
            <p>
              <a href="/forsegling/rot.pem">{w.download}</a>
            </p>
          </div>
          <template data-roots="">{roots.join('')}</template>
          <template data-stamp-roots="">{stampRootsPem(r.services.config)}</template>
        </>
      ),
    })
  },
})
