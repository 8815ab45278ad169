// The last day of the offer.
import { addDays, dateWords, daysLeftWords, isDay, stockholmDate } from '../../kernel/dates.ts'
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
    <p className="valid-edit" id="del-valid-to">
      <label>
        {say(w.validTo)}{' '}
        <input
          type="date"
          className="input"
          value={content.validTo}
          min={today}
          max={addDays(today, 730)}
          onChange={e => {
            const day = e.target.value
            // While a year is being typed the field holds days of the first century.
            if (isDay(day) && day >= '2000-01-01') change(c => ({ ...c, validTo: day }), 'validTo')
          }}
        />
      </label>
      <span className={left ? 'help' : 'help late'}>
        {left ? `${dateWords(content.validTo, language)}, ${left}` : say(w.validPassed)}
      </span>
    </p>
  )
}
