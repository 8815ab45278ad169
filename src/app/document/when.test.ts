import { describe, expect, test } from 'vitest'
import { match } from '../router.tsx'
import { byDay, dayHeading, moment } from './when.ts'

describe('times on the timeline', () => {
  test('days are told as people tell them', () => {
    expect(dayHeading('2026-11-24', '2026-11-24', 'sv')).toBe('I dag')
    expect(dayHeading('2026-11-23', '2026-11-24', 'sv')).toBe('I går')
    expect(dayHeading('2026-11-19', '2026-11-24', 'sv')).toBe('Torsdag 19 november')
    expect(dayHeading('2025-11-19', '2026-11-24', 'sv')).toBe('Onsdag 19 november 2025')
    expect(dayHeading('2026-11-23', '2026-11-24', 'en')).toBe('Yesterday')
  })
  test('a Swedish day is meant, also just after midnight', () => {
    expect(moment('2026-11-23T23:30:00Z', '2026-11-24', 'sv')).toBe('i dag 00.30')
  })
  test('entries stand under their day in the order given', () => {
    const at = (iso: string) => ({ at: iso })
    expect(
      byDay([at('2026-11-24T10:00:00Z'), at('2026-11-24T09:00:00Z'), at('2026-11-23T09:00:00Z')]).map(d => [
        d.day,
        d.entries.length,
      ]),
    ).toEqual([
      ['2026-11-24', 2],
      ['2026-11-23', 1],
    ])
  })
})

test('an address finds its screen with or without a closing slash, and only its own', () => {
  expect(match('/app/dokument/:id', '/app/dokument/abc/')).toEqual({ id: 'abc' })
  expect(match('/app', '/app/')).toEqual({})
  expect(match('/app/dokument/:id', '/app/dokument/abc/skriv')).toBeNull()
  expect(match('/app/kunder/ny', '/app/kunder/x')).toBeNull()
})
