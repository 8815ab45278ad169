// A new last day for an offer, and nothing else.
import { useState } from 'react'
import type { DocumentDetail } from '../../documents/contract.ts'
import { addDays, stockholmDate } from '../../kernel/dates.ts'
import { api } from '../api.ts'
import { paperWords } from '../paper-words.ts'
import { DateField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'

/** As long as an offer stands from the start. */
const DAYS = 30

export function Prolong({ detail, close, done }: { detail: DocumentDetail; close: () => void; done: () => void }) {
  const say = useSay()
  const toast = useToast()
  const paper = paperWords(detail.kind, useLanguage())
  const today = stockholmDate(new Date())
  const [day, setDay] = useState<string>(addDays([detail.content.validTo, today].sort()[1] as string, DAYS))
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const names = detail.parties.map(p => p.name).join(` ${say(w.and)} `)
  const prolong = async () => {
    setBusy(true)
    setRefused(null)
    try {
      await api.prolong(detail.id, day)
      toast(say(w.prolonged, paper))
      done()
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.prolongTitle, paper)}
      close={close}
      foot={
        <button type="button" className="button main" disabled={busy} onClick={() => void prolong()}>
          {say(w.prolongAndSend)}
        </button>
      }
    >
      {refused && !refused.fields.validTo && (
        <p className="notice bad" role="alert">
          {refused.text}
        </p>
      )}
      <DateField
        label={say(w.newLastDay)}
        value={day}
        min={today}
        max={addDays(today, 730)}
        change={setDay}
        {...(refused?.fields.validTo ? { error: refused.fields.validTo } : {})}
      />
      <p>{say(w.prolongText, { names: names || detail.clientName })}</p>
    </Sheet>
  )
}
