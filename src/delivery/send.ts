// Sending a document: once more, to another address, or not at all any more. Everything that leaves is queued in the transaction that
// decides it.

import { noteNotice } from '../documents/changes.ts'
import { saveDraft } from '../documents/drafts.ts'
import { recordEvent } from '../documents/events.ts'
import { freezeVersion, isSentAlready } from '../documents/freeze.ts'
import { endLinks, livingLink, openLink } from '../documents/links.ts'
import { lockDocument } from '../documents/lock.ts'
import { type PartyContact, partiesOf, partsOf, partyContact } from '../documents/parties.ts'
import { sendPoints } from '../documents/points.ts'
import { standingOf } from '../documents/signers.ts'
import { isAgreed } from '../documents/states.ts'
import { composeVersion } from '../documents/version.ts'
import { standard } from '../instructions/choices.ts'
import { choicesOf, requireTaxReduction } from '../instructions/instructions.ts'
import { isMobile } from '../kernel/contact.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor, Language } from '../platform/http/endpoint.ts'
import type { VaultKey } from '../platform/vault/vault.ts'
import { queueDispatch } from './dispatch.ts'
import { inviteDue } from './invite.ts'
import { checkNote, type Note, refuseUnreached } from './note.ts'

export type SendTo = { partyId: string; mail: boolean; sms: boolean }
/** Made before the transaction: the version's key, and whether a signature could be sealed here. */
export type PreparedSend = { key: VaultKey; sealReady: boolean }

/**
 * The last calendar year a version's key must be kept when it becomes an agreement: ten years (preskriptionslagen 2 §), or what the
 * company has instructed.
 */
export const evidenceBucket = (now: Date, years: number = standard.evidenceYears) =>
  `evidence-${Number(stockholmDate(now).slice(0, 4)) + years}` as const

/** A key for what is about to be sent, kept as long as the company says. */
export async function evidenceKey(services: Services, companyId: string): Promise<VaultKey> {
  const { evidenceYears } = await services.database.company(companyId, tx => choicesOf(tx, companyId))
  return services.vault.make(companyId, evidenceBucket(services.clock.now(), evidenceYears))
}

export async function isEmailConfirmed(tx: Tx, actor: CompanyActor): Promise<boolean> {
  const row = await tx
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select('a.confirmed_at')
    .where('m.company_id', '=', actor.companyId)
    .where('m.id', '=', actor.memberId)
    .executeTakeFirst()
  return row?.confirmed_at != null
}

/**
 * A new last day and nothing else: a version of its own, as everything sent is, to those who got the last one and the same way. Throws
 * `prolong-unsent` where the draft has gone on since: what is not sent must not follow along unseen.
 */
export async function prolong(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  longer: { documentId: string; validTo: string; language: Language },
  prepared: PreparedSend,
): Promise<{ version: number; hash: string }> {
  const { companyId } = actor
  const { documentId, validTo } = longer
  const version = await livingVersion(tx, companyId, documentId)
  const { frozen, facts } = await composeVersion(services, tx, companyId, documentId, true)
  const sent = await tx
    .selectFrom('document')
    .select(['valid_to', 'content'])
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow()
  const unchanged = { ...frozen, content: { ...frozen.content, validTo: sent.valid_to } }
  if (!(await isSentAlready(services, tx, companyId, unchanged)))
    throw new Problem('prolong-unsent', {}, { status: 409 })
  if (validTo <= sent.valid_to || validTo < stockholmDate(services.clock.now()))
    throw new Problem('prolong-earlier', { day: sent.valid_to }, { field: 'validTo' })
  const to = await reachedBy(tx, companyId, documentId, version)
  const saved = await saveDraft(
    tx,
    actor,
    { documentId, revision: facts.revision, content: { ...sent.content, validTo } },
    services.clock.now(),
  )
  return sendDocument(
    services,
    tx,
    actor,
    {
      documentId,
      revision: saved.revision,
      to,
      language: longer.language,
      message: 'prolonged',
    },
    prepared,
  )
}

/** Whom a version went to, or is to go to when their turn comes, and by what. */
async function reachedBy(tx: Tx, companyId: string, documentId: string, version: number): Promise<SendTo[]> {
  const parts = await partsOf(tx, companyId, documentId, version)
  // Whoever came into another's place did so in that version alone.
  const chosen = parts.filter(p => !p.forPartyId && (p.byMail || p.bySms))
  if (parts.length > 0) return chosen.map(p => ({ partyId: p.partyId, mail: p.byMail, sms: p.bySms }))
  const channels = await tx
    .selectFrom('dispatch')
    .select(['party_id', 'channel'])
    .distinct()
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where('party_id', 'is not', null)
    .where('message', 'in', ['sent', 'new-version', 'prolonged'])
    .execute()
  const got = (partyId: string, channel: string) => channels.some(c => c.party_id === partyId && c.channel === channel)
  return [...new Set(channels.map(c => c.party_id as string))].map(partyId => ({
    partyId,
    mail: got(partyId, 'mail'),
    sms: got(partyId, 'sms'),
  }))
}

