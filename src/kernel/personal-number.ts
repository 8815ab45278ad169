// Personnummer and samordningsnummer (folkbokföringslagen 18 §, lag 2022:1697). The value travels in a wrapper that shows itself
// nowhere: not in a log, not in an answer, not in an error.
import { bad, type Checked, good } from './check.ts'
import { isDay } from './dates.ts'
import { luhnHolds } from './luhn.ts'

export class PersonalNumber {
  readonly #digits: string
  private constructor(digits: string) {
    this.#digits = digits
  }
  /** From twelve digits already checked. */
  static of(digits: string): PersonalNumber {
    if (!/^\d{12}$/.test(digits)) throw new Error('A personal number is kept as twelve digits.')
    return new PersonalNumber(digits)
  }
  /** The twelve digits. Each call is a disclosure: make it where the purpose is. */
  reveal(): string {
    return this.#digits
  }
  equals(other: PersonalNumber): boolean {
    return this.#digits === other.#digits
  }
  toString() {
    return '[personnummer]'
  }
  toJSON() {
    return '[personnummer]'
  }
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return '[personnummer]'
  }
}

/** "19840601-****": the birth date may be shown, the rest not. */
/** In full, "19840601-2388": only for somebody who asked to see it. */
export const printPersonalNumber = (n: PersonalNumber): string => `${n.reveal().slice(0, 8)}-${n.reveal().slice(8)}`
export const maskPersonalNumber = (n: PersonalNumber): string => `${n.reveal().slice(0, 8)}-****`

/**
 * Reads a personal or co-ordination number in any common spelling. `today` decides the century of ten digits; a plus means a hundred
 * years or more. Co-ordination numbers have 60 added to the day and may lack month and day.
 */
export function readPersonalNumber(text: string, today: string): Checked<PersonalNumber> {
  const bare = text.replace(/\s/g, '').replace(/[−–]/g, '-')
  const match = /^(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})$/.exec(bare)
  if (!match) return bad('personal-number-form')
  const [, century, year, month, day, sign, last] = match as unknown as [
    string,
    string | undefined,
    string,
    string,
    string,
    string,
    string,
  ]
  const full = century
    ? `${century}${year}`
    : String(centuryFor(Number(year), sign === '+', Number(today.slice(0, 4)), `${month}${day}`, today))
  const d = Number(day)
  const isCoordination = d >= 60 && d <= 91
  // Month 00 and day 60 stand for unknown in co-ordination numbers.
  const realDay = isCoordination ? d - 60 : d
  if (isCoordination) {
    if (Number(month) > 12) return bad('date-impossible')
  } else if (!isDay(`${full}-${month}-${String(realDay).padStart(2, '0')}`)) return bad('date-impossible')
  if (!luhnHolds(`${year}${month}${day}${last}`)) return bad('personal-number-check')
  if (Number(full) > Number(today.slice(0, 4)) || (!isCoordination && `${full}-${month}-${day}` > today))
    return bad('personal-number-future')
  return good(PersonalNumber.of(`${full}${month}${day}${last}`))
}

/** The latest century that gives a day not in the future; with a plus the one before. */
function centuryFor(year: number, plus: boolean, thisYear: number, monthDay: string, today: string): number {
  let full = Math.floor(thisYear / 100) * 100 + year
  const day =
    Number(monthDay.slice(2)) > 60 ? String(Number(monthDay.slice(2)) - 60).padStart(2, '0') : monthDay.slice(2)
  if (`${full}-${monthDay.slice(0, 2)}-${day}` > today) full -= 100
  return plus ? full - 100 : full
}

/** Places in a free text that read as a personal number with a right check digit, in any spelling. */
export function findPersonalNumbers(text: string, today: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const m of text.matchAll(/(?<![\d-])(?:\d{2}[ ]?)?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[-+−–]?[ ]?\d{4}(?!\d)/g))
    if (readPersonalNumber(m[0], today).ok) found.push({ from: m.index, to: m.index + m[0].length })
  return found
}
