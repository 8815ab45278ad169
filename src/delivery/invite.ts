// Asking people, each when it is their turn: readers and approvers when the version is sent, those who sign when all have approved, and in
// order one after the other. Who is asked follows from how the version stands, so asking once more changes nothing.

import { recordEvent } from '../documents/events.ts'
import { openLink } from '../documents/links.ts'
import { partsOf, partyContact, type VersionPart } from '../documents/parties.ts'
import { due, type Signing } from '../documents/signers.ts'
import { isMobile } from '../kernel/contact.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { DeliveryMessage } from './delivery.messages.ts'
import { queueDispatch } from './dispatch.ts'
import type { Note } from './note.ts'

export type FirstMessage = 'sent' | 'new-version' | 'prolonged'

/** Opens a link for each whose turn it is and queues what tells them, the way the sender chose. Returns who was asked. */
export async function inviteDue(
  services: Services,
  tx: Tx,
  of: { documentId: string; version: number; signing: Signing; first?: { message: FirstMessage; note: Note | null } },
): Promise<{ asked: number; noted: string[] }> {
  const companyId = tx.companyId as string
  const at = services.clock.now()
  const parts = await partsOf(tx, companyId, of.documentId, of.version)
  const told = { asked: 0, noted: [] as string[] }
  for (const part of due(of.signing, parts) as VersionPart[]) {
    if (part.invited || !(part.byMail || part.bySms)) continue
    const party = await partyContact(tx, companyId, part.partyId)
    const linkId = await openLink(services, tx, { ...of, partyId: part.partyId })
    await tx
      .updateTable('version_party')
      .set({ invited_at: at })
      .where('company_id', '=', companyId)
      .where('document_id', '=', of.documentId)
      .where('version', '=', of.version)
      .where('party_id', '=', part.partyId)
      .execute()
    for (const channel of ['mail', 'sms'] as const) {
      const address = channel === 'mail' ? party.email : party.phone && isMobile(party.phone) ? party.phone : null
      if (!(channel === 'mail' ? part.byMail : part.bySms) || !address) continue
      const note = of.first?.note?.[channel] ?? null
      const id = await queueDispatch(services, tx, {
        documentId: of.documentId,
        version: of.version,
        message: messageTo(part, of.first?.message),
        channel,
        address,
        to: { partyId: part.partyId, linkId },
        note,
      })
      if (note) told.noted.push(id)
    }
    told.asked++
    if (!of.first)
      await recordEvent(tx, {
        documentId: of.documentId,
        type: 'invited',
        actor: { kind: 'system', companyId },
        at,
        version: of.version,
        data: { party: part.partyId },
      })
  }
  return told
}

function messageTo(part: VersionPart, first: FirstMessage | undefined): DeliveryMessage {
  if (part.role === 'approver') return 'to-approve'
  if (!first) return 'your-turn'
  return part.role !== 'signer' && first === 'sent' ? 'to-read' : first
}
