// The last look: who gets it and how, what the message says, what still hinders.
import { useEffect, useState } from 'react'
import type { PriceResult } from '../../blocks/contract.ts'
import { type DeliveryText, deliveryTexts } from '../../delivery/delivery.messages.ts'
import { inSms, withNote, withSmsNote } from '../../delivery/note.ts'
import { roleOf, type Signing } from '../../documents/signers.ts'
import { isMobile, printPhone } from '../../kernel/contact.ts'
import { dateWords } from '../../kernel/dates.ts'
import { formatKr } from '../../kernel/money.ts'
import { api, Refused } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { PersonalNote } from '../document/personal-note.tsx'
import { freshPaper, paperName } from '../paper-words.ts'
import { go } from '../router.tsx'
import { CheckBox } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { firstNames } from './draft-view.ts'
import { editorWords } from './editor.messages.ts'
import { messageFields } from './message-fields.ts'
import { sendWords as w } from './send.messages.ts'
import { SendPoints, usePoints } from './send-points.tsx'
import { signingWords } from './signing.messages.ts'
import { asInput, HowManySign } from './signing-order.tsx'
import { useDraft } from './use-draft.ts'

type Channels = Record<string, { mail: boolean; sms: boolean }>

export function SendSheet({ price, close }: { price: PriceResult | null; close: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const toast = useToast()
  const draft = useDraft()
  const { detail, content } = draft
  const [saved, setSaved] = useState<boolean | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; note?: string | undefined } | null>(null)
  const [note, setNote] = useState('')
  const [changed, setChanged] = useState<Channels>({})
  const { flush } = draft
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the sheet opens
  useEffect(() => {
    void flush().then(setSaved)
  }, [])

  const channelsOf = (p: (typeof detail.parties)[number]) =>
    changed[p.id] ?? { mail: p.email !== null, sms: p.phone !== null && isMobile(p.phone) }
  const to = detail.parties.map(p => ({ partyId: p.id, ...channelsOf(p) })).filter(t => t.mail || t.sms)
  const names = firstNames(
    detail.parties.filter(p => to.some(t => t.partyId === p.id)).map(p => p.name),
    say(editorWords.and),
  )
  const missing = usePoints().filter(p => p.level === 'missing')
  const version = detail.latestVersion + 1

  const send = async () => {
    setBusy(true)
    setRefused(null)
    try {
      if (!(await flush())) {
        setSaved(false)
        return
      }
      const sent = await api.send(draft.id, { revision: draft.revision(), to, ...(note.trim() ? { note } : {}) })
      const by = say(to.some(t => t.mail) ? (to.some(t => t.sms) ? w.byBoth : w.byMail) : w.bySms)
      go(`/app/dokument/${draft.id}`)
      toast(say(w.sent, { names, by, version: sent.version }))
    } catch (error) {
      if (error instanceof Refused && error.refusal.problem === 'document-not-ready') await draft.refresh()
      setRefused({ text: sentenceOf(error, say), note: fieldsOf(error).note })
    } finally {
      setBusy(false)
    }
  }

  const saveSigning = async (signing: Signing) => {
    try {
      const { clientId, concludedWhere, workType } = detail
      await draft.saveRecipients({ clientId, concludedWhere, workType, parties: detail.parties.map(asInput), signing })
    } catch (error) {
      setRefused({ text: sentenceOf(error, say) })
    }
  }

  const isReady = missing.length === 0 && to.length > 0
  return (
    <Sheet
      title={say(w.title, {
        number: detail.kind === 'change-order' ? paperName(detail, language) : detail.number,
        version,
      })}
      close={close}
      foot={
        <button type="button" className="button main" disabled={busy || !isReady} onClick={() => void send()}>
          {busy ? say(w.sending) : names ? say(editorWords.sendTo, { names }) : say(editorWords.send)}
        </button>
      }
    >
      {saved === false && (
        <p className="notice bad" role="alert">
          {say(w.notSaved)}
        </p>
      )}
      {refused && !refused.note && (
        <p className="notice bad" role="alert">
          {refused.text}
        </p>
      )}
      {!detail.versions[0]?.endedAt && detail.progress.some(p => p.standing === 'signed') && (
        <p className="notice warn">{say(w.signedAnew)}</p>
      )}
      <div className="send-sum">
        <p>{content.title || freshPaper(detail.kind, language)}</p>
        <p className="figure num">{price ? formatKr(price.toPayOre, language) : say(appWords.counting)}</p>
        <div className="line-dotted" />
        <p className="help">
          {say(editorWords.validTo)} {dateWords(content.validTo, language)}
        </p>
      </div>
      {missing.length > 0 && <SendPoints leave={close} />}
      <h3>{say(w.receivers)}</h3>
      <HowManySign detail={detail} change={signing => void saveSigning(signing)} />
      {detail.parties.length === 0 && <p className="help">{say(w.noReceivers)}</p>}
      <ul className="send-to">
        {detail.parties.map(p => {
          const c = channelsOf(p)
          const set = (more: Partial<typeof c>) => setChanged(all => ({ ...all, [p.id]: { ...c, ...more } }))
          return (
            <li key={p.id}>
              <p>
                <b>{p.name}</b> <small className="help">{say(signingWords[`role-${roleOf(p)}`])}</small>
              </p>
              {p.email ? (
                <CheckBox label={say(w.mailTo, { to: p.email })} checked={c.mail} change={mail => set({ mail })} />
              ) : (
                <p className="help">{say(w.noMail)}</p>
              )}
              {p.phone && isMobile(p.phone) ? (
                <CheckBox
                  label={say(w.smsTo, { to: printPhone(p.phone) })}
                  checked={c.sms}
                  change={sms => set({ sms })}
                />
              ) : (
                <p className="help">{say(w.noMobile)}</p>
              )}
            </li>
          )
        })}
      </ul>
      <PersonalNote value={note} change={setNote} sms={to.some(t => t.sms)} error={refused?.note} />
      <MessagePreview mail={to.some(t => t.mail)} sms={to.some(t => t.sms)} isNew={version > 1} note={note} />
      <p className="help">{say(version > 1 ? w.locksAgain : w.locks, { version })}</p>
    </Sheet>
  )
}

/** The very words that will be sent, with the link left out: it is each receiver's own. */
function MessagePreview({ mail, sms, isNew, note }: { mail: boolean; sms: boolean; isNew: boolean; note: string }) {
  const say = useSay()
  const { base, content, detail } = useDraft()
  if (!mail && !sms) return null
  const text: DeliveryText = deliveryTexts[isNew ? 'new-version' : 'sent'].sv
  const fields = messageFields(base, {
    firstName: detail.parties[0]?.name.split(' ')[0] ?? '',
    title: content.title,
    validTo: content.validTo,
    link: say(w.link),
  })
  return (
    <details className="message-preview">
      <summary>{say(w.whatItSays)}</summary>
      {mail && (
        <div className="message" lang="sv">
          <b>{text.subject(fields)}</b>
          {withNote(text.body(fields), note.trim()).map(p => (
            <p key={p}>{p}</p>
          ))}
          <p className="as-button">{text.button(fields)}</p>
        </div>
      )}
      {sms && text.sms && (
        <p className="message sms" lang="sv">
          {withSmsNote(text.sms(fields), inSms(note))}
        </p>
      )}
    </details>
  )
}
