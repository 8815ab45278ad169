import { describe, expect, test } from 'vitest'
import {
  formatKr,
  formatOre,
  formatQuantity,
  largestRemainder,
  mulDiv,
  parseKr,
  parsePercent,
  parseQuantity,
  spokenOre,
} from './money.ts'

const NB = '\u00a0'
const value = (r: { ok: true; value: number } | { ok: false; code: string }) => (r.ok ? r.value : r.code)

describe('figures as people write them', () => {
  test.each([
    ['1 752,38', 175_238],
    ['1752.38', 175_238],
    ['1.752,38', 175_238],
    ['720:-', 72_000],
    ['720:50', 72_050],
    ['−31 020 kr', -3_102_000],
    ['138\u00a0390', 13_839_000],
    ['0,5', 50],
  ])('%s kronor', (typed, ore) => expect(value(parseKr(typed, 'sv'))).toBe(ore))
  test.each([
    ['1.752', 'number-ambiguous'],
    ['1,2345', 'number-too-precise'],
    ['tolv', 'number-unreadable'],
    ['', 'number-unreadable'],
    ['999 999 999 999', 'number-too-large'],
  ])('%s is refused: %s', (typed, code) => expect(value(parseKr(typed, 'sv'))).toBe(code))
  test('quantities have thousandths and are not negative', () => {
    expect(value(parseQuantity('2,5', 'sv'))).toBe(2500)
    expect(value(parseQuantity('-1', 'sv'))).toBe('number-negative')
  })
  test('percent to hundredths', () => expect(value(parsePercent('12,5 %', 'sv'))).toBe(1250))
})

describe('figures as we write them', () => {
  test('thousands by a space that does not break, a true minus, kronor whole when they are', () => {
    expect(formatKr(13_839_000, 'sv')).toBe(`138${NB}390${NB}kr`)
    expect(formatOre(-3_102_000, 'sv')).toBe(`−31${NB}020`)
    expect(formatOre(175_238, 'sv')).toBe(`1${NB}752,38`)
    expect(formatKr(13_839_000, 'en')).toBe(`SEK${NB}138,390`)
    expect(formatQuantity(2500, 'sv')).toBe('2,5')
  })
  test('read aloud with the word for minus', () => expect(spokenOre(-3_102_000, 'sv')).toBe(`minus 31${NB}020 kronor`))
})

describe('arithmetic', () => {
  test('rounds half away from zero', () => {
    expect(mulDiv(5, 1, 10)).toBe(1)
    expect(mulDiv(-5, 1, 10)).toBe(-1)
    expect(mulDiv(4, 1, 10)).toBe(0)
  })
  test('is exact beyond what a product fits in', () => {
    expect(mulDiv(9_007_199_254_740_991, 3, 3)).toBe(9_007_199_254_740_991)
    expect(mulDiv(10_000_000_000, 9_999_999_000, 1000)).toBe(99_999_990_000_000_000)
  })
  test('a split sums to what was split, whatever the weights', () => {
    let seed = 7
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed
    }
    for (let i = 0; i < 500; i++) {
      const weights = Array.from({ length: 1 + (random() % 9) }, () => random() % 1000)
      if (weights.every(w => w === 0)) continue
      const total = (random() % 2_000_001) - 1_000_000
      const parts = largestRemainder(total, weights)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      for (const [j, w] of weights.entries()) if (w === 0) expect(parts[j]).toBe(0)
    }
  })
  test('the odd one goes to the largest remainder, ties to the first', () => {
    expect(largestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(largestRemainder(-100, [1, 1, 1])).toEqual([-34, -33, -33])
  })
  test('nothing to split by is a fault', () => expect(() => largestRemainder(1, [0, 0])).toThrow(RangeError))
})
