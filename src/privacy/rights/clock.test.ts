import { describe, expect, test } from 'vitest'
import { monthsAfter } from '../../kernel/dates.ts'
import { alarmsDue, answerBy, extendedBy, releaseOn } from './clock.ts'

describe('a case is answered', () => {
  test.each([
    ['2026-11-24', '2026-12-28', 'a Christmas Eve is followed by two holidays and a Sunday'],
    ['2026-01-31', '2026-03-02', 'February has no 31st, and its 28th is a Saturday'],
    ['2027-12-31', '2028-01-31', 'over the turn of the year'],
    ['2028-01-31', '2028-02-29', 'a leap year'],
    ['2026-03-02', '2026-04-02', 'an ordinary day'],
    ['2026-03-03', '2026-04-07', 'Good Friday to Easter Monday'],
    ['2026-05-19', '2026-06-22', 'Midsummer Eve is a Friday'],
    ['2026-04-14', '2026-05-15', 'Ascension Day'],
  ])('received on %s by %s: %s', (received, last) => expect(answerBy(received)).toBe(last))

  test('later by the days its sender took to say who it was', () =>
    expect(answerBy('2026-03-02', 5)).toBe('2026-04-07'))

  test('within three months where it is extended', () => {
    expect(extendedBy('2026-11-24')).toBe('2027-02-24')
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28')
  })
})

test('its keeper is alarmed after 7, 14, 21 and 25 days that count', () => {
  const due = (day: string, paused = 0) => alarmsDue('2026-11-01', paused, day)
  expect(['2026-11-07', '2026-11-08', '2026-11-15', '2026-11-22', '2026-11-26'].map(d => due(d))).toEqual([
    0, 1, 2, 3, 4,
  ])
  expect(due('2026-11-08', 1)).toBe(0)
})

test('a company has ten days to object', () => expect(releaseOn('2026-12-28')).toBe('2027-01-07'))
