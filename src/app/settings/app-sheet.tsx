// Setting up an authenticator app: a picture to scan or a key to type, the first code, and the codes for losing it.
import { type FormEvent, useEffect, useState } from 'react'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { signInWords as w } from './sign-in.messages.ts'

export function AppSheet({ close, done }: { close: () => void; done: (codes: readonly string[]) => void }) {
  const say = useSay()
  const toast = useToast()
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof api.beginApp>> | null>(null)
  const [code, setCode] = useState('')
  const [refused, setRefused] = useState<string | undefined>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once, when the sheet opens
  useEffect(() => {
    api.beginApp().then(setBegun, error => {
      toast(sentenceOf(error, say))
      close()
    })
  }, [])
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    if (!begun) return
    try {
      done((await api.confirmApp({ id: begun.id, code })).codes)
    } catch (error) {
      setRefused(fieldsOf(error).code ?? sentenceOf(error, say))
    }
  }
  return (
    <Sheet
      title={say(w.addApp)}
      close={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {say(appWords.cancel)}
          </button>
          <button type="submit" form="app-code" className="button main" disabled={!begun || code.trim() === ''}>
            {say(w.turnOn)}
          </button>
        </>
      }
    >
      {!begun ? (
        <Loading lines={4} />
      ) : (
        <form id="app-code" className="app-sheet" onSubmit={submit} noValidate>
          <p>{say(w.scan)}</p>
          <img
            className="qr"
            src={`data:image/svg+xml,${encodeURIComponent(begun.picture)}`}
            alt={say(w.picture)}
            width="200"
            height="200"
          />
          <p>{say(w.orType)}</p>
          <p className="secret">
            <code>{begun.typed.replace(/.{4}/g, '$& ').trim()}</code>
          </p>
          <TextField
            label={say(w.code)}
            value={code}
            change={setCode}
            error={refused}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
          />
        </form>
      )}
    </Sheet>
  )
}

/** Shown once: the way on says that they are kept. */
export function Codes({ codes, close }: { codes: readonly string[]; close: () => void }) {
  const say = useSay()
  return (
    <Sheet
      title={say(w.codes)}
      close={null}
      foot={
        <button type="button" className="button main" onClick={close}>
          {say(w.kept)}
        </button>
      }
    >
      <p>{say(w.codesText)}</p>
      <ul className="codes num">
        {codes.map(c => (
          <li key={c}>{c}</li>
        ))}
      </ul>
    </Sheet>
  )
}
