import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../../testing/ask.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { movableClock } from '../clock.ts'
import { forgetAttempts, type Limit, makeLimits } from './limits.ts'

const MINUTE = 60_000
const THREE: Limit = { name: 'three', attempts: 3, seconds: 600 }

const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())
const limits = () => makeLimits(service.services)
const counts = () => ask(service.ownerUrl, 'select key from rate_limit')

describe('three attempts in ten minutes', () => {
  test('are three in any ten minutes, wherever they begin', async () => {
    clock.set(new Date('2026-11-24T09:09:00Z'))
    for (const made of [1, 2, 3]) expect(await limits().count(THREE, 'a')).toBe(made)
    // A new ten minutes by the clock on the wall, not by the attempts.
    clock.pass(2 * MINUTE)
    await expect(limits().count(THREE, 'a')).rejects.toMatchObject({ code: 'too-many-attempts', facts: { minutes: 8 } })
    clock.pass(8 * MINUTE)
    expect(await limits().count(THREE, 'a')).toBe(1)
  })

  test('come back one by one, as each grows old', async () => {
    for (const _ of [1, 2, 3]) {
      await limits().count(THREE, 'b')
      clock.pass(3 * MINUTE)
    }
    expect(await limits().wait(THREE, 'b')).toBe(1)
    clock.pass(MINUTE)
    expect(await limits().wait(THREE, 'b')).toBe(0)
    expect(await limits().count(THREE, 'b')).toBe(3)
    expect(await limits().wait(THREE, 'b')).toBe(3)
  })

  test('are not prolonged by knocking on', async () => {
    for (const _ of [1, 2, 3]) await limits().count(THREE, 'c')
    for (let minute = 0; minute < 9; minute++) {
      clock.pass(MINUTE)
      await expect(limits().count(THREE, 'c')).rejects.toMatchObject({ code: 'too-many-attempts' })
    }
    clock.pass(MINUTE)
    expect(await limits().count(THREE, 'c')).toBe(1)
  })

  test('made at the same moment are still three', async () => {
    const made = await Promise.allSettled(Array.from({ length: 8 }, () => limits().count(THREE, 'd')))
    expect(made.filter(m => m.status === 'fulfilled')).toHaveLength(3)
  })

  test('of one are not another’s, nor another limit’s', async () => {
    for (const _ of [1, 2, 3]) await limits().count(THREE, 'e')
    expect(await limits().count(THREE, 'f')).toBe(1)
    expect(await limits().count({ ...THREE, name: 'other' }, 'e')).toBe(1)
  })

  test('of a clock that was moved back since count for nothing', async () => {
    for (const _ of [1, 2, 3]) await limits().count(THREE, 'g')
    clock.pass(-60 * MINUTE)
    expect(await limits().count(THREE, 'g')).toBe(1)
    clock.pass(60 * MINUTE)
  })

  test('leave nothing behind when they no longer count', async () => {
    await limits().count(THREE, 'h')
    clock.pass(9 * MINUTE)
    await forgetAttempts.run(service.services)
    expect(await counts()).not.toEqual([])
    clock.pass(2 * MINUTE)
    await forgetAttempts.run(service.services)
    expect(await counts()).toEqual([])
  })
})
