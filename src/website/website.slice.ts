import { messages } from '../kernel/messages.ts'
import { slice } from '../platform/slice.ts'
import { accountPages } from './account-pages.tsx'
import { websitePages } from './pages.tsx'
import { verifyPage } from './verify-page.tsx'

export const websiteSlice = slice({
  name: 'website',
  endpoints: [...websitePages, ...accountPages, verifyPage],
  messages: messages({
    'app-not-built': {
      sv: 'Appen är inte byggd. Kör: npm start',
      en: 'The app has not been built. Run: npm start',
    },
  }),
})
