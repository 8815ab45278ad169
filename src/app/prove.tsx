// Showing once more who one is, when something asks for it; what was asked goes on by itself afterwards.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { answerOf } from '../accounts/browser/passkey.ts'
import { api, provesBy } from './api.ts'
import { appWords } from './app.messages.ts'
import { signInWords as w } from './settings/sign-in.messages.ts'
import { TextField } from './shell/fields.tsx'
import { Sheet } from './shell/sheet.tsx'
import { fieldsOf, sentenceOf } from './use-data.ts'
import { useSay } from './words.tsx'

export function Prover({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState(false)
  const settle = useRef<((isProved: boolean) => void) | null>(null)
  useEffect(() => {
    provesBy(
      () =>
        new Promise(resolve => {
          settle.current?.(false)
          settle.current = resolve
          setAsking(true)
        }),
    )
    return () => provesBy(null)
  }, [])
  const end = (isProved: boolean) => {
    setAsking(false)
    settle.current?.(isProved)
    settle.current = null
  }
  return (
    <>
      {children}
      {asking && <ProveSheet end={end} />}
    </>
  )
}

export function ProveSheet({ end }: { end: (isProved: boolean) => void }) {
  const say = useSay()
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string | undefined>()
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    try {
      await api.prove(password)
      end(true)
    } catch (error) {
      setRefused(fieldsOf(error).password ?? sentenceOf(error, say))
    }
  }
  const passkey = async () => {
    try {
      await api.proveByPasskey(await answerOf(await api.beginProof()))
      end(true)
    } catch (error) {
      setRefused(error instanceof DOMException ? say(w.proveNot) : sentenceOf(error, say))
    }
  }
  return (
    <Sheet
      title={say(w.proveTitle)}
      close={() => end(false)}
      foot={
        <>
          <button type="button" className="button" onClick={() => end(false)}>
            {say(appWords.cancel)}
          </button>
          {'PublicKeyCredential' in window && (
            <button type="button" className="button" onClick={() => void passkey()}>
              {say(w.provePasskey)}
            </button>
          )}
          <button type="submit" form="prove" className="button main" disabled={password === ''}>
            {say(w.prove)}
          </button>
        </>
      }
    >
      <p>{say(w.proveText)}</p>
      <form id="prove" onSubmit={submit} noValidate>
        <TextField
          label={say(w.currentPassword)}
          type="password"
          autoComplete="current-password"
          value={password}
          change={setPassword}
          error={refused}
          autoFocus
        />
      </form>
    </Sheet>
  )
}
