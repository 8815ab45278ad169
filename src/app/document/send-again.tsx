// Once more, to the same address or another.
import { useState } from 'react'
import type { PartyView } from '../../documents/contract.ts'
import { printPhone } from '../../kernel/contact.ts'
import { api } from '../api.ts'
import { CheckBox, TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'
import { PersonalNote } from './personal-note.tsx'

export function SendAgain({
  documentId,
  party,
  close,
  done,
}: {
  documentId: string
  party: PartyView
  close: () => void
  done: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const [email, setEmail] = useState(party.email ?? '')
  const [phone, setPhone] = useState(party.phone ? printPhone(party.phone) : '')
  const [mail, setMail] = useState(party.email !== null)
  const [sms, setSms] = useState(party.email === null && party.phone !== null)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const send = async () => {
    setBusy(true)
    setRefused(null)
    try {
      await api.sendAgain(documentId, {
        partyId: party.id,
        mail,
        sms,
        ...(note.trim() ? { note } : {}),
        // What is unchanged is left out: a new address ends the old link.
        ...(email.trim() && email.trim() !== party.email ? { email: email.trim() } : {}),
        ...(phone.trim() && phone.trim() !== (party.phone ? printPhone(party.phone) : '')
          ? { phone: phone.trim() }
          : {}),
      })
      toast(say(w.sentAgain, { name: party.name }))
      done()
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.sendAgainTo, { name: party.name })}
      close={close}
      foot={
        <button type="button" className="button main" disabled={busy || (!mail && !sms)} onClick={() => void send()}>
          {say(w.sendAgain)}
        </button>
      }
    >
      {refused && Object.keys(refused.fields).length === 0 && (
        <p className="notice bad" role="alert">
          {refused.text}
        </p>
      )}
      <CheckBox label={say(w.byMail)} checked={mail} change={setMail} />
      <TextField
        label={say(w.email)}
        of={['client_person', 'email']}
        type="email"
        inputMode="email"
        value={email}
        change={setEmail}
        error={refused?.fields.email}
      />
      <CheckBox label={say(w.bySms)} checked={sms} change={setSms} />
      <TextField
        label={say(w.phone)}
        of={['client_person', 'phone']}
        type="tel"
        inputMode="tel"
        value={phone}
        change={setPhone}
        error={refused?.fields.phone}
      />
      <p className="help">{say(w.addressWhy)}</p>
      <PersonalNote value={note} change={setNote} sms={sms} error={refused?.fields.note} />
    </Sheet>
  )
}
