// Sealing: from a signed version to a sealed file with both parties. It may run any number of times and be killed at any moment; the
// signature stands, and a sweep sees to it that the seal comes.
import { z } from 'zod'
import { FrozenVersion, picturesOf } from '../blocks/frozen.ts'
import { queueDispatch } from '../delivery/dispatch.ts'
import type { Agreement } from '../documents/agreement.ts'
import { recordEvent } from '../documents/events.ts'
import { versionPlace } from '../documents/freeze.ts'
import { livingLink, openLink } from '../documents/links.ts'
import { contactOf, partiesOf, partsOf } from '../documents/parties.ts'
import { presentDocument } from '../documents/present.ts'
import { stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import { noteFile } from '../platform/files/files.ts'
import { job, sweep } from '../platform/jobs/job.ts'
import { decrypt } from '../platform/vault/cipher.ts'
import type { EvidenceFile } from '../signing/evidence-file.ts'
import { authorityOf } from '../signing/seal/authority.ts'
import { addTimestamp, type Sealed, type Stamp, sealPdf } from '../signing/seal/seal.ts'
import { type Authority, askTimestamp, TimestampUnavailable } from '../signing/seal/timestamp.ts'
import { keyToSealWith } from '../signing/seal-certificate.ts'
import { makeTypesetter, type Typesetter } from '../signing/typeset/pool.ts'
import { agreementPlace, evidencePlace } from './places.ts'
import {
  concluding,
  drawingOf,
  eventsOf,
  manifestOf,
  maskedNumberOf,
  type ProofFacts,
  proofViewOf,
  type SignatureFacts,
} from './proof.ts'
import { proofWords } from './proof.words.ts'

const Which = z.object({ companyId: z.uuid(), documentId: z.uuid(), version: z.int() })
type Which = z.infer<typeof Which>

let typesetter: Typesetter | null = null
/** One pool per process, begun when the first document is to be sealed. */
export const theTypesetter = () => {
  typesetter ??= makeTypesetter()
  return typesetter
}
export const closeTypesetter = () => {
  typesetter?.close()
  typesetter = null
}

export const sealAgreement = job('seal-agreement', {
  does: 'Makes the sealed file of a signed version and sends it to both parties.',
  input: Which,
  run: (services, which) => seal(services, which),
})

async function seal(services: Services, which: Which): Promise<void> {
  const read = await readSigned(services, which)
  if (!read) return
  const key = await keyToSealWith(services)
  const { facts, pictures } = read
  const now = services.clock.now()
  const { operator, publicUrl } = services.config
  const verifyUrl = `${publicUrl}/verifiera`
  for (const s of facts.signatures) {
    const drawing = drawingOf(s)
    if (drawing) pictures[drawing.sha256] = { bytes: drawing.bytes, mime: 'image/png' }
  }
  const { agreement } = concluding(facts)
  const manifest = manifestOf(facts, key, operator)
  const view = presentDocument({
    frozen: facts.frozen,
    chosen: new Set(agreement.chosen),
    language: 'sv',
    today: agreement.concludedOn,
  })
  const typeset = (stamp: 'done' | 'pending' | 'none') =>
    theTypesetter().typeset({
      document: view,
      proof: proofViewOf(facts, key, {
        operator: operator.name,
        verifyUrl,
        sealedAt: now,
        stamp,
      }),
      pictures,
      attachments: [
        {
          name: 'version.json',
          mime: 'application/json',
          description: 'Dokumentet som det undertecknades, i kanonisk form',
          relationship: 'source',
          bytes: read.canonical,
        },
        {
          name: 'bevis.json',
          mime: 'application/json',
          description: 'Avtalet, underskrifterna och händelserna',
          relationship: 'supplement',
          bytes: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`),
        },
        {
          name: 'LAS-MIG.txt',
          mime: 'text/plain',
          description: 'Så kontrollerar du filen',
          relationship: 'supplement',
          bytes: Buffer.from(proofWords.readMe(verifyUrl)),
        },
      ],
      test: manifest.test,
      createdAt: now,
      footer: [view.company.idLine, ...view.company.payment.map(p => `${p.label} ${p.value}`)].join('  '),
    })

  const about = { signer: key, name: operator.name, reason: proofWords.reason, now }
  const stamp = stampOf(services)
  const later = async () => sealPdf((await typeset(stamp ? 'pending' : 'none')).pdf, about)
  let sealed: Sealed
  try {
    // While the authority is known to be away, nobody waits to hear it again.
    sealed = stamp && isDue(services) ? await sealPdf((await typeset('done')).pdf, { ...about, stamp }) : await later()
  } catch (error) {
    // The authority is away: the agreement is sealed all the same, says so, and is stamped later.
    if (!(error instanceof TimestampUnavailable)) throw error
    waitLonger(services)
    services.log.warn({ err: error, alarm: 'timestamp-pending' }, 'sealed without a time stamp for now')
    sealed = await later()
  }
  await store(services, which, sealed, key.fingerprint, facts)
}

/** The way to the time-stamp authority, where one is configured. */
function stampOf(services: Services): Stamp | null {
  if (!services.config.timestamp) return null
  return async imprint => {
    const authority = authorityOf(services.config) as Authority
    return services.door.through('timestamp', () => askTimestamp(authority, imprint))
  }
}

/** Everything the file is made from; null when there is nothing to seal, or it is sealed already. */
async function readSigned(
  services: Services,
  { companyId, documentId, version }: Which,
): Promise<{
  facts: ProofFacts
  canonical: Buffer
  pictures: Record<string, { bytes: Uint8Array; mime: string }>
} | null> {
  const rows = await services.database.company(companyId, async tx => {
    const sealed = await tx
      .selectFrom('sealed_file')
      .select('version')
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('version', '=', version)
      .executeTakeFirst()
    const frozen = await tx
      .selectFrom('document_version')
      .select(['canonical', 'hash', 'key_id'])
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('version', '=', version)
      .where('ended_why', '=', 'signed')
      .executeTakeFirst()
    if (sealed || !frozen) return null
    const signatures = await tx
      .selectFrom('signature')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('version', '=', version)
      .orderBy('signed_at')
      // The company signs last, also within the same moment.
      .orderBy(eb => eb('party_id', 'is', null))
      .orderBy('id')
      .execute()
    const numbers = new Map<string, string | null>()
    for (const s of signatures)
      if (s.party_id) numbers.set(s.party_id, await maskedNumberOf(services, tx, companyId, s.party_id))
    const files = await tx
      .selectFrom('file')
      .select(['sha256', 'key_id', 'mime'])
      .where('company_id', '=', companyId)
      .where('purpose', '!=', 'sealed')
      .execute()
    return {
      signatures,
      numbers,
      frozen,
      files,
      events: await eventsOf(tx, companyId, documentId),
    }
  })
  if (!rows) return null
  const key = await services.vault.key(companyId, rows.frozen.key_id)
  const canonical = decrypt(key, rows.frozen.canonical, versionPlace(companyId, documentId, version))
  const frozen = FrozenVersion.parse(JSON.parse(canonical.toString('utf8')))
  const signatures: SignatureFacts[] = []
  for (const s of rows.signatures) {
    const own = await services.vault.key(companyId, s.key_id)
    const open = <T>(bytes: Buffer, at: string) => JSON.parse(decrypt(own, bytes, at).toString('utf8')) as T
    const agreement = open<Agreement>(s.agreement, agreementPlace(s.id, companyId))
    signatures.push({
      partyId: agreement.signer.partyId,
      name: agreement.signer.name,
      method: s.method,
      signedAt: s.signed_at,
      agreement,
      agreementHash: s.agreement_hash,
      evidenceSha256: s.evidence_sha256,
      evidence: open<EvidenceFile>(s.evidence, evidencePlace(s.id, companyId)),
      maskedNumber: s.party_id ? (rows.numbers.get(s.party_id) ?? null) : null,
      anotherSpelling: s.another_spelling,
      inPerson: s.in_person,
      test: s.is_test,
    })
  }

  const pictures: Record<string, { bytes: Uint8Array; mime: string }> = {}
  const wanted = new Set([...picturesOf(frozen.content), frozen.company.logo, frozen.company.contact.photo])
  for (const file of rows.files)
    if (wanted.has(file.sha256))
      pictures[file.sha256] = { bytes: await services.files.read(companyId, file), mime: file.mime }
  return {
    canonical,
    pictures,
    facts: {
      frozen,
      versionHash: rows.frozen.hash,
      signatures,
      events: rows.events,
    },
  }
}

async function store(
  services: Services,
  { companyId, documentId, version }: Which,
  sealed: { bytes: Uint8Array; level: 'B-B' | 'B-T' },
  certificate: string,
  facts: ProofFacts,
): Promise<void> {
  const at = services.clock.now()
  const file = await services.files.write(companyId, sealed.bytes, {
    mime: 'application/pdf',
    purpose: 'sealed',
    bucket: `evidence-${Number(stockholmDate(at).slice(0, 4)) + 10}`,
  })
  const actor = { kind: 'system', companyId } as const
  await services.database.company(companyId, async tx => {
    await noteFile(tx, file, at)
    const made = await tx
      .insertInto('sealed_file')
      .values({
        company_id: companyId,
        document_id: documentId,
        version,
        file_sha256: file.sha256,
        level: sealed.level,
        timestamp_state: sealed.level === 'B-T' ? 'done' : services.config.timestamp ? 'pending' : 'none',
        sealed_at: at,
        certificate_sha256: certificate,
        seen_by_company_at: null,
      })
      .onConflict(c => c.doNothing())
      .returning('version')
      .executeTakeFirst()
    // Another worker was faster: its file stands, ours is ciphertext nobody will ask for.
    if (!made) return
    await tx
      .updateTable('document')
      .set({ state: 'sealed' })
      .where('company_id', '=', companyId)
      .where('id', '=', documentId)
      // Withdrawn from in the meantime, it is sealed all the same and stays withdrawn from.
      .where('state', '!=', 'rescinded')
      .execute()
    await recordEvent(tx, {
      documentId,
      type: 'sealed',
      actor,
      at,
      version,
      data: { sha256: file.sha256, level: sealed.level },
    })
    const parts = await partsOf(tx, companyId, documentId, version)
    const parties = await partiesOf(tx, companyId, documentId)
    for (const party of parties) {
      // Who only reads along has no copy sent.
      if (parts.find(p => p.partyId === party.id)?.role === 'viewer') continue
      // Whoever signed where they met may never have had a link of their own.
      const of = { documentId, version, partyId: party.id }
      const signedHere = parts.some(p => p.partyId === party.id && p.signed)
      const linkId = (await livingLink(tx, of)) ?? (signedHere ? await openLink(services, tx, of) : null)
      if (!linkId || !(party.email || party.phone)) continue
      await queueDispatch(services, tx, {
        documentId,
        version,
        message: 'sealed',
        channel: party.email ? 'mail' : 'sms',
        address: (party.email ?? party.phone) as string,
        to: { partyId: party.id, linkId },
      })
    }
    const contact = await contactOf(tx, companyId, documentId)
    await queueDispatch(services, tx, {
      documentId,
      version,
      message: 'c.signed',
      channel: 'mail',
      address: contact.email,
      to: { memberId: contact.memberId },
    })
    await recordEvent(tx, {
      documentId,
      type: 'copy-sent',
      actor,
      at,
      version,
      data: { agreement: concluding(facts).agreementHash },
    })
  })
}

/** What is signed is sealed, whatever became of its job. */
export const sealUnsealed = sweep('seal-unsealed', {
  does: 'Finds signed versions without a sealed file and enqueues their sealing again.',
  everySeconds: 10,
  async run(services) {
    const before = new Date(services.clock.now().getTime() - 8000)
    const rows = await services.database.ask<{ company_id: string; document_id: string; version: number }>(
      'unsealed',
      'select * from unsealed_versions($1)',
      [before],
    )
    for (const r of rows)
      await services.database.company(r.company_id, tx =>
        sealAgreement.in(
          tx,
          { companyId: r.company_id, documentId: r.document_id, version: r.version },
          { key: `seal:${r.document_id}:${r.version}`, priority: -5 },
        ),
      )
  },
})

const PATIENCE_MS = { first: 30_000, longest: 3_600_000 }
/** How long this process leaves an authority alone that was away, and since when. */
const patience = new WeakMap<Services, { since: number; for: number }>()

function waitLonger(services: Services) {
  const now = services.clock.now().getTime()
  const waited = patience.get(services)
  // Several may find it away at once; that is one time.
  if (waited && !isDue(services)) return
  patience.set(services, {
    since: now,
    for: waited ? Math.min(waited.for * 2, PATIENCE_MS.longest) : PATIENCE_MS.first,
  })
}

function isDue(services: Services): boolean {
  const waiting = patience.get(services)
  const passed = services.clock.now().getTime() - (waiting?.since ?? 0)
  // A clock that was moved back would keep it waiting until it has caught up.
  return !waiting || passed < 0 || passed >= waiting.for
}

/** Adds the time stamps that were pending, more and more patiently while the authority is away. */
export const stampPending = sweep('stamp-pending', {
  does: 'Adds a time stamp to sealed files that are waiting for one.',
  everySeconds: 15,
  async run(services) {
    const stamp = stampOf(services)
    if (!stamp || !isDue(services)) return
    const rows = await services.database.ask<{ company_id: string; document_id: string; version: number }>(
      'untimestamped',
      'select * from untimestamped_versions()',
      [],
    )
    for (const r of rows) {
      try {
        await stampOne(services, { companyId: r.company_id, documentId: r.document_id, version: r.version }, stamp)
        patience.delete(services)
      } catch (error) {
        if (error instanceof TimestampUnavailable) {
          waitLonger(services)
          services.log.warn({ err: error, alarm: 'timestamp-pending' }, 'time stamps still wait')
          return
        }
        // One file that cannot be stamped keeps no other from it.
        services.log.error({ err: error, alarm: 'stamp-failed', documentId: r.document_id }, 'a file was not stamped')
      }
    }
  },
})

async function stampOne(services: Services, { companyId, documentId, version }: Which, stamp: Stamp): Promise<void> {
  const found = await services.database.company(companyId, tx =>
    tx
      .selectFrom('sealed_file as s')
      .innerJoin('file as f', join =>
        join.onRef('f.company_id', '=', 's.company_id').onRef('f.sha256', '=', 's.file_sha256'),
      )
      .select(['f.sha256', 'f.key_id'])
      .where('s.company_id', '=', companyId)
      .where('s.document_id', '=', documentId)
      .where('s.version', '=', version)
      .where('s.timestamp_state', '=', 'pending')
      .executeTakeFirst(),
  )
  if (!found) return
  const bytes = await addTimestamp(new Uint8Array(await services.files.read(companyId, found)), stamp)
  const at = services.clock.now()
  const file = await services.files.write(companyId, bytes, {
    mime: 'application/pdf',
    purpose: 'sealed',
    bucket: `evidence-${Number(stockholmDate(at).slice(0, 4)) + 10}`,
  })
  await services.database.company(companyId, async tx => {
    await noteFile(tx, file, at)
    const done = await tx
      .updateTable('sealed_file')
      .set({ file_sha256: file.sha256, level: 'B-T', timestamp_state: 'done' })
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('version', '=', version)
      .where('timestamp_state', '=', 'pending')
      .returning('version')
      .executeTakeFirst()
    if (done)
      await recordEvent(tx, {
        documentId,
        type: 'timestamped',
        actor: { kind: 'system', companyId },
        at,
        version,
        data: { sha256: file.sha256 },
      })
  })
}
