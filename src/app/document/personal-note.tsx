// A few words of one's own beside the set ones; what the server refuses stands beneath.
import { MAIL_NOTE, SMS_NOTE } from '../../delivery/note.ts'
import { oneLine } from '../../kernel/text.ts'
import { TextField } from '../shell/fields.tsx'
import { useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'

export function PersonalNote({
  value,
  change,
  sms,
  error,
}: {
  value: string
  change: (note: string) => void
  /** Somebody gets a text message, where only a greeting has room. */
  sms: boolean
  error: string | undefined
}) {
  const say = useSay()
  const length = oneLine(value).length
  return (
    <div className="personal-note">
      <TextField
        name="note"
        label={say(w.note)}
        aside={say(w.noteOptional)}
        value={value}
        change={change}
        rows={3}
        maxLength={MAIL_NOTE}
        error={error}
        of={['dispatch', 'note']}
      />
      {sms && length > 0 && (
        <p className="help" role="status">
          {length <= SMS_NOTE ? say(w.noteInSms) : say(w.noteNotInSms, { n: length, most: SMS_NOTE })}
        </p>
      )}
    </div>
  )
}
