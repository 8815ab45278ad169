// ROT and RUT per person (swedish standards: IL 67 kap., HUSFL 5 and 7 §§). Whole kronor: labour is truncated before the rate is
// applied, so that the deduction can never exceed the share of what was paid that the law allows.
import { largestRemainder } from '../kernel/money.ts'
import type { DeductionPerson, PriceResult } from './contract.ts'
import { capsIn, type DeductionKind, rateOn, roomFor } from './rates.ts'

const ANYONE: DeductionPerson = { id: '', share: 1, usedRotKr: 0, usedRutKr: 0 }

/**
 * The deduction on labour (öre incl. VAT), split over the people who share it. With nobody named it is computed for one person with
 * full room. Labour that a capped person cannot use moves to somebody who has room.
 */
export function deductionOn(
  kind: DeductionKind,
  labourOre: number,
  payDay: string,
  persons: readonly DeductionPerson[],
): NonNullable<PriceResult['deduction']> {
  const percent = rateOn(kind, payDay)
  const caps = capsIn(Number(payDay.slice(0, 4)))
  const people = persons.length > 0 ? persons : [ANYONE]
  const baseKr = Math.max(0, Math.floor(labourOre / 100))
  const rooms = people.map(p => roomFor(kind, caps, { rotKr: p.usedRotKr, rutKr: p.usedRutKr }))
  const weights = people.map(p => p.share)
  const labour = largestRemainder(baseKr, weights.some(w => w > 0) ? weights : people.map(() => 1))
  moveFromCapped(labour, rooms, weights, percent)
  const split = people.map((p, i) => {
    const labourKr = labour[i] as number
    const roomKr = rooms[i] as number
    return {
      id: p.id,
      labourKr,
      deductionKr: Math.min(Math.floor((labourKr * percent) / 100), roomKr),
      roomKr,
      capKr: kind === 'rot' ? caps.rotKr : caps.rutKr,
    }
  })
  return {
    kind,
    ratePercent: percent,
    baseKr,
    amountKr: split.reduce((sum, p) => sum + p.deductionKr, 0),
    persons: split,
  }
}

/** Labour beyond what a capped person can use goes to those with room, as long as anybody has any. */
function moveFromCapped(labour: number[], rooms: readonly number[], weights: readonly number[], percent: number) {
  const usable = rooms.map(room => Math.ceil((room * 100) / percent))
  for (let pass = 0; pass < labour.length; pass++) {
    const surplus = labour.map((l, i) => Math.max(0, l - (usable[i] as number)))
    const free = labour.map((l, i) => ((weights[i] as number) > 0 ? Math.max(0, (usable[i] as number) - l) : 0))
    const freeSum = free.reduce((a, b) => a + b, 0)
    const moving = Math.min(
      surplus.reduce((a, b) => a + b, 0),
      freeSum,
    )
    if (moving === 0) return
    const taken = largestRemainder(moving, surplus)
    const given = largestRemainder(moving, free)
    for (let i = 0; i < labour.length; i++)
      labour[i] = (labour[i] as number) - (taken[i] as number) + (given[i] as number)
  }
}
