import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SEALED_AT, sealedSample } from '../../testing/sealed-sample.ts'
import { type Behaves, startTimeStampAuthority, type TimeStampAuthority } from '../../testing/time-stamp-authority.ts'
import { fromPem } from '../asn1/der.ts'
import { sayReport } from '../verify/say-report.ts'
import { verifyPdf } from '../verify/verify-pdf.ts'
import { addTimestamp } from './seal.ts'
import { type Authority, askTimestamp, TimestampUnavailable } from './timestamp.ts'

let authority: TimeStampAuthority
let other: TimeStampAuthority
const STAMPED_AT = new Date('2026-11-24T10:05:00Z')
const imprint = new Uint8Array(createHash('sha256').update('något').digest())

beforeAll(async () => {
  authority = await startTimeStampAuthority(() => STAMPED_AT)
  other = await startTimeStampAuthority(() => STAMPED_AT)
})
afterAll(async () => {
  await authority.stop()
  await other.stop()
})
beforeEach(() => {
  authority.behaves = 'normal'
})

const known = (): Authority => ({ url: authority.url, ca: null, roots: fromPem(authority.rootPem) })
const roots = () => ({ seal: [], timestamp: fromPem(authority.rootPem) })

describe('a stamp', () => {
  test('asked for while sealing stands in the seal, and its time is reported as the authority’s', async () => {
    const { bytes } = await sealedSample({ stamp: digest => askTimestamp(known(), digest) })
    const report = await verifyPdf(bytes, roots())
    expect(report).toMatchObject({
      intact: 'intact',
      timestamp: { at: STAMPED_AT, by: 'Prov Tidsstämpling', trusted: true },
    })
    expect(sayReport(report, 'sv').map(l => l.text)).toContain(
      'Tidsstämplad 24 november 2026 kl. 11.05 av Prov Tidsstämpling.',
    )
  })

  test('added later leaves the file intact, and so does one more', async () => {
    const { bytes } = await sealedSample()
    expect((await verifyPdf(bytes, roots())).timestamp).toBeNull()
    const once = await addTimestamp(bytes, digest => askTimestamp(known(), digest))
    const twice = await addTimestamp(once, digest => askTimestamp(known(), digest))
    for (const stamped of [once, twice])
      expect(await verifyPdf(stamped, roots())).toMatchObject({
        intact: 'intact',
        seal: { claimedAt: SEALED_AT },
        timestamp: { at: STAMPED_AT, trusted: true },
      })
    expect(Buffer.from(twice.subarray(0, bytes.length)).equals(Buffer.from(bytes))).toBe(true)
  })

  test('of somebody unknown is told as such, and the file is intact', async () => {
    const { bytes } = await sealedSample({ stamp: digest => askTimestamp(known(), digest) })
    const report = await verifyPdf(bytes, { seal: [], timestamp: fromPem(other.rootPem) })
    expect(report).toMatchObject({ intact: 'intact', timestamp: { trusted: false } })
    const lines = sayReport(report, 'sv')
    expect(lines.map(l => l.text)).toContain('Tidsstämpeln uppger 24 november 2026 kl. 11.05, av Prov Tidsstämpling.')
    expect(lines.map(l => l.text)).toContain('Tid enligt den som förseglade: 24 november 2026 kl. 11.02.')
    expect(lines.find(l => l.text.startsWith('Tidsstämplaren är okänd'))?.tone).toBe('warn')
  })

  test('that somebody else put on, of any time they like, does not take the place of a trusted one', async () => {
    const own = await startTimeStampAuthority(() => new Date('2020-01-01T00:00:00Z'))
    const backdate = (digest: Uint8Array) => askTimestamp({ url: own.url, ca: null, roots: [] }, digest)
    const { bytes } = await sealedSample({ stamp: digest => askTimestamp(known(), digest) })
    const after = await addTimestamp(bytes, backdate)
    expect(await verifyPdf(after, roots())).toMatchObject({
      intact: 'intact',
      timestamp: { at: STAMPED_AT, trusted: true },
    })
    const before = await addTimestamp((await sealedSample()).bytes, backdate)
    const both = await addTimestamp(before, digest => askTimestamp(known(), digest))
    expect((await verifyPdf(both, roots())).timestamp).toMatchObject({ at: STAMPED_AT, trusted: true })
    await own.stop()
  })

  test('over another file is found out', async () => {
    const [one, two] = [await sealedSample(), await sealedSample()]
    let token = new Uint8Array()
    await addTimestamp(one.bytes, async digest => {
      token = new Uint8Array(await askTimestamp(known(), digest))
      return token
    })
    expect((await verifyPdf(await addTimestamp(two.bytes, async () => token), roots())).intact).toBe('changed')
  })
})

describe('an answer is not believed', () => {
  test.each<[Behaves, RegExp]>([
    ['error', /status 503/],
    ['refuses', /refused \(status 2\)/],
    ['wrong nonce', /another question/],
    ['no nonce', /another question/],
    ['wrong imprint', /timestamp-imprint/],
    ['broken signature', /timestamp-wrong/],
    ['no purpose', /timestamp-wrong/],
    ['expired certificate', /not come from the authority/],
    ['garbage', /cannot be read/],
    ['cut short', /cannot be read/],
    ['too large', /room for 18000/],
  ])('%s', async (behaves, why) => {
    authority.behaves = behaves
    const asked = askTimestamp(known(), imprint)
    await expect(asked).rejects.toBeInstanceOf(TimestampUnavailable)
    await expect(asked).rejects.toThrow(why)
  })

  test('from another authority than the one configured', async () => {
    await expect(askTimestamp({ ...known(), url: other.url }, imprint)).rejects.toThrow('not come from the authority')
    // Where none is configured by its root, a stamp is taken as it is and told to be of somebody unknown.
    expect((await askTimestamp({ ...known(), roots: [], url: other.url }, imprint)).length).toBeGreaterThan(500)
  })

  test.each<Behaves>(['silent', 'drop by drop'])('%s: waiting ends, however much has come', async behaves => {
    authority.behaves = behaves
    const limit = new AbortController()
    const asked = askTimestamp(known(), imprint, limit.signal)
    await authority.question()
    limit.abort()
    await expect(asked).rejects.toBeInstanceOf(TimestampUnavailable)
    authority.letGo()
  })

  test('from nobody at all', async () => {
    await other.stop()
    await expect(askTimestamp({ ...known(), url: other.url }, imprint)).rejects.toBeInstanceOf(TimestampUnavailable)
    await other.start()
  })
})
