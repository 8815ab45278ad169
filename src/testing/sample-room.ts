// A sample's quote as the room meets it, made without a database: for tests of pages and for looking at them.
import { createHash } from 'node:crypto'
import type { FrozenVersion } from '../blocks/frozen.ts'
import { defaultChoices } from '../blocks/price.ts'
import { deriveBrand } from '../design/colour.ts'
import { priceRows } from '../documents/drafts.ts'
import type { Room, RoomState } from '../recipient/room.ts'
import { readSample, sampleContent, samplePicture, samplePictures } from '../samples/sample.ts'

/** The day the sample was sent, and the reader's day. */
export const SENT_ON = '2026-11-24'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Picture files of a sample by the hash they would be stored under. */
export function sampleFiles(name: string): Map<string, Buffer> {
  const sample = readSample(name)
  const names = [...samplePictures(sample), ...(sample.company.logo ? [sample.company.logo] : [])]
  return new Map(
    names.map(n => {
      const bytes = samplePicture(sample, n)
      return [hashOf(bytes), bytes]
    }),
  )
}

export function sampleFrozen(name = 'badrum-rot', colour?: string | null): FrozenVersion {
  const sample = readSample(name)
  const stored = new Map(samplePictures(sample).map(n => [n, hashOf(samplePicture(sample, n))]))
  const content = sampleContent(sample, SENT_ON, stored)
  const logo = sample.company.logo ? hashOf(samplePicture(sample, sample.company.logo)) : null
  const company = sample.company as unknown as Record<string, string | boolean | undefined>
  const client = sample.client as unknown as Record<string, string | undefined>
  const text = (v: unknown) => (typeof v === 'string' ? v : '')
  const paint = colour === undefined ? text(company.colour) || null : colour
  return {
    v: 1,
    documentId: id(1),
    kind: 'quote',
    number: '2026-0187',
    version: 1,
    frozenAt: `${SENT_ON}T09:00:00.000Z`,
    language: 'sv',
    company: {
      name: sample.company.name,
      form: 'legal',
      organisationNumber: '878000-3656',
      address: [text(company.street), `${text(company.postcode)} ${text(company.city)}`],
      email: sample.member.email,
      phone: text(company.phone) || null,
      fTax: company.fTax === true,
      payment: typeof company.bankgiro === 'string' ? [{ kind: 'bankgiro', value: company.bankgiro }] : [],
      logo,
      colour: paint,
      brand: deriveBrand(paint),
      contact: { name: sample.member.name, phone: sample.member.phone, email: sample.member.email, photo: null },
    },
    client: {
      kind: sample.client.kind,
      name: sample.client.name,
      organisationNumber: sample.client.kind === 'person' ? null : '799900-0040',
      address: [text(client.street), `${text(client.postcode)} ${text(client.city)}`],
      workAddress: [],
      property: text(client.propertyDesignation) || null,
    },
    parties: sample.client.people.map((p, i) => ({
      id: id(10 + i),
      name: p.name,
      title: typeof p.title === 'string' ? p.title : null,
      signs: true,
      share: content.pricing.deduction === 'none' ? 0 : p.share,
      usedRotKr: typeof p.usedRotKr === 'number' ? p.usedRotKr : 0,
      usedRutKr: typeof p.usedRutKr === 'number' ? p.usedRutKr : 0,
      personalNumberMasked: null,
    })),
    content,
    concluded: { where: sample.concludedWhere, work: sample.workType },
    texts: [],
    files: [...stored.values(), ...(logo ? [logo] : [])].map(sha256 => ({
      sha256,
      mime: 'image/png',
      width: 800,
      height: 600,
    })),
    operator: 'Prov Drift AB',
    test: true,
  }
}

export const roomStates = [
  'open',
  'expired',
  'signed',
  'sealed',
  'declined',
  'replaced',
  'withdrawn',
  'address-changed',
  'link-expired',
] as const satisfies readonly RoomState[]

export function sampleRoom(change: Partial<Room> = {}): Room {
  const frozen = change.frozen ?? sampleFrozen()
  const party = frozen.parties[0]?.id ?? id(10)
  const state = change.state ?? 'open'
  const isSigned = state === 'signed' || state === 'sealed'
  const signature = { partyId: party, at: new Date(`${SENT_ON}T09:57:00Z`), method: 'bankid' }
  return {
    actor: { kind: 'recipient', companyId: id(2), partyId: party, linkId: id(3), documentId: frozen.documentId },
    version: 1,
    versionHash: 'a'.repeat(64),
    frozen,
    keyId: id(4),
    chosen: defaultChoices(priceRows(frozen.content)),
    state,
    endedAt: null,
    rescinded: false,
    signed: isSigned ? { at: signature.at, by: [signature], test: true, timestamp: 'none' } : null,
    signatures: isSigned ? [signature] : [],
    signing: 'one',
    parts: [],
    companySigns: false,
    delegate: null,
    inPerson: false,
    declinedByOther: false,
    standing: isSigned ? 'signed' : 'sign',
    conversation: [],
    today: SENT_ON,
    ...change,
  }
}
