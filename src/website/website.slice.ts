import { beaconPage } from '../consent/beacons.ts'
import { measurePages } from '../consent/measure/routes.ts'
import { onRequestPages } from '../consent/on-request.tsx'
import { consentPages } from '../consent/pages.tsx'
import { messages } from '../kernel/messages.ts'
import { measuringPages } from '../marketing/pages/measuring-page.tsx'
import { newsletterPages } from '../marketing/pages/newsletter-pages.tsx'
import { slice } from '../platform/slice.ts'
import { certificatePages } from '../privacy/closure/pages.tsx'
import { evidencePages } from '../privacy/policy/evidence.tsx'
import { type Frame, policyPages } from '../privacy/policy/pages.tsx'
import { inForce, readVersions } from '../privacy/policy/versions.ts'
import { agreementPages } from '../privacy/processing/agreement-pages.tsx'
import { rightsPages } from '../privacy/rights/pages/pages.tsx'
import { servicePages } from '../privacy/service/pages.tsx'
import { supportPages } from '../support/pages.tsx'
import { accountPages } from './account-pages.tsx'
import { closedSite, openTo, site } from './layout.tsx'
import { websitePages } from './pages.tsx'
import { verifyPage } from './verify-page.tsx'

/** The policy's pages hold nothing of a person and ask for nothing. */
const open: Frame = (request, visitor, p, services) => site(request, visitor, { ...p, open: openTo(services) })

/** A page that only somebody with its address reads: nothing foreign, whatever was consented to. */
const closed: Frame = (request, visitor, p) =>
  closedSite(request, visitor, { title: p.title, children: p.children, css: p.css })

const openPages = [...policyPages(open), ...evidencePages(open), ...agreementPages(open), ...servicePages(open)]

export const websiteSlice = slice({
  name: 'website',
  endpoints: [
    ...websitePages,
    ...consentPages({ frame: site, policyVersion: today => inForce(readVersions().versions, today).current.version }),
    ...onRequestPages(site),
    ...openPages,
    ...measurePages(new Set(['/', ...openPages.filter(e => e.method === 'get').map(e => e.path)])),
    ...newsletterPages(site),
    ...measuringPages(site),
    beaconPage,
    ...supportPages(open),
    ...certificatePages(closed),
    ...rightsPages(closedSite),
    ...accountPages,
    verifyPage,
  ],
  messages: messages({
    'app-not-built': {
      sv: 'Appen är inte byggd. Kör: npm start',
      en: 'The app has not been built. Run: npm start',
    },
  }),
})
