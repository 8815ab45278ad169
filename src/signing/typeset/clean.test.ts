import { expect, test } from 'vitest'
import { breakable, makeCleaner, readCoverage } from './clean.ts'
import { codePointsOf } from './cmap.ts'

const clean = makeCleaner(readCoverage())

test.each([
  ['Åsa Öhrström på Ängsbacken, 7 m² à 1 200 €', 'Åsa Öhrström på Ängsbacken, 7 m² à 1 200 €'],
  ['Жанна Ελένη', 'Жанна Ελένη'],
  ['a\u030angstro\u0308m', 'ångström'],
  ['漢字 かな', '?? ??'],
  ['שלום', '????'],
  ['مرحبا', '?????'],
  ['\u202eomvänt\u202c', 'omvänt'],
  ['klockan\u0000\u0007 tio\u001b[31m', 'klockan tio[31m'],
  ['\ud800 halv', ' halv'],
  ['mjukt\u00adstreck, noll\u200bbredd', 'mjuktstreck, nollbredd'],
  ['smalt\u202fblanksteg', 'smalt\u00a0blanksteg'],
  ['hårt\u2011streck', 'hårt-streck'],
  ['tabb\tochrad\r\nbryt', 'tabb ochrad\nbryt'],
  ['\ue000privat', '?privat'],
  ['😀 bra', '😀 bra'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
  ['❤️', '❤'],
  ['', ''],
])('%j is drawn as %j', (typed, drawn) => {
  expect(clean(typed)).toBe(drawn)
})

test('a flood of accents on one letter is cut to what a letter can carry', () => {
  expect(clean(`e${'\u0301'.repeat(1000)}!`)).toMatch(/^é\u0301{0,2}!$/)
})

test('everything that comes out can be drawn', () => {
  const coverage = readCoverage()
  const known = new Set([...coverage.text.flatMap(s => [...s]), ...coverage.emoji, 0x0a, 0x200d])
  for (let from = 0; from < 0x30000; from += 64) {
    const text = String.fromCodePoint(...Array.from({ length: 64 }, (_, i) => from + i))
    const strangers = [...clean(text)].filter(c => !known.has(c.codePointAt(0) as number))
    expect(strangers).toEqual([])
  }
})

test('a run without spaces may break, words of sense may not', () => {
  expect(breakable('Bostadsrättsföreningens underhållsplan')).not.toContain('\u200b')
  expect(breakable('x'.repeat(10_000)).split('\u200b').length).toBeGreaterThan(200)
  expect(breakable('x'.repeat(10_000)).replaceAll('\u200b', '')).toBe('x'.repeat(10_000))
})

test('a file without a table of signs draws nothing', () => {
  expect(codePointsOf(new Uint8Array(12)).size).toBe(0)
})
