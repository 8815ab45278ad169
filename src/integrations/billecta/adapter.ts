// Billecta (https://app.billecta.com/docs/v1/). A company signs in once; what is kept is the token, never the password. Debtors carry what an
// invoice needs, and our own number so that none is made twice.
import { z } from 'zod'
import type { InvoicingAccess, InvoicingPort } from '../../platform/ports/invoicing.ts'
import { call, callJson, VendorFailure } from '../call.ts'

const Token = z.object({ Value: z.string().min(1) })
const Creditors = z.array(z.object({ CreditorPublicId: z.string() }))
const Made = z.object({ PublicId: z.string() })
const Found = z.object({ DebtorPublicId: z.string() })

export function billectaInvoicing(options: { url?: string }): InvoicingPort {
  const base = `${(options.url ?? 'https://api.billecta.com').replace(/\/+$/, '')}/v1`
  const asCompany = (access: Pick<InvoicingAccess, 'token'>) => ({
    authorization: `SecureToken ${Buffer.from(access.token).toString('base64')}`,
  })
  return {
    async connect({ user, password }) {
      const { value } = await callJson({
        vendor: 'Billecta',
        url: `${base}/authentication/apiauthenticate`,
        headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
        body: '',
        answer: Token,
      })
      const creditors = await callJson({
        vendor: 'Billecta',
        method: 'GET',
        url: `${base}/creditors/creditors`,
        headers: asCompany({ token: value.Value }),
        answer: Creditors,
      })
      const [creditor] = creditors.value
      if (!creditor) throw new VendorFailure('Billecta', 'not-found', 200)
      return { token: value.Value, creditor: creditor.CreditorPublicId }
    },

    async putDebtor(access, d) {
      const headers = asCompany(access)
      const debtor = {
        CreditorPublicId: access.creditor,
        DebtorExternalId: d.clientId,
        DebtorType: d.kind === 'private' ? 'Private' : 'Company',
        Name: d.name,
        ...(d.organisationNumber ? { OrgNo: d.organisationNumber } : {}),
        ...(d.street ? { Address: d.street } : {}),
        ...(d.postcode ? { ZipCode: d.postcode } : {}),
        ...(d.city ? { City: d.city } : {}),
        CountryCode: 'SE',
        ...(d.email ? { Email: d.email } : {}),
        ...(d.phone ? { Phone: d.phone } : {}),
      }
      const known = await call({
        vendor: 'Billecta',
        method: 'GET',
        url: `${base}/debtors/debtorbyexternalid/${encodeURIComponent(access.creditor)}?externalid=${encodeURIComponent(d.clientId)}`,
        headers: { ...headers, accept: 'application/json' },
        accepts: [404],
      })
      if (known.status !== 404) {
        const reference = Found.parse(JSON.parse(known.text)).DebtorPublicId
        await callJson({
          vendor: 'Billecta',
          method: 'PUT',
          url: `${base}/debtors/debtor`,
          headers,
          json: { ...debtor, DebtorPublicId: reference },
          answer: z.unknown(),
        })
        return { reference }
      }
      const { value } = await callJson({
        vendor: 'Billecta',
        url: `${base}/debtors/debtor`,
        headers,
        json: debtor,
        answer: Made,
      })
      return { reference: value.PublicId }
    },

    async forgetDebtor(access, reference) {
      const headers = asCompany(access)
      const { status } = await call({
        vendor: 'Billecta',
        method: 'DELETE',
        url: `${base}/debtors/debtor/${encodeURIComponent(reference)}`,
        headers,
        accepts: [400, 404, 409],
      })
      if (status < 300 || status === 404) return 'gone'
      // There are invoices, which the Bookkeeping Act keeps: what they need not hold is emptied.
      await callJson({
        vendor: 'Billecta',
        method: 'PUT',
        url: `${base}/debtors/debtor`,
        headers,
        json: {
          CreditorPublicId: access.creditor,
          DebtorPublicId: reference,
          Phone: '',
          Email: '',
          Attention: '',
          Notes: '',
        },
        answer: z.unknown(),
      })
      return 'kept-by-law'
    },
  }
}
