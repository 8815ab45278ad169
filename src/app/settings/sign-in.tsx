// How one signs in: passkeys, an authenticator app, the password, and where one is in now.
import { type FormEvent, useState } from 'react'
import { makePasskey } from '../../accounts/browser/passkey.ts'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { api, type SignIn as Ways } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { moment } from '../document/when.ts'
import { TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useData, useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { AppSheet, Codes } from './app-sheet.tsx'
import { Sessions } from './sessions.tsx'
import { signInWords as w } from './sign-in.messages.ts'

export function SignIn() {
  return (
    <div className="form-column">
      <SecondSteps changed={() => {}} />
      <Password />
      <Sessions />
    </div>
  )
}

/** What one has beside the password. */
export function SecondSteps({ changed }: { changed: () => void }) {
  const ways = useData(api.signIn, [])
  const again = () => {
    ways.again()
    changed()
  }
  if (!ways.data) return ways.failed ? <Failed text={ways.failed} again={ways.again} /> : <Loading lines={4} />
  return (
    <>
      <Passkeys list={ways.data.passkeys} changed={again} />
      <App app={ways.data.app} changed={again} />
    </>
  )
}

/** Tries; a refusal is told where the person is. */
function useTry() {
  const say = useSay()
  const toast = useToast()
  return async (act: () => Promise<string>) => {
    try {
      toast(await act())
    } catch (error) {
      // The browser’s own refusal (closed, nothing chosen, one there already) is in no language of ours.
      toast(error instanceof DOMException ? say(w.passkeyNot) : sentenceOf(error, say))
    }
  }
}

function Passkeys({ list, changed }: { list: Ways['passkeys']; changed: () => void }) {
  const say = useSay()
  const attempt = useTry()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const [naming, setNaming] = useState(false)
  const remove = (id: string) =>
    attempt(async () => {
      await api.removePasskey(id)
      changed()
      return say(w.passkeyRemoved)
    })
  return (
    <section>
      <h2>{say(w.passkeys)}</h2>
      <p>{say(w.passkeysText)}</p>
      {list.length > 0 && (
        <ul className="member-list">
          {list.map(p => (
            <li key={p.id}>
              <p>
                <b>{p.name}</b>
                <small>
                  {[
                    p.usedAt ? say(w.used, { at: moment(p.usedAt, today, language) }) : say(w.unused),
                    ...(p.backedUp ? [say(w.backedUp)] : []),
                  ].join(', ')}
                </small>
              </p>
              <button
                type="button"
                className="link"
                aria-label={say(w.removeWho, { name: p.name })}
                onClick={() => void remove(p.id)}
              >
                {say(appWords.remove)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {'PublicKeyCredential' in window && (
        <button type="button" className="button" onClick={() => setNaming(true)}>
          {say(w.addPasskey)}
        </button>
      )}
      {naming && (
        <NewPasskey
          close={() => setNaming(false)}
          done={() => {
            setNaming(false)
            changed()
          }}
        />
      )}
    </section>
  )
}

function NewPasskey({ close, done }: { close: () => void; done: () => void }) {
  const say = useSay()
  const attempt = useTry()
  const [name, setName] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    void attempt(async () => {
      const made = await makePasskey(await api.beginPasskey())
      await api.addPasskey({ ...made, name })
      done()
      return say(w.passkeyAdded)
    })
  }
  return (
    <Sheet
      title={say(w.addPasskey)}
      close={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {say(appWords.cancel)}
          </button>
          <button type="submit" form="new-passkey" className="button main" disabled={name.trim() === ''}>
            {say(w.addPasskey)}
          </button>
        </>
      }
    >
      <form id="new-passkey" onSubmit={submit}>
        <TextField
          label={say(w.passkeyName)}
          aside={say(w.passkeyNameHint)}
          of={['passkey', 'name']}
          value={name}
          change={setName}
          maxLength={60}
          autoFocus
        />
      </form>
    </Sheet>
  )
}

function App({ app, changed }: { app: Ways['app']; changed: () => void }) {
  const say = useSay()
  const attempt = useTry()
  const language = useLanguage()
  const [adding, setAdding] = useState(false)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const remove = () =>
    attempt(async () => {
      await api.removeApp()
      changed()
      return say(w.appRemoved)
    })
  const renew = async () => {
    try {
      setCodes((await api.newCodes()).codes)
      changed()
    } catch (error) {
      await attempt(() => Promise.reject(error))
    }
  }
  return (
    <section>
      <h2>{say(w.app)}</h2>
      <p>
        {app
          ? say(w.appOn, { day: dateWords(stockholmDate(new Date(app.since)), language), left: app.codesLeft })
          : say(w.appText)}
      </p>
      <div className="form-actions">
        <button type="button" className="button" onClick={() => setAdding(true)}>
          {say(app ? w.replaceApp : w.addApp)}
        </button>
        {app && (
          <>
            <button type="button" className="button" onClick={() => void renew()}>
              {say(w.newCodes)}
            </button>
            <button type="button" className="button danger" onClick={() => void remove()}>
              {say(w.removeApp)}
            </button>
          </>
        )}
      </div>
      {adding && (
        <AppSheet
          close={() => setAdding(false)}
          done={shown => {
            setAdding(false)
            setCodes(shown)
          }}
        />
      )}
      {codes && (
        <Codes
          codes={codes}
          close={() => {
            setCodes(null)
            changed()
          }}
        />
      )}
    </section>
  )
}

function Password() {
  const say = useSay()
  const toast = useToast()
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string | undefined>()
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setRefused(undefined)
    try {
      await api.changePassword(password)
      setPassword('')
      toast(say(w.passwordChanged))
    } catch (error) {
      setRefused(fieldsOf(error).password ?? sentenceOf(error, say))
    }
  }
  return (
    <form onSubmit={submit} noValidate>
      <h2>{say(w.password)}</h2>
      <p>{say(w.passwordText)}</p>
      <TextField
        label={say(w.newPassword)}
        of={['account', 'passwordHash']}
        type="password"
        autoComplete="new-password"
        value={password}
        change={setPassword}
        error={refused}
      />
      <div className="form-actions">
        <button type="submit" className="button" disabled={password === ''}>
          {say(w.changePassword)}
        </button>
      </div>
    </form>
  )
}
