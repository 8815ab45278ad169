// A document kept to begin others from: a name, and whether its pictures may come along.
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { CheckBox, ErrorSummary, TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { fieldsOf, sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { templateWords as w } from './template.messages.ts'

const FORM = 'keep-as-template'

export function KeepAsTemplate({
  documentId,
  title,
  close,
  done,
}: {
  documentId: string
  title: string
  close: () => void
  done: () => void
}) {
  const say = useSay()
  const [name, setName] = useState(title)
  const [pictures, setPictures] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    try {
      await api.keepAsTemplate(documentId, { name, pictures })
      done()
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.keep)}
      close={close}
      foot={
        <button type="submit" form={FORM} className="button main" disabled={busy}>
          {say(appWords.save)}
        </button>
      }
    >
      <form id={FORM} onSubmit={e => void submit(e)} noValidate>
        {refused && <ErrorSummary text={refused.text} fields={refused.fields} labels={{ name: say(w.name) }} />}
        <TextField
          name="name"
          label={say(w.name)}
          value={name}
          change={setName}
          error={refused?.fields.name}
          maxLength={120}
          autoFocus
        />
        <CheckBox label={say(w.pictures)} checked={pictures} change={setPictures} />
        <p className="help">{say(w.leftOut)}</p>
      </form>
    </Sheet>
  )
}
