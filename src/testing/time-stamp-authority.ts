// A time-stamp authority (RFC 3161) on loopback, with a certificate of its own, that can be away, silent or wrong in each way that matters.
import { createHash, type createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { CMS } from '../signing/asn1/cms.ts'
import {
  bool,
  child,
  generalizedTime,
  integer,
  nothing,
  octets,
  oid,
  readDer,
  sequence,
  setOf,
  setOne,
  tlv,
  toPem,
  utf8,
} from '../signing/asn1/der.ts'
import { OIDS } from '../signing/asn1/x509.ts'
import { extension, issueCertificate, nameOf } from '../signing/seal/instance-certificate.ts'

export type Behaves =
  | 'normal'
  /** Takes the question and answers nothing until it is let go. */
  | 'silent'
  /** The first byte of an answer, and then nothing. */
  | 'drop by drop'
  | 'error'
  | 'refuses'
  | 'wrong nonce'
  | 'no nonce'
  | 'wrong imprint'
  | 'broken signature'
  | 'no purpose'
  | 'expired certificate'
  | 'garbage'
  | 'cut short'
  | 'too large'

export type TimeStampAuthority = {
  url: string
  rootPem: string
  asked: number
  behaves: Behaves
  /** The time it stamps. */
  now: () => Date
  /** Settles when the next question has come. */
  question(): Promise<void>
  /** Breaks off whoever is waiting. */
  letGo(): void
  stop(): Promise<void>
  /** Listens again, on the same port. */
  start(): Promise<void>
}

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const attribute = (id: string, value: Uint8Array) => sequence(oid(id), setOne(value))
const DAY = 86_400_000

type Made = { certificate: Uint8Array; issuer: Uint8Array; key: ReturnType<typeof createPrivateKey> }

export async function startTimeStampAuthority(now = () => new Date()): Promise<TimeStampAuthority> {
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rootName = nameOf([[OIDS.commonName, utf8('Prov Tid rot')]])
  const rootCertificate = issueCertificate({
    subject: rootName,
    issuer: rootName,
    key: root.publicKey,
    issuerKey: root.publicKey,
    signer: root.privateKey,
    now: now(),
    years: 20,
    extensions: [
      extension(OIDS.basicConstraints, true, sequence(bool(true))),
      extension(OIDS.keyUsage, true, tlv(0x03, Uint8Array.of(1, 0x06))),
    ],
  })
  const issue = (of: { purpose: string; from: Date; years: number }): Made => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const certificate = issueCertificate({
      subject: nameOf([[OIDS.commonName, utf8('Prov Tidsstämpling')]]),
      issuer: rootName,
      key: pair.publicKey,
      issuerKey: root.publicKey,
      signer: root.privateKey,
      now: of.from,
      years: of.years,
      extensions: [
        extension(OIDS.basicConstraints, true, sequence()),
        extension(OIDS.keyUsage, true, tlv(0x03, Uint8Array.of(6, 0xc0))),
        extension(OIDS.extendedKeyUsage, true, sequence(oid(of.purpose))),
      ],
    })
    return { certificate, issuer: rootName, key: pair.privateKey }
  }
  const good = issue({ purpose: OIDS.timeStamping, from: now(), years: 10 })
  const noPurpose = issue({ purpose: OIDS.emailProtection, from: now(), years: 10 })
  const expired = issue({ purpose: OIDS.timeStamping, from: new Date(now().getTime() - 800 * DAY), years: 1 })

  const answer = (question: Uint8Array): Uint8Array => {
    const asked = readDer(question)
    const imprint = child(asked, 1, 0x30).raw
    const nonce = asked.children.find((c, i) => i > 1 && c.tag === 0x02)?.value ?? new Uint8Array()
    if (it.behaves === 'refuses') return sequence(sequence(integer(2)))
    const by = it.behaves === 'no purpose' ? noPurpose : it.behaves === 'expired certificate' ? expired : good
    const stamped = it.behaves === 'wrong imprint' ? imprintOf(sha256(Uint8Array.of(1))) : imprint
    const given = it.behaves === 'wrong nonce' ? nonce.map(b => b ^ 1) : nonce
    const packed = sequence(
      integer(1),
      oid('1.3.6.1.4.1.99999.1'),
      stamped,
      integer(it.asked),
      generalizedTime(it.now()),
      ...(it.behaves === 'no nonce' ? [] : [integer(given)]),
    )
    const token = tokenOf(packed, by, it.behaves === 'broken signature', [
      rootCertificate,
      ...(it.behaves === 'too large' ? Array.from({ length: 9 }, () => padded(rootCertificate)) : []),
    ])
    return sequence(sequence(integer(0)), token)
  }

  const waiting = new Set<ServerResponse>()
  let told: (() => void)[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      it.asked++
      if (it.behaves === 'silent') waiting.add(response)
      else if (it.behaves === 'drop by drop') {
        waiting.add(response)
        response.writeHead(200).write(Buffer.of(0x30))
      } else if (it.behaves === 'error') response.writeHead(503).end('away')
      else {
        const whole = it.behaves === 'garbage' ? Buffer.from('<html>') : answer(new Uint8Array(Buffer.concat(parts)))
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
        response.end(it.behaves === 'cut short' ? whole.subarray(0, whole.length - 9) : whole)
      }
      for (const tell of told.splice(0)) tell()
      told = []
    })
  })
  let port = 0
  const start = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        port = typeof address === 'object' && address ? address.port : 0
        resolve()
      })
    })
  await start()
  const it: TimeStampAuthority = {
    url: `http://127.0.0.1:${port}/tsa`,
    rootPem: toPem(rootCertificate),
    asked: 0,
    behaves: 'normal',
    now,
    question: () => new Promise(resolve => void told.push(resolve)),
    letGo: () => {
      for (const response of waiting) response.destroy()
      waiting.clear()
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
    start,
  }
  return it
}