/** Freezes what the sender saw as a new version, opens a link per receiver and queues the messages. */
export async function sendDocument(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  send: {
    documentId: string
    revision: number
    to: readonly SendTo[]
    language: Language
    message?: 'prolonged'
    note?: string | undefined
  },
  prepared: PreparedSend,
): Promise<{ version: number; hash: string }> {
  const composed = await composeVersion(services, tx, actor.companyId, send.documentId, true)
  const { frozen, facts } = composed
  // What only some have signed is no agreement yet: a new version takes its place, and all sign that.
  if (isAgreed(facts.state)) throw new Problem('document-signed', {}, { status: 409 })
  if (frozen.content.pricing.deduction !== 'none') await requireTaxReduction(tx, actor.companyId)
  if (facts.revision !== send.revision)
    throw new Problem('edited-elsewhere', { revision: facts.revision }, { status: 409 })
  const points = sendPoints(composed, {
    emailConfirmed: await isEmailConfirmed(tx, actor),
    sealReady: prepared.sealReady,
    now: services.clock.now(),
    language: send.language,
  })
  const missing = points.filter(p => p.level === 'missing')
  if (missing.length > 0) throw new Problem('document-not-ready', { points: missing.map(p => p.code).join(' ') })

  // A second press of the button, or a second window's.
  if (await isSentAlready(services, tx, actor.companyId, frozen)) throw new Problem('sent-already', {}, { status: 409 })

  const parties = await partiesOf(tx, actor.companyId, send.documentId)
  const chosen = send.to.filter(t => t.mail || t.sms)
  if (chosen.length === 0) throw new Problem('no-channel')
  const receivers = chosen.map(t => ({ ...t, party: partyAmong(parties, t.partyId) }))
  const note = checkNote(send.note, stockholmDate(services.clock.now()))
  for (const r of receivers) {
    refuseWithoutAddress(r.party, r)
    refuseUnreached(note, { ...r, name: r.party.name })
  }

  const { hash } = await freezeVersion(services, tx, actor, frozen, {
    revision: facts.revision,
    key: prepared.key,
    to: chosen,
  })
  const { asked, noted } = await inviteDue(services, tx, {
    documentId: send.documentId,
    version: frozen.version,
    signing: frozen.signing ?? 'one',
    first: { message: send.message ?? (frozen.version === 1 ? 'sent' : 'new-version'), note },
  })
  await recordEvent(tx, {
    documentId: send.documentId,
    type: 'sent',
    actor,
    at: services.clock.now(),
    version: frozen.version,
    data: {
      hash,
      receivers: asked,
      ...(receivers.length > asked ? { later: receivers.length - asked } : {}),
      ...(noted[0] ? { noted: noted[0] } : {}),
    },
  })
  if (frozen.change)
    await noteNotice(services, tx, actor, {
      documentId: send.documentId,
      version: frozen.version,
      hash,
      content: frozen.content,
    })
  return { version: frozen.version, hash }
}

/**
 * Sends the living version once more to one receiver. With another address the old link ends, says so, and a new one is made; the
 * address is kept on the person.
 */
export async function sendAgain(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  again: {
    documentId: string
    partyId: string
    mail: boolean
    sms: boolean
    email?: string | undefined
    phone?: string | undefined
    note?: string | undefined
  },
): Promise<void> {
  const { companyId } = actor
  const version = await livingVersion(tx, companyId, again.documentId)
  await refuseExpired(services, tx, companyId, again.documentId)
  let party = await partyContact(tx, companyId, again.partyId)
  partyAmong(await partiesOf(tx, companyId, again.documentId), again.partyId)
  const newEmail = again.email !== undefined && again.email !== party.email ? again.email : undefined
  const newPhone = again.phone !== undefined && again.phone !== party.phone ? again.phone : undefined
  const at = services.clock.now()
  if (newEmail !== undefined || newPhone !== undefined) {
    await tx
      .updateTable('client_person')
      .set({ ...(newEmail ? { email: newEmail } : {}), ...(newPhone ? { phone: newPhone } : {}) })
      .where('company_id', '=', companyId)
      .where('id', '=', eb =>
        eb
          .selectFrom('document_party')
          .select('client_person_id')
          .where('company_id', '=', companyId)
          .where('id', '=', again.partyId),
      )
      .execute()
    await endLinks(services, tx, { documentId: again.documentId, partyId: again.partyId }, 'address-changed')
    await recordEvent(tx, { documentId: again.documentId, type: 'address-changed', actor, at, version })
    party = await partyContact(tx, companyId, again.partyId)
  }
  if (!again.mail && !again.sms) throw new Problem('no-channel')
  refuseWithoutAddress(party, again)
  const note = checkNote(again.note, stockholmDate(at))
  refuseUnreached(note, { ...again, name: party.name })
  const of = { documentId: again.documentId, version, partyId: again.partyId }
  await refuseBeforeTurn(tx, companyId, of)
  const linkId = (await livingLink(tx, of)) ?? (await openLink(services, tx, of))
  await tx
    .updateTable('document')
    .set({ failed_dispatch: false })
    .where('company_id', '=', companyId)
    .where('id', '=', again.documentId)
    .execute()
  const queued = await queueBoth(services, tx, {
    ...of,
    message: 'sent',
    linkId,
    party,
    mail: again.mail,
    sms: again.sms,
    note,
  })
  for (const channel of ['mail', 'sms'] as const)
    if (queued[channel])
      await recordEvent(tx, {
        documentId: again.documentId,
        type: 'sent-again',
        actor,
        at,
        version,
        data: { channel, ...(queued.noted.includes(queued[channel]) ? { noted: queued[channel] } : {}) },
      })
}

