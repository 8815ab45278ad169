// A recipient at their link, asking the room as a browser's form does.
import { linkToken, roomPath } from '../documents/link-token.ts'
import { ask } from './ask.ts'
import type { TestService } from './test-service.ts'

export const tokenOf = (service: TestService, linkId: string) => linkToken(service.services.secrets, linkId)

export const inRoom = (service: TestService, linkId: string) => ({
  path: roomPath(tokenOf(service, linkId)),
  post: (what: string, fields: Record<string, string>) =>
    fetch(`${service.url}${roomPath(tokenOf(service, linkId))}/${what}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    }),
})

/** Gives the people of a document other addresses, as if they had been written so from the start. */
export const readdress = (
  service: TestService,
  documentId: string,
  position: number,
  to: { email?: string | null; phone?: string | null },
) =>
  ask(
    service.ownerUrl,
    `update client_person c set email = case when $3 then $4 else email end, phone = case when $5 then $6 else phone end
     from document_party p where p.company_id = c.company_id and p.client_person_id = c.id and p.document_id = $1 and p.position = $2`,
    [documentId, position, 'email' in to, to.email ?? null, 'phone' in to, to.phone ?? null],
  )
