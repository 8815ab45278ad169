import { page } from '../../platform/http/endpoint.ts'
import { slice } from '../../platform/slice.ts'
import { companySchema } from './format.ts'
import { portabilityMessages } from './portability.messages.ts'
import { companyKeyPem } from './signed.ts'

export const portabilitySlice = slice({
  name: 'portability',
  endpoints: [
    page({
      get: '/integritet/foretagsexport/schema.json',
      zone: 'rights',
      access: 'public',
      does: 'The JSON Schema of a company’s export.',
      handle: async r =>
        new Response(`${JSON.stringify(companySchema(r.services.tables), null, 1)}\n`, {
          headers: { 'content-type': 'application/schema+json' },
        }),
    }),
    page({
      get: '/integritet/foretagsexport/nyckel.pem',
      zone: 'rights',
      access: 'public',
      does: 'The public key that shows that a company’s export was made here.',
      handle: async r =>
        new Response(companyKeyPem(r.services), { headers: { 'content-type': 'application/x-pem-file' } }),
    }),
  ],
  messages: portabilityMessages,
})
