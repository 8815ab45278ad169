// Who works in the company, in which role, and by which keys other systems come in.
import { type FormEvent, useState } from 'react'
import { roleSentences, roleWords } from '../../accounts/permission-words.ts'
import { mayMake } from '../../accounts/permissions.ts'
import { printPhone } from '../../kernel/contact.ts'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import { type Role, roleKeys } from '../../platform/http/endpoint.ts'
import { api, fileUrl, type Member } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay, useSession } from '../session.tsx'
import { CheckBox, ErrorSummary, SelectField, TextField } from '../shell/fields.tsx'
import { Menu, type MenuItem, Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { ApiKeys } from './api-keys.tsx'
import { settingsWords as w } from './settings.messages.ts'

type Asked = { what: 'role' | 'hand-over' | 'forget' | 'remove'; member: Member }
const nameOf = (m: Member) => m.name ?? m.email

export function Team() {
  const say = useSay()
  const may = useMay()
  const members = useData(api.members, [])
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const done = () => {
    close()
    members.again()
  }
  return (
    <div className="form-column">
      <h2>{say(w.members)}</h2>
      {members.failed && <Failed text={members.failed} again={members.again} />}
      {!members.data && !members.failed && <Loading lines={3} />}
      <ul className="member-list">
        {members.data?.members.map(m => (
          <MemberRow key={m.id} member={m} ask={what => setAsked({ what, member: m })} changed={members.again} />
        ))}
      </ul>
      <p>
        <a href="/app/installningar/behorigheter">{say(w.permissionsLink)}</a>
      </p>
      {may('team.manage') ? <Invite done={members.again} /> : <p className="notice">{say(w.onlyManagers)}</p>}
      {may('company.own') && <TwoSteps />}
      {may('keys.manage') && <ApiKeys />}
      {asked?.what === 'role' && <RoleSheet member={asked.member} close={close} done={done} />}
      {asked && asked.what !== 'role' && <SureSheet asked={asked} close={close} done={done} />}
    </div>
  )
}

/** Whether everybody signs in with two steps: for whoever owns the company. */
function TwoSteps() {
  const say = useSay()
  const toast = useToast()
  const ways = useData(api.signIn, [])
  const choose = async (required: boolean) => {
    try {
      await api.askForTwoSteps(required)
      toast(say(required ? w.twoStepsOn : w.twoStepsOff))
      ways.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  return (
    <section>
      <h2>{say(w.twoSteps)}</h2>
      {ways.failed && <Failed text={ways.failed} again={ways.again} />}
      {ways.data && (
        <CheckBox label={say(w.twoStepsText)} checked={ways.data.required} change={on => void choose(on)} />
      )}
    </section>
  )
}

function MemberRow({
  member: m,
  ask,
  changed,
}: {
  member: Member
  ask: (what: Asked['what']) => void
  changed: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const language = useLanguage()
  const { me } = useSession()
  const may = useMay()
  const isMe = m.id === me.memberId
  const at = async (word: string, act: () => Promise<unknown>) => {
    try {
      await act()
      toast(word)
      changed()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  const invited: MenuItem[] = [
    { label: say(w.inviteAgain), pick: () => void at(say(w.inviteSent), () => api.inviteAgain(m.id)) },
    {
      label: say(w.withdrawInvitation),
      danger: true,
      pick: () => void at(say(w.invitationWithdrawn), () => api.withdrawInvitation(m.id)),
    },
  ]
  const items: MenuItem[] = mayMake(me.role, m.role, m.role === 'owner' ? null : m.role)
    ? [
        { label: say(w.changeRole), pick: () => ask('role') },
        ...(m.joined ? [] : invited),
        ...(m.joined && !isMe && may('company.own') ? [{ label: say(w.handOver), pick: () => ask('hand-over') }] : []),
        ...(m.joined && !isMe
          ? [
              { label: say(w.forgetStep), pick: () => ask('forget') },
              { label: say(w.removeMember), danger: true, pick: () => ask('remove') },
            ]
          : []),
      ]
    : []
  const until = m.invitedUntil && dateWords(stockholmDate(new Date(m.invitedUntil)), language)
  return (
    <li>
      {m.photoFile ? (
        <img src={fileUrl(m.photoFile)} alt="" width="40" height="40" />
      ) : (
        <span className="initial" aria-hidden="true">
          {nameOf(m).slice(0, 1).toUpperCase()}
        </span>
      )}
      <p>
        <b>
          {m.name ?? say(w.unnamed)}
          {isMe && <span className="aside">, {say(w.you)}</span>}
        </b>
        <small>{[m.email, m.phone && printPhone(m.phone)].filter(Boolean).join(', ')}</small>
        {!m.joined && <small>{until ? say(w.invitedUntil, { day: until }) : say(w.invitedEnded)}</small>}
      </p>
      <span className="role">{say(roleWords[m.role])}</span>
      {items.length > 0 ? (
        <Menu label={say(w.moreAbout, { name: nameOf(m) })} items={items} />
      ) : (
        may('team.manage') && <span className="no-menu" />
      )}
    </li>
  )
}

function RoleSheet({ member, close, done }: { member: Member; close: () => void; done: () => void }) {
  const say = useSay()
  const toast = useToast()
  const { me, changed } = useSession()
  const [role, setRole] = useState<Role>(member.role)
  const [refused, setRefused] = useState<string | null>(null)
  const save = async () => {
    try {
      await api.changeRole(member.id, role)
      toast(say(w.roleChanged))
      if (member.id === me.memberId) changed(await api.me())
      done()
    } catch (error) {
      setRefused(sentenceOf(error, say))
    }
  }
  return (
    <Sheet
      title={say(w.roleOf, { name: nameOf(member) })}
      close={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {say(appWords.cancel)}
          </button>
          <button type="button" className="button main" onClick={() => void save()}>
            {say(appWords.save)}
          </button>
        </>
      }
    >
      {refused && (
        <p className="notice bad" role="alert">
          {refused}
        </p>
      )}
      <RoleChoice from={member.role} value={role} change={setRole} />
    </Sheet>
  )
}

/** The roles one may give, each with what it means. */
function RoleChoice({ from, value, change }: { from: Role | null; value: Role; change: (role: Role) => void }) {
  const say = useSay()
  const { me } = useSession()
  return (
    <fieldset className="bare role-choice">
      <legend className="sr">{say(w.inviteRole)}</legend>
      {roleKeys
        .filter(r => mayMake(me.role, from, r))
        .map(r => (
          <label key={r} className="check">
            <input type="radio" name="role" checked={r === value} onChange={() => change(r)} />
            <span>
              {say(roleWords[r])}
              <small className="help">{say(roleSentences[r])}</small>
            </span>
          </label>
        ))}
    </fieldset>
  )
}

function SureSheet({ asked, close, done }: { asked: Asked; close: () => void; done: () => void }) {
  const say = useSay()
  const toast = useToast()
  const { changed } = useSession()
  const { member } = asked
  const name = nameOf(member)
  const [refused, setRefused] = useState<string | null>(null)
  const sure = {
    remove: {
      title: say(w.removeMemberWho, { name }),
      text: say(w.removeMemberText, { name }),
      word: say(w.removeMember),
      done: say(w.memberRemoved),
      act: () => api.removeMember(member.id),
    },
    forget: {
      title: say(w.forgetStepWho, { name }),
      text: say(w.forgetStepText, { name }),
      word: say(w.forgetStep),
      done: say(w.stepForgotten),
      act: () => api.forgetSecondStep(member.id),
    },
    'hand-over': {
      title: say(w.handOverTo, { name }),
      text: say(w.handOverText, { name }),
      word: say(w.handOver),
      done: say(w.handedOver),
      act: async () => {
        await api.handOver(member.id)
        changed(await api.me())
      },
    },
  }[asked.what as Exclude<Asked['what'], 'role'>]
  const act = async () => {
    try {
      await sure.act()
      toast(sure.done)
      done()
    } catch (error) {
      setRefused(sentenceOf(error, say))
    }
  }
  return (
    <Sheet
      title={sure.title}
      close={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {say(appWords.cancel)}
          </button>
          <button type="button" className="button danger" onClick={() => void act()}>
            {sure.word}
          </button>
        </>
      }
    >
      {refused && (
        <p className="notice bad" role="alert">
          {refused}
        </p>
      )}
      <p>{sure.text}</p>
    </Sheet>
  )
}

function Invite({ done }: { done: () => void }) {
  const say = useSay()
  const toast = useToast()
  const { me } = useSession()
  const nobody = { email: '', name: '', role: 'seller' as Role }
  const [who, setWho] = useState(nobody)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    setRefused(null)
    try {
      await api.invite(who)
      setWho(nobody)
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
        options={roleKeys.filter(r => mayMake(me.role, null, r)).map(r => [r, say(roleWords[r])])}
      />
      <p className="help under-field">{say(roleSentences[who.role])}</p>
      <div className="form-actions">
        <button type="submit" className="button" disabled={busy || who.email.trim() === ''}>
          {say(w.sendInvite)}
        </button>
      </div>
    </form>
  )
}
