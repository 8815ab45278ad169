// Who works in the company.
import { type FormEvent, useState } from 'react'
import { printPhone } from '../../kernel/contact.ts'
import { api, fileUrl, type Member } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useSession } from '../session.tsx'
import { ErrorSummary, SelectField, TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { settingsWords as w } from './settings.messages.ts'

export function Members() {
  const say = useSay()
  const toast = useToast()
  const { me } = useSession()
  const members = useData(api.members, [])
  const [leaving, setLeaving] = useState<Member | null>(null)
  const isOwner = me.role === 'owner'
  const remove = async (member: Member) => {
    try {
      await api.removeMember(member.id)
      toast(say(w.memberRemoved))
      members.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
    setLeaving(null)
  }
  return (
    <div className="form-column">
      <h2>{say(w.members)}</h2>
      {members.failed && <Failed text={members.failed} again={members.again} />}
      {!members.data && !members.failed && <Loading lines={3} />}
      <ul className="member-list">
        {members.data?.members.map(m => (
          <li key={m.id}>
            {m.photoFile ? (
              <img src={fileUrl(m.photoFile)} alt="" width="40" height="40" />
            ) : (
              <span className="initial" aria-hidden="true">
                {(m.name ?? m.email).slice(0, 1).toUpperCase()}
              </span>
            )}
            <p>
              <b>{m.name ?? say(w.unnamed)}</b>
              <small>
                {[m.email, m.phone && printPhone(m.phone)].filter(Boolean).join(', ')}
                <br />
                {[
                  say(w[m.role]),
                  ...(m.id === me.memberId ? [say(w.you)] : []),
                  ...(m.joined ? [] : [say(w.invited)]),
                ].join(', ')}
              </small>
            </p>
            {isOwner && m.id !== me.memberId && (
              <button
                type="button"
                className="link"
                aria-label={say(w.removeMemberWho, { name: m.name ?? m.email })}
                onClick={() => setLeaving(m)}
              >
                {say(w.removeMember)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {isOwner ? <Invite done={members.again} /> : <p className="notice">{say(w.onlyOwner)}</p>}
      {leaving && (
        <Sheet
          title={say(w.removeMemberWho, { name: leaving.name ?? leaving.email })}
          close={() => setLeaving(null)}
          foot={
            <>
              <button type="button" className="button" onClick={() => setLeaving(null)}>
                {say(appWords.cancel)}
              </button>
              <button type="button" className="button danger" onClick={() => void remove(leaving)}>
                {say(w.removeMember)}
              </button>
            </>
          }
        >
          <p>{say(w.removeMemberText, { name: leaving.name ?? leaving.email })}</p>
        </Sheet>
      )}
    </div>
  )
}

function Invite({ done }: { done: () => void }) {
  const say = useSay()
  const toast = useToast()
  const [who, setWho] = useState({ email: '', name: '', role: 'member' as Member['role'] })
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    setRefused(null)
    try {
      await api.invite(who)
      setWho({ email: '', name: '', role: 'member' })
      toast(say(w.inviteSent))
      done()
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={submit} noValidate>
      <h2>{say(w.invite)}</h2>
      {refused && <ErrorSummary text={refused.text} fields={refused.fields} labels={{}} />}
      <div className="two">
        <TextField
          name="email"
          label={say(w.inviteEmail)}
          of={['account', 'email']}
          type="email"
          inputMode="email"
          value={who.email}
          change={email => setWho({ ...who, email })}
          error={refused?.fields.email}
        />
        <TextField
          name="name"
          label={say(w.inviteName)}
          of={['member', 'name']}
          value={who.name}
          change={name => setWho({ ...who, name })}
          error={refused?.fields.name}
        />
      </div>
      <SelectField
        label={say(w.inviteRole)}
        value={who.role}
        change={role => setWho({ ...who, role })}
        options={[
          ['member', say(w['role-member'])],
          ['owner', say(w['role-owner'])],
        ]}
      />
      <div className="form-actions">
        <button type="submit" className="button" disabled={busy || who.email.trim() === ''}>
          {say(w.sendInvite)}
        </button>
      </div>
    </form>
  )
}
