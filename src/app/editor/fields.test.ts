import { describe, expect, test } from 'vitest'
import { printDiscount, printFigure, readDiscount, readFigure } from './fields.ts'

describe('figures in fields', () => {
  test.each([
    ['kr', '1 752,38', 175_238],
    ['kr', '720:-', 72_000],
    ['kr', '-500', -50_000],
    ['kr', '', 0],
    ['quantity', '2,5', 2500],
    ['quantity', '', 0],
    ['percent', '12,5', 1250],
    ['percent', '30 %', 3000],
  ] as const)('%s "%s" is read', (kind, text, value) => {
    expect(readFigure(kind, text, 'sv')).toEqual({ ok: true, value })
  })

  test('what stands in the field reads back as the same figure', () => {
    for (const language of ['sv', 'en'] as const)
      for (const [kind, values] of [
        ['kr', [72_000, 175_238, 100_000_000, -3_102_000]],
        ['quantity', [0, 1000, 2500, 1_200_000, 125]],
        ['percent', [3000, 1250, 10_000]],
      ] as const)
        for (const value of values)
          expect(readFigure(kind, printFigure(kind, value, language), language)).toEqual({ ok: true, value })
  })

  test('nought kronor stands as an empty field, since nothing is priced', () => {
    expect(printFigure('kr', 0, 'sv')).toBe('')
  })

  test('words are refused with a code, never guessed at', () => {
    expect(readFigure('quantity', 'ca tio', 'sv')).toMatchObject({ ok: false, code: 'number-unreadable' })
  })
})

describe('discounts', () => {
  test.each([
    ['10 %', { kind: 'percent', basisPoints: 1000 }],
    ['12,5%', { kind: 'percent', basisPoints: 1250 }],
    ['500', { kind: 'amount', ore: 50_000 }],
    ['-500 kr', { kind: 'amount', ore: 50_000 }],
    ['', undefined],
    ['0 %', undefined],
  ])('"%s"', (text, value) => {
    expect(readDiscount(text, 'sv')).toEqual({ ok: true, value })
  })
  test('above a hundred per cent is refused', () => {
    expect(readDiscount('110 %', 'sv').ok).toBe(false)
  })
  test('what stands in the field reads back', () => {
    for (const text of ['10 %', '500']) {
      const read = readDiscount(text, 'sv')
      expect(read.ok && readDiscount(printDiscount(read.value, 'sv'), 'sv')).toEqual(read)
    }
  })
})
