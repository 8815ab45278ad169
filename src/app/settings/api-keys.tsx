// Keys by which the company's own systems come in. A key is shown the one time it is made.
import { type FormEvent, useState } from 'react'
import { scopeWords } from '../../accounts/permission-words.ts'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { scopeKeys } from '../../platform/http/endpoint.ts'
import { type ApiKey, api } from '../api.ts'
import { Segments, TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { settingsWords as w } from './settings.messages.ts'

export function ApiKeys() {
  const say = useSay()
  const toast = useToast()
  const language = useLanguage()
  const keys = useData(api.apiKeys, [])
  const [form, setForm] = useState<Pick<ApiKey, 'name' | 'scope'>>({ name: '', scope: 'write' })
  const [made, setMade] = useState<string | null>(null)
  const make = async (e: FormEvent) => {
    e.preventDefault()
    try {
      setMade((await api.makeApiKey(form)).key)
      setForm({ name: '', scope: 'write' })
      keys.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  const revoke = async (id: string) => {
    try {
      await api.revokeApiKey(id)
      toast(say(w.keyRevoked))
      keys.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  return (
    <section>
      <h2>{say(w.keys)}</h2>
      <p>{say(w.keysLead)}</p>
      {keys.failed && <Failed text={keys.failed} again={keys.again} />}
      {keys.data?.keys.length === 0 && <p className="help">{say(w.noKeys)}</p>}
      <ul className="member-list">
        {keys.data?.keys.map(k => (
          <li key={k.id}>
            <p>
              <b>{k.name}</b>
              <small>
                {say(scopeWords[k.scope])},{' '}
                {say(w.made, { day: dateWords(stockholmDate(new Date(k.createdAt)), language) })}
              </small>
            </p>
            <button
              type="button"
              className="link"
              aria-label={say(w.revokeKeyWho, { name: k.name })}
              onClick={() => void revoke(k.id)}
            >
              {say(w.revokeKey)}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={make} noValidate>
        <TextField
          label={say(w.keyName)}
          value={form.name}
          change={name => setForm({ ...form, name })}
          maxLength={80}
        />
        <Segments
          label={say(w.keyScope)}
          value={form.scope}
          change={scope => setForm({ ...form, scope })}
          options={scopeKeys.map(s => [s, say(scopeWords[s])])}
        />
        <div className="form-actions">
          <button type="submit" className="button" disabled={form.name.trim() === ''}>
            {say(w.makeKey)}
          </button>
        </div>
      </form>
      {made && (
        <Sheet
          title={say(w.keys)}
          close={() => setMade(null)}
          foot={
            <button type="button" className="button main" onClick={() => setMade(null)}>
              {say(w.done)}
            </button>
          }
        >
          <p>{say(w.keyMade)}</p>
          <p className="secret">
            <code>{made}</code>
          </p>
        </Sheet>
      )}
    </section>
  )
}
