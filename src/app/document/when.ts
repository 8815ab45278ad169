// Times on the timeline: by day, then by clock.
import { dateWords, relativeDay, stockholmDate, timeWords, weekdayWord } from '../../kernel/dates.ts'
import type { Language } from '../words.tsx'

/** "I dag", "I går", "Torsdag 19 november". */
export function dayHeading(day: string, today: string, language: Language): string {
  const relative = relativeDay(day, today, language)
  const words =
    relative === dateWords(day, language, 'short') || relative === dateWords(day, language, 'long')
      ? `${weekdayWord(day, language)} ${dateWords(day, language, day.slice(0, 4) === today.slice(0, 4) ? 'no-year' : 'long')}`
      : relative
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "10.58" or "10:58". */
export const clock = (at: Date, language: Language) => timeWords(at, language).replace('kl. ', '')

/** "i dag 10.58", "19 nov 10.58". */
export const moment = (iso: string, today: string, language: Language): string => {
  const at = new Date(iso)
  return `${relativeDay(stockholmDate(at), today, language)} ${clock(at, language)}`
}

/** Entries under their day, in the order given. */
export function byDay<T extends { at: string }>(entries: readonly T[]): { day: string; entries: T[] }[] {
  const days: { day: string; entries: T[] }[] = []
  for (const e of entries) {
    const day = stockholmDate(new Date(e.at))
    const last = days[days.length - 1]
    if (last?.day === day) last.entries.push(e)
    else days.push({ day, entries: [e] })
  }
  return days
}
