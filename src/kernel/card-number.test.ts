import { expect, test } from 'vitest'
import { findCardNumbers } from './card-number.ts'

// Numbers that payment networks publish for tests.
test.each([
  'Dra det på 4111 1111 1111 1111 så är det klart',
  '4111-1111-1111-1111',
  'kort:5555555555554444.',
  '2223 0031 2200 3222',
  '378282246310005',
  '4111111111111111 och 5105105105105100',
])('%s holds a card number', text => expect(findCardNumbers(text).length).toBeGreaterThan(0))

test('its place is told to the character', () => {
  const text = 'Kort 4111 1111 1111 1111, tack'
  const [place] = findCardNumbers(text)
  expect(text.slice(place?.from, place?.to)).toBe('4111 1111 1111 1111')
})

test.each([
  '4111 1111 1111 1112',
  'IBAN SE45 5000 0000 0583 9825 7466',
  'Bankgiro 5555-5551, plusgiro 4 11 11-1',
  'Ring 070-174 06 05 eller 031-390 06 05',
  'Offert 2026-0187 på 138 390 kr, org.nr 878000-3656',
  '1234567890123456',
  '+46 70 174 06 05 12 34',
])('%s holds none', text => expect(findCardNumbers(text)).toEqual([]))
