// The canary run at the size of every test run. `npm run canary` goes further.
import { beforeAll, describe, expect, test } from 'vitest'
import { clause } from '../clause.ts'
import { allowances } from './judge.ts'
import { makePlanter } from './markers.ts'
import { type CanaryRun, canaryRun } from './run.ts'
import { makeSearch } from './search.ts'

describe('the search', () => {
  const plant = makePlanter(7)
  const email = plant.text('asa-a', 'client_person.email', 'contact', 'email')
  const amount = String(plant.amount('asa-a', 'client_person.used_rot_kr'))
  const search = makeSearch(plant.markers)
  const word = email.split('@')[0] as string
  const found = (bytes: Buffer | string) => search(Buffer.from(bytes as string)).map(h => h.form)
  const padded = (n: number) => Buffer.from(`${'x'.repeat(n)}${email} hej`)

  test.each([
    ['as it is', `Till ${email}.`, 'clear'],
    ['in capitals', email.toUpperCase(), 'clear'],
    ['in a JSON text', JSON.stringify({ to: email }), 'clear'],
    ['in hex', Buffer.from(email).toString('hex'), 'encoded'],
    ['in UTF-16', Buffer.from(email, 'utf16le'), 'encoded'],
    ['in base64 from the start', padded(0).toString('base64'), 'encoded'],
    ['in base64 one byte on', padded(1).toString('base64'), 'encoded'],
    ['in base64 two bytes on', padded(2).toString('base64url'), 'encoded'],
  ])('finds a value %s', (_, bytes, form) => expect(found(bytes as string)).toContain(form))

  test.each(['md5', 'sha1', 'sha256'])('finds its %s, in hex, base64 and raw', async kind => {
    const { createHash } = await import('node:crypto')
    const hash = () => createHash(kind).update(email.toLowerCase())
    for (const form of [hash().digest('hex'), hash().digest('base64'), hash().digest()])
      expect(found(form as string)).toEqual(['imprint'])
  })

  test('finds a number where it stands by itself, and not inside another', () => {
    expect(found(`{"kr":${amount}}`)).toEqual(['clear'])
    expect(found(`9${amount}`)).toEqual([])
    expect(found(`${amount}f`)).toEqual([])
  })

  test('finds nothing in what holds nothing', () => expect(found(`${word.slice(0, -1)}x prov.example`)).toEqual([]))
})

describe('the run', () => {
  let run: CanaryRun
  beforeAll(async () => {
    run = await canaryRun({ seed: 20_261_124, extracts: ['asa-a', 'erik-a', 'member-a'] })
  }, 120_000)

  test('sees every declared personal column: a value of each came where it was written', () => {
    expect(run.blind).toEqual([])
    expect(run.markers).toBeGreaterThan(100)
  })

  // Where a member's address, name and phone and a client's address and phone go: out, in their extract, and away.
  test(
    'finds no value where the declarations do not let it be',
    clause('P-4.3', 'P-4.6', 'P-4.8', 'P-6.8', 'P-6.11'),
    () => expect({ leaks: run.leaks, unseen: run.blind }).toEqual({ leaks: [], unseen: [] }),
  )

  // People who ask and whole companies: all that is theirs, whatever the ground, and nothing of anybody else's.
  test('what is taken along is all of one’s own, and harms nobody else', clause('P-14.1', 'P-14.2', 'X-25'), () => {
    const along = run.mutations.filter(m => /^(extract|export): /.test(m.name))
    expect(along.filter(m => !m.caught)).toEqual([])
    expect(along.length).toBeGreaterThan(5)
    expect({ leaks: run.leaks, unseen: run.blind }).toEqual({ leaks: [], unseen: [] })
  })

  test('turns red for each fault that is put in', () => {
    expect(run.mutations.filter(m => !m.caught).map(m => m.name)).toEqual([])
    expect(run.mutations.length).toBeGreaterThan(100)
  })

  test('excuses nothing that does not happen', () => {
    const left = run.evidence.found.filter(f => f.place.is === 'left')
    const unused = allowances.filter(
      a => !left.some(f => f.place.is === 'left' && f.marker.field === a.field && a.at.includes(f.place.processor)),
    )
    expect(unused).toEqual([])
  })
})
