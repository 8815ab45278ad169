// A day as people in Sweden write it.
import { addDays, type IsoDay, isDay } from './dates.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']
/** Where the English name begins otherwise. */
const ENGLISH: Record<string, string> = { may: 'maj', oct: 'okt' }

/**
 * "2026-12-24", "20261224", "24/12", "24/12 2026", "24 dec", "24 december 2026", "+30" (days from today). A day without a year is the next
 * one with that date. Null when it is no day, such as the 31st of February.
 */
export function readDay(text: string, today: IsoDay): IsoDay | null {
  const written = text.trim().toLowerCase()
  const later = /^\+\s?(\d{1,3})$/.exec(written)
  if (later) return addDays(today, Number(later[1]))
  const whole = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(written)
  if (whole) return day(whole[1], whole[2], whole[3])
  const figures = /^(\d{1,2})\s?[/.]\s?(\d{1,2})(?:[\s/.-]+(\d{4}))?$/.exec(written)
  if (figures) return figures[3] ? day(figures[3], figures[2], figures[1]) : next(figures[2], figures[1], today)
  const named = /^(\d{1,2})\.?\s?([a-z]{3,9})\.?(?:\s(\d{4}))?$/.exec(written)
  if (!named) return null
  const short = (named[2] as string).slice(0, 3)
  const month = MONTHS.indexOf(ENGLISH[short] ?? short) + 1
  if (month === 0) return null
  return named[3] ? day(named[3], month, named[1]) : next(month, named[1], today)
}

type Part = string | number | undefined
function day(year: Part, month: Part, date: Part): IsoDay | null {
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  return isDay(iso) ? iso : null
}

function next(month: Part, date: Part, today: IsoDay): IsoDay | null {
  const year = Number(today.slice(0, 4))
  // The 29th of February may be eight years away.
  for (let y = year; y <= year + 8; y++) {
    const found = day(y, month, date)
    if (found && found >= today) return found
  }
  return null
}
