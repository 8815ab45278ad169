import { describe, expect, test } from 'vitest'
import {
  addDays,
  dateWords,
  daysLeftWords,
  endOfDayStockholm,
  instantWords,
  isDay,
  isHoliday,
  nextWorkingDay,
  stockholmDate,
  withdrawalLastDay,
} from './dates.ts'

describe('days in Sweden', () => {
  test.each([
    ['2026-11-22T23:30:00Z', '2026-11-23'],
    ['2026-06-30T22:30:00Z', '2026-07-01'],
    ['2026-06-30T21:30:00Z', '2026-06-30'],
  ])('%s is %s here', (utc, day) => expect(stockholmDate(new Date(utc))).toBe(day))
  test('the day ends at 23.59.59, summer and winter', () => {
    expect(endOfDayStockholm('2026-07-01').toISOString()).toBe('2026-07-01T21:59:59.999Z')
    expect(endOfDayStockholm('2026-12-01').toISOString()).toBe('2026-12-01T22:59:59.999Z')
  })
  test('days that do not exist are no days', () => {
    expect(isDay('2026-02-31')).toBe(false)
    expect(isDay('2028-02-29')).toBe(true)
  })
  test('thirty days after the last of January is in March', () => expect(addDays('2026-01-31', 30)).toBe('2026-03-02'))
  test.each([
    '2026-01-01',
    '2026-01-06',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-06-06',
    '2026-12-25',
    '2026-12-26',
  ])('%s is a holiday', day => expect(isHoliday(day)).toBe(true))
  test('an ordinary Monday is not', () => expect(isHoliday('2026-11-23')).toBe(false))
})

describe('the right of withdrawal', () => {
  // Counted from the day after; a last day on a Sunday, a holiday, a Saturday, Midsummer's, Christmas or New Year's Eve moves on
  // (lag 1930:173, 2 §).
  test.each([
    ['2026-11-23', '2026-12-07'],
    ['2026-11-21', '2026-12-07'],
    ['2026-12-10', '2026-12-28'],
    ['2026-12-11', '2026-12-28'],
    ['2026-12-17', '2027-01-04'],
    ['2026-03-20', '2026-04-07'],
    ['2026-04-17', '2026-05-04'],
    ['2026-06-05', '2026-06-22'],
  ])('an agreement of %s can be withdrawn until %s', (concluded, last) =>
    expect(withdrawalLastDay(concluded)).toBe(last),
  )
  test('the next working day after Maundy Thursday 2026 is itself', () =>
    expect(nextWorkingDay('2026-04-02')).toBe('2026-04-02'))
})

describe('words', () => {
  test('dates and times as Swedes write them', () => {
    expect(dateWords('2026-12-08', 'sv')).toBe('8 december 2026')
    expect(dateWords('2026-12-08', 'en')).toBe('8 December 2026')
    expect(instantWords(new Date('2026-11-24T09:58:00Z'), 'sv')).toContain('10.58')
  })
  test('days left are counted, and nothing is said when there are none', () => {
    expect(daysLeftWords('2026-12-23', '2026-11-24', 'sv')).toBe('29 dagar kvar')
    expect(daysLeftWords('2026-11-22', '2026-11-24', 'sv')).toBeNull()
  })
})