/** Takes the offer back. Whoever opens its link is told so; a signature at the same time has one outcome with this. */
export async function withdraw(services: Services, tx: Tx, actor: CompanyActor, documentId: string): Promise<void> {
  const { companyId } = actor
  const at = services.clock.now()
  await lockDocument(tx, companyId, documentId)
  const ended = await tx
    .updateTable('document_version')
    .set({ ended_at: at, ended_why: 'withdrawn' })
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('ended_at', 'is', null)
    .returning('version')
    .executeTakeFirst()
  if (!ended) throw new Problem('version-ended', {}, { status: 409 })
  const parties = await partiesOf(tx, companyId, documentId)
  const linked = []
  for (const party of parties) {
    const linkId = await livingLink(tx, { documentId, version: ended.version, partyId: party.id })
    if (linkId) linked.push({ party, linkId })
  }
  await tx
    .updateTable('document')
    .set({ state: 'withdrawn' })
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .execute()
  await recordEvent(tx, { documentId, type: 'withdrawn', actor, at, version: ended.version })
  // The link stays and says why the offer ended; only the version is over.
  for (const { party, linkId } of linked)
    await queueBoth(services, tx, {
      documentId,
      version: ended.version,
      message: 'withdrawn',
      linkId,
      party,
      mail: party.email !== null,
      sms: party.email === null && party.phone !== null && isMobile(party.phone),
    })
}

/** Whoever waits for somebody else is asked when their turn comes; a new address is kept for then. */
async function refuseBeforeTurn(
  tx: Tx,
  companyId: string,
  of: { documentId: string; version: number; partyId: string },
) {
  const parts = await partsOf(tx, companyId, of.documentId, of.version)
  const mine = parts.find(p => p.partyId === of.partyId)
  const { signing } = await tx
    .selectFrom('document_version')
    .select('signing')
    .where('company_id', '=', companyId)
    .where('document_id', '=', of.documentId)
    .where('version', '=', of.version)
    .executeTakeFirstOrThrow()
  if (mine && ['awaits-turn', 'awaits-approval'].includes(standingOf(signing, parts, of.partyId)))
    throw new Problem('not-yet-asked', { name: mine.name }, { status: 409 })
}

/** Sent once more, an offer that has ended would only be refused at its door. */
async function refuseExpired(services: Services, tx: Tx, companyId: string, documentId: string) {
  const { valid_to: day } = await tx
    .selectFrom('document')
    .select('valid_to')
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow()
  if (day < stockholmDate(services.clock.now())) throw new Problem('offer-over', { day }, { status: 409 })
}

async function livingVersion(tx: Tx, companyId: string, documentId: string): Promise<number> {
  const row = await tx
    .selectFrom('document_version')
    .select('version')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Problem('not-sent', {}, { status: 409 })
  return row.version
}

function partyAmong(parties: readonly PartyContact[], id: string): PartyContact {
  const party = parties.find(p => p.id === id)
  if (!party) throw new Problem('party-unknown', {}, { status: 404 })
  return party
}

function refuseWithoutAddress(party: PartyContact, by: { mail: boolean; sms: boolean }) {
  if (by.mail && !party.email) throw new Problem('no-address', { name: party.name, channel: 'mail' })
  if (by.sms && !(party.phone && isMobile(party.phone)))
    throw new Problem('no-address', { name: party.name, channel: 'sms' })
}

/** The ids of what was queued, and of those that carry the sender's own words. */
async function queueBoth(
  services: Services,
  tx: Tx,
  q: {
    documentId: string
    version: number
    message: 'sent' | 'withdrawn'
    linkId: string
    party: PartyContact
    mail: boolean
    sms: boolean
    note?: Note | null
  },
): Promise<{ mail?: string; sms?: string; noted: string[] }> {
  const queued: { mail?: string; sms?: string; noted: string[] } = { noted: [] }
  for (const channel of ['mail', 'sms'] as const) {
    const address = channel === 'mail' ? q.party.email : q.party.phone
    if (!q[channel] || !address) continue
    const note = q.note?.[channel] ?? null
    const id = await queueDispatch(services, tx, {
      documentId: q.documentId,
      version: q.version,
      message: q.message,
      channel,
      address,
      to: { partyId: q.party.id, linkId: q.linkId },
      note,
    })
    queued[channel] = id
    if (note) queued.noted.push(id)
  }
  return queued
}
