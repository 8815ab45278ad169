// A few words of the sender's own beside the set ones. What may not stand in a mail is refused where it is written, not hidden later.
import { findCardNumbers } from '../kernel/card-number.ts'
import { findPersonalNumbers } from '../kernel/personal-number.ts'
import { Problem } from '../kernel/problem.ts'
import { oneLine } from '../kernel/text.ts'

/** A text message takes a greeting and no more (policy B-5). */
export const SMS_NOTE = 80
export const MAIL_NOTE = 1000

/** The note as it leaves by each channel; in a text message a longer one is left out. */
export type Note = { mail: string; sms: string | null }

/** Throws `note-personal-number` or `note-card-number`. Null when nothing was written. */
export function checkNote(written: string | undefined, today: string): Note | null {
  const mail = written?.trim() ?? ''
  if (mail === '') return null
  if (findPersonalNumbers(mail, today).length > 0) throw new Problem('note-personal-number', {}, { field: 'note' })
  if (findCardNumbers(mail).length > 0) throw new Problem('note-card-number', {}, { field: 'note' })
  return { mail, sms: inSms(mail) }
}

/** On one line, where a text message has room for it. */
export function inSms(note: string): string | null {
  const short = oneLine(note)
  return short !== '' && short.length <= SMS_NOTE ? short : null
}

/** In a mail the sender's words stand after the greeting and before the set ones. */
export const withNote = ([greeting = '', ...rest]: readonly string[], note: string | null): string[] => [
  greeting,
  ...(note ? note.split(/\n\s*\n/) : []),
  ...rest,
]
/** In a text message they come last, on a line of their own. */
export const withSmsNote = (text: string, note: string | null): string => (note ? `${text}\n${note}` : text)

/** Nobody is sent a note that does not reach them: whoever gets only a text message gets it in that. */
export function refuseUnreached(note: Note | null, to: { mail: boolean; sms: boolean; name: string }): void {
  if (note && to.sms && !to.mail && note.sms === null)
    throw new Problem('note-long-for-sms', { name: to.name, most: SMS_NOTE }, { field: 'note' })
}
