// When whoever has not answered is reminded next, and the way to leave this document out.
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { api } from '../api.ts'
import { useMay } from '../session.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { reminderWords as w } from './reminders.messages.ts'

/** `seen`: something that changes when the document does, so that the day is asked for again. */
export function Reminders({ documentId, seen }: { documentId: string; seen: string }) {
  const say = useSay()
  const language = useLanguage()
  const toast = useToast()
  const may = useMay()
  const loaded = useData(() => api.reminders(documentId), [documentId, seen])
  if (!loaded.data || (loaded.data.on && !loaded.data.nextAt)) return null
  const { on, nextAt } = loaded.data
  const set = async (next: boolean) => {
    try {
      loaded.set(await api.setReminders(documentId, next))
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  return (
    <p className="help">
      {on
        ? say(w.next, { day: dateWords(stockholmDate(new Date(nextAt as string)), language, 'no-year') })
        : say(w.off)}{' '}
      {may('documents.send') && (
        <button type="button" className="link" onClick={() => void set(!on)}>
          {say(on ? w.turnOff : w.turnOn)}
        </button>
      )}
    </p>
  )
}
