// A small sealed file with everything a real one says of itself, and its evidence file, made without a database.
import { canonicalBytes, hex, sha256Hex } from '../kernel/canonical.ts'
import { fromPem } from '../signing/asn1/der.ts'
import type { EvidenceFile } from '../signing/evidence-file.ts'
import {
  loadSealKey,
  type MadeCertificate,
  makeInstanceCertificate,
  type SealKey,
} from '../signing/seal/instance-certificate.ts'
import { type Stamp, sealPdf } from '../signing/seal/seal.ts'
import type { Manifest, ManifestEvent } from '../signing/verify/manifest.ts'
import { smallPdf } from './small-pdf.ts'

export const SEALED_AT = new Date('2026-11-24T10:02:57Z')

export type SealedSample = {
  bytes: Uint8Array
  unsealed: Uint8Array
  manifest: Manifest
  evidence: Uint8Array
  /** DER of the root it is sealed under. */
  root: Uint8Array
}

const ID = '00000000-0000-7000-8000-000000000001'

export const sampleCertificate = (of: { test?: boolean; organisation?: string; now?: Date } = {}): MadeCertificate =>
  makeInstanceCertificate({
    organisation: of.organisation ?? 'Prov Drift AB',
    organisationNumber: '878000-3656',
    test: of.test ?? false,
    now: of.now ?? SEALED_AT,
  })

export const rootOf = (certificate: MadeCertificate) => fromPem(certificate.chainPem).at(-1) as Uint8Array

export async function sealedSample(
  of: {
    certificate?: MadeCertificate
    /** A key to seal with, instead of a certificate's. */
    key?: SealKey
    documentId?: string
    now?: Date
    stamp?: Stamp
    /** What stands in bevis.json instead, made from what would: a value, or its text. */
    manifest?: (m: Manifest) => unknown
  } = {},
): Promise<SealedSample> {
  const key = of.key ?? loadSealKey(of.certificate ?? sampleCertificate())
  const documentId = of.documentId ?? ID
  const version = new TextEncoder().encode(`{"documentId":"${documentId}","title":"Nytt badrum","v":1}`)
  const versionHash = await sha256Hex(version)
  const agreement = { v: 1, documentId, version: 1, versionHash, totalOre: 8_450_000 }
  const agreementHash = await sha256Hex(canonicalBytes(agreement))
  const code = agreementHash.slice(0, 16).match(/.{4}/g)?.join(' ')
  const evidenceFile: EvidenceFile = {
    v: 1,
    documentId,
    version: 1,
    agreement,
    agreementHash,
    signature: {
      partyId: 'p1',
      method: 'code-mail',
      at: '2026-11-24T10:02:00.000Z',
      request: null,
      raw: null,
      rootsPem: [],
      code: { sentTo: 'a…@prov.example', drawing: null },
    },
  }
  const evidence = new TextEncoder().encode(JSON.stringify(evidenceFile))
  const manifest: Manifest = {
    v: 1,
    test: false,
    documentId,
    number: '2026-0187',
    title: 'Nytt badrum',
    version: 1,
    versionHash,
    agreement,
    agreementHash,
    signatures: [
      {
        partyId: 'p1',
        name: 'Åsa Berg',
        method: 'code-mail',
        personalNumberMasked: null,
        signedAt: '2026-11-24T10:02:00.000Z',
        signedText: `Jag beställer.\nDokumentets kontrollkod: ${code}`,
        xmlSha256: null,
        evidenceSha256: await sha256Hex(evidence),
        anotherSpelling: false,
      },
    ],
    notSigned: ['Erik Berg'],
    events: await chained(documentId, ['sent', 'opened', 'signed']),
    sealedBy: { name: 'Prov Drift AB', organisationNumber: '878000-3656', certificateSha256: key.fingerprint },
  }
  const said = of.manifest?.(manifest) ?? manifest
  const unsealed = smallPdf({
    attachments: [
      { name: 'version.json', bytes: version },
      { name: 'bevis.json', bytes: new TextEncoder().encode(typeof said === 'string' ? said : JSON.stringify(said)) },
    ],
  })
  const { bytes } = await sealPdf(unsealed, {
    signer: key,
    name: 'Prov Drift AB',
    reason: 'Förseglad',
    now: of.now ?? SEALED_AT,
    ...(of.stamp ? { stamp: of.stamp } : {}),
  })
  return { bytes, unsealed, manifest, evidence, root: key.chain.at(-1) as Uint8Array }
}

async function chained(documentId: string, types: readonly string[]): Promise<ManifestEvent[]> {
  const events: ManifestEvent[] = []
  const digest = async (bytes: Uint8Array) =>
    new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as BufferSource))
  let previous = await digest(new TextEncoder().encode(`doc:${documentId}`))
  for (const [seq, type] of types.entries()) {
    const entry = { v: 1 as const, seq, type, at: '2026-11-24T10:00:00.000Z', actor: 'x', version: 1, data: {} }
    previous = await digest(new Uint8Array([...previous, ...canonicalBytes(entry)]))
    events.push({ ...entry, hash: hex(previous) })
  }
  return events
}
