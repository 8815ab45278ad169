// How clients are reminded: how often, after how long, and the hours when nobody is.
import { api, type ReminderSettings } from '../api.ts'
import { reminderWords as w } from '../document/reminders.messages.ts'
import { useMay } from '../session.tsx'
import { SelectField } from '../shell/fields.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { settingsWords } from './settings.messages.ts'

const TIMES = [0, 1, 2, 3] as const
const DAYS = [1, 2, 3, 4, 5, 7, 10, 14, 21, 30] as const
const HOURS = Array.from({ length: 24 }, (_, h) => h)
/** What is offered, with what somebody set elsewhere. */
const offering = (known: readonly number[], value: number) => [...new Set([...known, value])].sort((a, b) => a - b)

export function Reminders() {
  const say = useSay()
  const toast = useToast()
  const may = useMay()('company.manage')
  const loaded = useData(() => api.reminderRule(), [])
  if (loaded.failed && !loaded.data) return <Failed text={loaded.failed} again={loaded.again} />
  if (!loaded.data) return <Loading />
  const rule = loaded.data
  const set = async (more: Partial<ReminderSettings>) => {
    const before = rule
    loaded.set({ ...rule, ...more })
    try {
      loaded.set(await api.setReminderRule({ ...rule, ...more }))
      toast(say(w.saved))
    } catch (error) {
      loaded.set(before)
      toast(sentenceOf(error, say))
    }
  }
  const choice = (
    key: keyof ReminderSettings & string,
    label: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <SelectField
      name={key}
      label={label}
      value={String(rule[key])}
      disabled={!may}
      change={v => void set({ [key]: Number(v) })}
      options={options}
    />
  )
  const days = (value: number) => offering(DAYS, value).map(n => [String(n), say(w.days, { n })] as const)
  const hours = HOURS.map(h => [String(h), say(w.hour, { h })] as const)
  return (
    <section className="form-column">
      {!may && <p className="notice">{say(settingsWords.onlyOwner)}</p>}
      <p className="lead">{say(w.lead)}</p>
      {choice(
        'times',
        say(w.times),
        TIMES.map(n => [String(n), say(w[`times-${n}`])] as const),
      )}
      {rule.times > 0 && (
        <>
          {choice('firstDays', say(w.first), days(rule.firstDays))}
          {rule.times > 1 && choice('thenDays', say(w.after), days(rule.thenDays))}
          <div className="two">
            {choice('quietFrom', say(w.quietFrom), hours)}
            {choice('quietTo', say(w.quietTo), hours)}
          </div>
        </>
      )}
    </section>
  )
}
