// The last day of the offer.
import { addDays, dateWords, daysLeftWords, stockholmDate } from '../../kernel/dates.ts'
import { DateField } from '../shell/fields.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { editorWords as w } from './editor.messages.ts'
import { useDraft } from './use-draft.ts'

export function ValidTo() {
  const say = useSay()
  const language = useLanguage()
  const { content, change } = useDraft()
  const today = stockholmDate(new Date())
  const left = daysLeftWords(content.validTo, today, language)
  return (
    <div className="valid-edit" id="del-valid-to">
      <DateField
        label={say(w.validTo)}
        value={content.validTo}
        min={today}
        max={addDays(today, 730)}
        change={day => {
          if (day) change(c => ({ ...c, validTo: day }), 'validTo')
        }}
      />
      <span className={left ? 'help' : 'help late'}>
        {left ? `${dateWords(content.validTo, language)}, ${left}` : say(w.validPassed)}
      </span>
    </div>
  )
}
