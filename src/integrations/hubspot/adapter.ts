// HubSpot’s contacts (https://developers.hubspot.com/docs/api-reference/crm-contacts-v3). Three properties and our own number for the contact.
// Erasing is `gdpr-delete`: the ordinary delete can be undone for ninety days and is none.
import { z } from 'zod'
import type { ErasureAnswer, ProcessorErasure } from '../../platform/outbound/erasing.ts'
import { type CrmPort, requireCompanyContact } from '../../platform/ports/crm.ts'
import { call, callJson, VendorFailure } from '../call.ts'

const Upserted = z.object({ results: z.array(z.object({ id: z.string() })), numErrors: z.number().optional() })

export function hubspotCrm(options: { key: string; url?: string }): CrmPort & ProcessorErasure {
  const base = `${(options.url ?? 'https://api.hubapi.com').replace(/\/+$/, '')}/crm/v3/objects/contacts`
  const headers = { authorization: `Bearer ${options.key}` }
  const forget = async (reference: string) => {
    await call({
      vendor: 'HubSpot',
      url: `${base}/gdpr-delete`,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ objectId: reference }),
      accepts: [404],
    })
  }
  return {
    async put(contact) {
      requireCompanyContact(contact)
      const properties = {
        email: contact.email,
        ...(contact.name ? { firstname: contact.name } : {}),
        ...(contact.phone ? { phone: contact.phone } : {}),
      }
      const { value } = await callJson({
        vendor: 'HubSpot',
        url: `${base}/batch/upsert`,
        headers,
        json: {
          inputs: [{ idProperty: 'email', id: contact.email, properties, objectWriteTraceId: contact.reference }],
        },
        answer: Upserted,
      })
      const [first] = value.results
      // 207: some of what was asked went wrong, and only one thing was.
      if (!first || value.numErrors) throw new VendorFailure('HubSpot', 'protocol', 207)
      return { reference: first.id }
    },
    forget,
    /** By its id there: by the address alone they would also block one they have never seen. */
    async erase({ email }) {
      if (!email) return { state: 'not-held' }
      const { value } = await callJson({
        vendor: 'HubSpot',
        url: `${base}/search`,
        headers,
        json: { filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: email }] }], limit: 1 },
        answer: z.object({ results: z.array(z.object({ id: z.string() })) }),
      })
      const [found] = value.results
      if (!found) return { state: 'not-held' }
      await forget(found.id)
      // Taken: they say that it can be a while before it is done.
      return { state: 'requested', reference: found.id }
    },
    /** What was taken is done when the contact is no longer there. */
    async ask(reference): Promise<ErasureAnswer> {
      const { status } = await call({
        vendor: 'HubSpot',
        method: 'GET',
        url: `${base}/${encodeURIComponent(reference)}`,
        headers,
        accepts: [404],
      })
      return status === 404 ? { state: 'done' } : { state: 'requested', reference }
    },
  }
}
