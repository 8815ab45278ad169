// Days as people in Sweden count them. Instants are UTC inside; a day is 'YYYY-MM-DD' in Europe/Stockholm.
export type IsoDay = string
type Language = 'sv' | 'en'

const stockholm = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const stockholmClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** The calendar day in Sweden at an instant. */
export const stockholmDate = (at: Date): IsoDay => stockholm.format(at)

const utc = (day: IsoDay) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number): IsoDay => new Date(ms).toISOString().slice(0, 10)
const DAY = 86_400_000

/** Whether the text is a day that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text)) && dayOf(utc(text)) === text
}
export const addDays = (day: IsoDay, days: number): IsoDay => dayOf(utc(day) + days * DAY)
/** The day so many months on; from the 31st to the last there is. */
export function monthsAfter(day: IsoDay, months: number): IsoDay {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
/** Whole days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: IsoDay, to: IsoDay): number => Math.round((utc(to) - utc(from)) / DAY)
/** 0 is Sunday. */
export const weekday = (day: IsoDay): number => new Date(utc(day)).getUTCDay()

/** The last instant of a day in Sweden: an offer valid to that day is valid until here. */
export function endOfDayStockholm(day: IsoDay): Date {
  // Sweden is one or two hours ahead of UTC; the right offset is the one that lands on 23:59:59.
  for (const offset of [1, 2]) {
    const at = new Date(utc(day) + DAY - 1 - offset * 3_600_000)
    if (stockholmDate(at) === day && stockholmClock.format(at) === '23:59:59') return at
  }
  throw new RangeError(`No end of ${day} in Sweden.`)
}

/** Easter Sunday (Gregorian), by the anonymous algorithm. */
function easter(year: number): IsoDay {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The first Saturday on or after a day. */
const saturdayFrom = (day: IsoDay) => addDays(day, (6 - weekday(day) + 7) % 7)

const holidays = new Map<number, Set<IsoDay>>()
/** Public holidays (lag 1989:253) with the three eves that lag (1930:173) 2 § sets beside them. */
export function isHoliday(day: IsoDay): boolean {
  const year = Number(day.slice(0, 4))
  let days = holidays.get(year)
  if (!days) {
    const e = easter(year)
    const midsummer = saturdayFrom(`${year}-06-20`)
    days = new Set([
      `${year}-01-01`,
      `${year}-01-06`,
      addDays(e, -2),
      e,
      addDays(e, 1),
      `${year}-05-01`,
      addDays(e, 39),
      addDays(e, 49),
      `${year}-06-06`,
      midsummer,
      addDays(midsummer, -1),
      saturdayFrom(`${year}-10-31`),
      `${year}-12-24`,
      `${year}-12-25`,
      `${year}-12-26`,
      `${year}-12-31`,
    ])
    holidays.set(year, days)
  }
  return days.has(day)
}

/** The day itself, or the next working day when it is a Saturday, Sunday, holiday or such an eve (lag 1930:173 2 §). */
export function nextWorkingDay(day: IsoDay): IsoDay {
  let d = day
  while (weekday(d) === 0 || weekday(d) === 6 || isHoliday(d)) d = addDays(d, 1)
  return d
}

/** The last day to withdraw from an agreement concluded on a day: fourteen days, the first not counted (DAL 2:10, 2:12). */
export const withdrawalLastDay = (concludedOn: IsoDay): IsoDay => nextWorkingDay(addDays(concludedOn, 14))

const MONTHS = {
  sv: [
    'januari',
    'februari',
    'mars',
    'april',
    'maj',
    'juni',
    'juli',
    'augusti',
    'september',
    'oktober',
    'november',
    'december',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}
const SHORT = {
  sv: ['jan', 'feb', 'mars', 'apr', 'maj', 'juni', 'juli', 'aug', 'sep', 'okt', 'nov', 'dec'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
}
const WEEKDAYS = {
  sv: ['söndag', 'måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

/** "8 december 2026", without year "8 december", short "8 dec". */
export function dateWords(day: IsoDay, language: Language, form: 'long' | 'no-year' | 'short' = 'long'): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const name = (form === 'short' ? SHORT : MONTHS)[language][month - 1]
  return form === 'long' ? `${date} ${name} ${year}` : `${date} ${name}`
}
export const weekdayWord = (day: IsoDay, language: Language) => WEEKDAYS[language][weekday(day)] as string

/** The hour of the day in Sweden, 0–23. */
export const stockholmHour = (at: Date): number => Number(stockholmClock.format(at).slice(0, 2))

/** "kl. 10.58" in Swedish, "10:58" in English, Swedish time. */
export function timeWords(at: Date, language: Language): string {
  const [h, m] = stockholmClock.format(at).split(':')
  return language === 'sv' ? `kl. ${h}.${m}` : `${h}:${m}`
}
/** "23 november 2026 kl. 10.58". */
export const instantWords = (at: Date, language: Language) =>
  `${dateWords(stockholmDate(at), language)} ${timeWords(at, language)}`

/** "i dag", "i går", else the short date. */
export function relativeDay(day: IsoDay, today: IsoDay, language: Language): string {
  const days = daysBetween(day, today)
  if (days === 0) return language === 'sv' ? 'i dag' : 'today'
  if (days === 1) return language === 'sv' ? 'i går' : 'yesterday'
  return dateWords(day, language, day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'long')
}

/** "29 dagar kvar", "sista dagen i dag"; null when passed. */
export function daysLeftWords(validTo: IsoDay, today: IsoDay, language: Language): string | null {
  const days = daysBetween(today, validTo)
  if (days < 0) return null
  if (days === 0) return language === 'sv' ? 'sista dagen i dag' : 'last day today'
  if (language === 'sv') return days === 1 ? '1 dag kvar' : `${days} dagar kvar`
  return days === 1 ? '1 day left' : `${days} days left`
}
