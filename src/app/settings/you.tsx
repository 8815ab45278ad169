// Oneself: what the customer sees of one, the language, and where one is signed in.
import { type FormEvent, useState } from 'react'
import { printPhone } from '../../kernel/contact.ts'
import { api, type Me } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useSession } from '../session.tsx'
import { ErrorSummary, Segments, TextField } from '../shell/fields.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { PictureField } from './look.tsx'
import { settingsWords as w } from './settings.messages.ts'

export function You() {
  const say = useSay()
  const toast = useToast()
  const { me, changed } = useSession()
  const [name, setName] = useState(me.name ?? '')
  const [phone, setPhone] = useState(me.phone ? printPhone(me.phone) : '')
  const [photoFile, setPhotoFile] = useState(me.photoFile)
  const [language, setLanguage] = useState<Me['language']>(me.language)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    setRefused(null)
    try {
      await api.saveMe({ name: name.trim() || null, phone: phone.trim() || null, photoFile, language })
      if (language !== me.language) await api.chooseLanguage(language)
      changed(await api.me())
      toast(say(w.saved))
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="form-column">
      <form onSubmit={submit} noValidate>
        {refused && <ErrorSummary text={refused.text} fields={refused.fields} labels={{ phone: say(w.yourPhone) }} />}
        <div className="two">
          <TextField
            name="name"
            label={say(w.yourName)}
            of={['member', 'name']}
            value={name}
            change={setName}
            error={refused?.fields.name}
            autoComplete="name"
            maxLength={120}
          />
          <TextField
            name="phone"
            label={say(w.yourPhone)}
            type="tel"
            inputMode="tel"
            value={phone}
            change={setPhone}
            error={refused?.fields.phone}
            of={['member', 'phone']}
            autoComplete="tel"
          />
        </div>
        <PictureField
          label={say(w.photo)}
          of={['member', 'photoFile']}
          choose={say(w.choosePhoto)}
          remove={say(w.removePhoto)}
          use="photo"
          file={photoFile}
          change={setPhotoFile}
          round
        />
        <Segments
          label={say(w.language)}
          value={language}
          change={setLanguage}
          options={[
            ['sv', 'Svenska'],
            ['en', 'English'],
          ]}
        />
        <div className="form-actions">
          <button type="submit" className="button main" disabled={busy}>
            {say(appWords.save)}
          </button>
        </div>
      </form>
      <News />
    </div>
  )
}

/** Off holds at once and everywhere: mail, text messages, telephone, post. */
function News() {
  const say = useSay()
  const toast = useToast()
  const news = useData(api.news, [])
  const [wanted, setWanted] = useState<boolean | null>(null)
  const on = wanted ?? news.data?.news
  const choose = async (next: boolean) => {
    try {
      setWanted((await api.chooseNews(next)).news)
      toast(say(next ? w.newsOn : w.newsOff))
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  return (
    <section>
      <h2>{say(w.news)}</h2>
      {news.failed && <Failed text={news.failed} again={news.again} />}
      {on === undefined && !news.failed && <Loading lines={1} />}
      {on !== undefined && (
        <label className="check">
          <input type="checkbox" checked={on} onChange={e => void choose(e.target.checked)} />{' '}
          <span>{say(w.newsText)}</span>
        </label>
      )}
    </section>
  )
}
