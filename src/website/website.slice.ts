import { messages } from '../kernel/messages.ts'
import { slice } from '../platform/slice.ts'
import { evidencePages } from '../privacy/policy/evidence.tsx'
import { policyPages } from '../privacy/policy/pages.tsx'
import { accountPages } from './account-pages.tsx'
import { site } from './layout.tsx'
import { websitePages } from './pages.tsx'
import { verifyPage } from './verify-page.tsx'

export const websiteSlice = slice({
  name: 'website',
  endpoints: [...websitePages, ...policyPages(site), ...evidencePages(site), ...accountPages, verifyPage],
  messages: messages({
    'app-not-built': {
      sv: 'Appen är inte byggd. Kör: npm start',
      en: 'The app has not been built. Run: npm start',
    },
  }),
})
