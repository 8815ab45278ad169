// Legal texts: none changes unseen, each can be filled in, both languages ask for the same, and the right one is chosen.
import { describe, expect, test } from 'vitest'
import { textById, texts } from './catalogue.ts'
import { locked, lockFaults, lockHash, type TextLock } from './lock.ts'
import { fieldsOf, type LegalText, render, text } from './text.ts'
import { textHash } from './text-hash.ts'
import lock from './texts.lock.json' with { type: 'json' }
import { type ConclusionFacts, withdrawalCase } from './withdrawal-case.ts'

const all: LegalText[] = Object.values(texts)
const published: TextLock = lock

describe('a published text', () => {
  test('is what it was when it was published', () => expect(lockFaults(published, all)).toEqual([]))

  const one = text('prov.text', { sv: 'Du betalar {total}.', en: 'You pay {total}.' })
  const kept = locked({}, [one])
  test('of which one letter is changed is found, in either language and in its heading, and the sentence says what to do', () => {
    for (const changed of [
      { ...one, sv: 'Du betalar {total}!' },
      { ...one, en: 'You paid {total}.' },
      { ...one, heading: { sv: 'Pris', en: 'Price' } },
    ]) {
      const [fault, ...more] = lockFaults(kept, [changed])
      expect(more).toEqual([])
      expect(fault).toContain('prov.text is not what was published as version 1')
      expect(fault).toContain('version: 2')
      expect(fault).toContain('node scripts/lock-texts.mjs')
    }
  })

  test('with a new version is locked beside the old one, which stays', () => {
    const next = { ...one, version: 2, sv: 'Du ska betala {total}.' }
    expect(lockFaults(kept, [next])).toEqual([
      'prov.text version 2 is new: lock it with `node scripts/lock-texts.mjs`.',
    ])
    const after = locked(kept, [next])
    expect(after['prov.text']).toEqual({ 1: textHash(one), 2: textHash(next) })
    expect(lockFaults(after, [next])).toEqual([])
  })

  test('is not overwritten by locking anew: the change is still found', () => {
    const changed = { ...one, sv: 'Du betalar.' }
    expect(locked(kept, [changed])).toEqual(kept)
  })

  test('that is gone, goes back or loses an earlier version is found', () => {
    const next = { ...one, version: 2 }
    expect(lockFaults(kept, [])).toHaveLength(1)
    expect(lockFaults(locked(kept, [next]), [one])).toHaveLength(1)
    expect(lockFaults({ 'prov.text': { 2: textHash(next) } }, [next])).toHaveLength(1)
  })

  test('has changed too when words that are woven into it have', () => {
    const info = textById('rot.info')
    expect(lockHash(info, { 'rot.info': { age: 'Du fyller minst 16 år.' } })).not.toBe(lockHash(info))
    expect(lockFaults(published, all, { 'rot.info': { age: 'x' } }).join()).toMatch(
      /rot\.info is not what was published/,
    )
  })
})

describe('a text', () => {
  test.each(all.map(t => [t.id, t] as const))(
    '%s asks for the same fields in both languages, and leaves no brace',
    (_, t) => {
      expect(fieldsOf(t, 'en')).toEqual(fieldsOf(t, 'sv'))
      const fields = Object.fromEntries(fieldsOf(t, 'sv').map(f => [f, 'ord']))
      for (const language of ['sv', 'en'] as const) {
        expect(render(t, language, fields)).not.toMatch(/[{}]/)
        expect(t[language].trim()).not.toBe('')
      }
    },
  )

  test('without one of its fields is not shown at all', () =>
    expect(() => render(texts.priceFixed, 'sv', {})).toThrow('price.form.fixed needs the field total'))

  test('has an id of its own', () => expect(new Set(all.map(t => t.id)).size).toBe(all.length))

  test('says truly that no lawyer has read it', () => expect(all.filter(t => t.checked !== null)).toEqual([]))
})

describe('the right of withdrawal', () => {
  const consumer: ConclusionFacts = { clientKind: 'person', where: 'distance', work: 'ordinary', totalOre: 100_000_00 }
  test.each<[string, Partial<ConclusionFacts>, string]>([
    ['a consumer at a distance', {}, 'applies'],
    ['a consumer at home', { where: 'home' }, 'applies'],
    ['a company', { clientKind: 'company' }, 'business'],
    ['an association', { clientKind: 'association', where: 'home' }, 'business'],
    ['a building put up', { work: 'construction' }, 'construction'],
    ['the company’s own premises', { where: 'premises' }, 'premises'],
    ['399 kr at home', { where: 'home', totalOre: 399_99 }, 'small'],
    ['400 kr at home', { where: 'home', totalOre: 400_00 }, 'applies'],
    // The law's lower limit is for meetings: at a distance every sum gives the right.
    ['399 kr at a distance', { totalOre: 399_99 }, 'applies'],
    ['something urgent at home', { where: 'home', work: 'urgent' }, 'urgent'],
    ['something urgent ordered at a distance', { work: 'urgent' }, 'applies'],
    ['goods made to measure', { work: 'custom-goods' }, 'custom-goods'],
  ])('%s: %s', (_, facts, expected) => {
    const found = withdrawalCase({ ...consumer, ...facts })
    expect(found.case === 'none' ? found.reason : found.case).toBe(expected)
  })
})
