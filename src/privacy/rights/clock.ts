// By when a case must be answered: one month by regulation (EEG, Euratom) nr 1182/71, which counts a month to the same date, or to the
// last of a shorter month, and moves an end on a Saturday, Sunday or holiday to the next working day (art. 3).
import { addDays, daysBetween, type IsoDay, monthsAfter, nextWorkingDay } from '../../kernel/dates.ts'

/** The last day to answer. Days while necessary identity was awaited do not count (art. 12.6 of the GDPR). */
export const answerBy = (receivedOn: IsoDay, pausedDays = 0): IsoDay =>
  nextWorkingDay(addDays(monthsAfter(receivedOn, 1), pausedDays))

/** The last day of an extension: two further months, told within the first (art. 12.3). */
export const extendedBy = (receivedOn: IsoDay, pausedDays = 0): IsoDay =>
  nextWorkingDay(addDays(monthsAfter(receivedOn, 3), pausedDays))

/** Days of a case after which its keeper is alarmed. */
export const ALARM_DAYS = [7, 14, 21, 25] as const

/** How many of the alarms are due. */
export const alarmsDue = (receivedOn: IsoDay, pausedDays: number, today: IsoDay): number =>
  ALARM_DAYS.filter(days => daysBetween(receivedOn, today) - pausedDays >= days).length

/** Whole days a company may object before its advance instruction (I-6) lets the answer go. */
export const RELEASE_DAYS = 10
export const releaseOn = (toldOn: IsoDay): IsoDay => addDays(toldOn, RELEASE_DAYS)
