import { describe, expect, test } from 'vitest'
import { canonicalText } from './canonical.ts'
import { cleanText, cut, oneLine } from './text.ts'

describe('what people type', () => {
  test('loses what cannot be seen and turns what follows', () => {
    expect(cleanText('a\u0000b\u202ec\ufeffd')).toBe('abcd')
    expect(cleanText('rad\r\nrad\u2028rad')).toBe('rad\nrad\nrad')
    expect(cleanText('A\u030a')).toBe('Å')
  })
  test('keeps letters, marks, emoji and lines', () => expect(cleanText('Åsa 🏡 ½ m²\n– ja')).toBe('Åsa 🏡 ½ m²\n– ja'))
  test('half a character is replaced, not passed on', () =>
    expect(cleanText('a\ud83d')).toBe('a\ufffd'.replace('\ufffd', cleanText('\ud83d'))))
  test('is cut between characters as people count them', () => {
    const cutOff = cut('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 2)
    expect(cutOff.includes('👨‍👩‍👧‍👦')).toBe(true)
    expect(cutOff.endsWith('\u200d')).toBe(false)
  })
  test('one line has no breaks', () => expect(oneLine(' a\n\n b\t c ')).toBe('a b c'))
})

describe('canonical form', () => {
  test('sorts keys and has no blanks', () =>
    expect(canonicalText({ b: 1, a: [true, null, 'å'] })).toBe('{"a":[true,null,"å"],"b":1}'))
  test.each([[{ a: 1.5 }], [{ a: Number.NaN }], [{ a: () => 1 }]])('refuses what is no plain JSON of integers: %o', v =>
    expect(() => canonicalText(v)).toThrow(),
  )
  test('is the same however it was written', () =>
    expect(canonicalText({ x: 1, y: { b: 2, a: 1 } })).toBe(canonicalText({ y: { a: 1, b: 2 }, x: 1 })))
})