const imprintOf = (hash: Uint8Array) => sequence(sequence(oid(OIDS.sha256), nothing), octets(hash))

/** A certificate with a name of many thousand characters: nobody's, but a certificate. */
function padded(certificate: Uint8Array): Uint8Array {
  const [tbs, algorithm, signature] = readDer(certificate).children
  const parts = (tbs?.children ?? []).map((c, i) =>
    i === 5 ? nameOf([[OIDS.organisation, utf8('x'.repeat(3000))]]) : c.raw,
  )
  return sequence(sequence(...parts), algorithm?.raw as Uint8Array, signature?.raw as Uint8Array)
}

/** CMS over the stamp's content (RFC 5652, RFC 3161 2.4.2). */
function tokenOf(packed: Uint8Array, by: Made, broken: boolean, chain: readonly Uint8Array[]): Uint8Array {
  const algorithm = sequence(oid(OIDS.sha256), nothing)
  const serial = child(child(readDer(by.certificate), 0), 1).raw
  const issuerSerial = sequence(sequence(tlv(0xa4, by.issuer)), serial)
  const attributes = setOf(
    attribute(CMS.contentType, oid(CMS.tstInfo)),
    attribute(CMS.messageDigest, octets(sha256(packed))),
    attribute(CMS.signingCertificateV2, sequence(sequence(sequence(octets(sha256(by.certificate)), issuerSerial)))),
  )
  const signed = broken ? Uint8Array.of(...attributes, 0) : attributes
  const implicit = attributes.slice()
  implicit[0] = 0xa0
  const info = sequence(
    integer(1),
    sequence(by.issuer, serial),
    algorithm,
    implicit,
    sequence(oid(OIDS.ecdsaSha256)),
    octets(new Uint8Array(sign('sha256', signed, by.key))),
  )
  const content = sequence(
    integer(3),
    setOne(algorithm),
    sequence(oid(CMS.tstInfo), tlv(0xa0, octets(packed))),
    tlv(0xa0, by.certificate, ...chain),
    setOne(info),
  )
  return sequence(oid(CMS.signedData), tlv(0xa0, content))
}
