// Whether somebody has a document before them, as it is now: what was fetched grows old without anybody telling.
import type { DocumentSummary, ShownState } from '../../documents/contract.ts'
import type { Visit } from '../api.ts'

/** A page that has not been heard of for a minute is not being read. */
const READING_MS = 60_000

/** Until when somebody is said to read a document, by its id: what live notices told after the list was fetched. */
export type Until = ReadonlyMap<string, string>

export const readingUntil = (visit: Visit) => new Date(Date.parse(visit.seenAt) + READING_MS).toISOString()
export const isReading = (visit: Visit, now: Date) => Date.parse(readingUntil(visit)) > now.getTime()

type Stand = Pick<DocumentSummary, 'state' | 'readingUntil'>

export const isRead = (d: Stand, now: Date) => d.readingUntil !== null && Date.parse(d.readingUntil) > now.getTime()

/** The state to show now. What waits for the company outshines that somebody reads. */
export function stateNow(d: Stand, now: Date): ShownState {
  if (isRead(d, now)) return d.state === 'sent' || d.state === 'opened' ? 'reading' : d.state
  return d.state === 'reading' ? 'opened' : d.state
}
