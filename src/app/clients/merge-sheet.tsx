// Two clients beside each other: what differs is chosen, what is the same is not asked about, and what follows is told before it is done.
import { useState } from 'react'
import type { ClientView } from '../../clients/contract.ts'
import { Notice } from '../../design/components.tsx'
import { printPhone } from '../../kernel/contact.ts'
import type { MergeField } from '../../privacy/merging/merge.ts'
import { api } from '../api.ts'
import { CheckBox, TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { type Say, useSay } from '../words.tsx'
import { clientWords as w } from './clients.messages.ts'

type Props = { id: string; other: string | null; close: () => void; merged: (client: ClientView) => void }

export function MergeSheet({ id, other, close, merged }: Props) {
  const [chosen, setChosen] = useState(other)
  return chosen === null ? (
    <ChooseOther id={id} close={close} choose={setChosen} />
  ) : (
    <Compare id={id} other={chosen} close={close} merged={merged} />
  )
}

function ChooseOther({ id, close, choose }: { id: string; close: () => void; choose: (other: string) => void }) {
  const say = useSay()
  const [q, setQ] = useState('')
  const found = useData(signal => api.clients({ q }, signal), [q])
  const others = (found.data?.clients ?? []).filter(c => c.id !== id).slice(0, 20)
  return (
    <Sheet title={say(w.mergeWith)} close={close}>
      <TextField label={say(w.mergeWhich)} value={q} change={setQ} type="search" autoFocus />
      {found.failed && <Failed text={found.failed} again={found.again} />}
      {!found.data && !found.failed && <Loading lines={4} />}
      {found.data && others.length === 0 && <p className="help">{say(w.noMatch, { q })}</p>}
      <ul className="plain-list">
        {others.map(c => (
          <li key={c.id}>
            <span>
              <bdi>{c.name}</bdi>
              <small>{[c.email, c.phone && printPhone(c.phone), c.city].filter(Boolean).join(' · ')}</small>
            </span>
            <button type="button" className="button small" onClick={() => choose(c.id)}>
              {say(w.compare)}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Compare({ id, other, close, merged }: Props & { other: string }) {
  const say = useSay()
  const look = useData(signal => api.lookAtMerge(id, other, signal), [id, other])
  const [take, setTake] = useState<Partial<Record<MergeField, boolean>>>({})
  const [two, setTwo] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const { stays, goes, documents, people } = look.data ?? {}
  const fields = stays && goes ? fieldsOf(stays, goes, say) : []
  const submit = async () => {
    setBusy(true)
    setRefused(null)
    try {
      merged(
        await api.mergeClients(id, {
          other,
          take: fields.filter(f => take[f.field] ?? f.fromOther).map(f => f.field),
          people: (people ?? []).filter(p => !two.includes(p.goes)),
        }),
      )
    } catch (error) {
      setRefused(sentenceOf(error, say))
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.mergeTitle)}
      close={close}
      wide
      foot={
        <button type="button" className="button main" disabled={busy || !look.data} onClick={() => void submit()}>
          {say(w.mergeDo)}
        </button>
      }
    >
      {look.failed && <Failed text={look.failed} again={look.again} />}
      {!look.data && !look.failed && <Loading lines={6} />}
      {refused && (
        <Notice tone="bad">
          <p>{refused}</p>
        </Notice>
      )}
      {stays && goes && documents && (
        <>
          {fields.length > 0 && <p className="help">{say(w.mergeChoose)}</p>}
          {fields.map(f => (
            <fieldset key={f.field} className="merge-choice">
              <legend className="label">{f.label}</legend>
              {[false, true].map(fromOther => (
                <label key={String(fromOther)} className="check">
                  <input
                    type="radio"
                    name={`merge-${f.field}`}
                    checked={(take[f.field] ?? f.fromOther) === fromOther}
                    onChange={() => setTake(now => ({ ...now, [f.field]: fromOther }))}
                  />
                  <span>
                    <bdi>{(fromOther ? f.other : f.own) || say(w.nothing)}</bdi>
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
          {(people ?? []).map(p => (
            <CheckBox
              key={p.goes}
              label={say(w.samePerson, { a: nameIn(stays, p.stays), b: nameIn(goes, p.goes) })}
              checked={!two.includes(p.goes)}
              change={one => setTwo(now => (one ? now.filter(x => x !== p.goes) : [...now, p.goes]))}
            />
          ))}
          <Notice tone="warn">
            <p>{say(w.mergeFollows, { n: documents.stays + documents.goes })}</p>
            <p>
              <b>{say(w.mergeFinal)}</b>
            </p>
          </Notice>
        </>
      )}
    </Sheet>
  )
}

const nameIn = (client: ClientView, person: string) => client.people.find(p => p.id === person)?.name ?? ''

type Choice = { field: MergeField; label: string; own: string; other: string; fromOther: boolean }

/** What differs between the two. What only one of them has is kept unless somebody says otherwise. */
function fieldsOf(stays: ClientView, goes: ClientView, say: Say): Choice[] {
  const lines = (c: ClientView): Record<MergeField, string> => ({
    name: c.name,
    organisationNumber: c.organisationNumber ?? '',
    email: c.email ?? '',
    phone: c.phone ? printPhone(c.phone) : '',
    address: [c.street, [c.postcode, c.city].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    workAddress: [c.workStreet, [c.workPostcode, c.workCity].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    property: [c.propertyDesignation, c.associationNumber, c.flatNumber].filter(Boolean).join(', '),
    language: say(c.language === 'en' ? w.english : w.swedish),
  })
  const labels: Record<MergeField, string> = {
    name: say(w.name),
    organisationNumber: say(w.organisationNumber),
    email: say(w.email),
    phone: say(w.phone),
    address: say(w.addressField),
    workAddress: say(w.workAddress),
    property: say(w.propertyField),
    language: say(w.language),
  }
  const [own, other] = [lines(stays), lines(goes)]
  return (Object.keys(labels) as MergeField[])
    .filter(field => own[field] !== other[field])
    .map(field => ({
      field,
      label: labels[field],
      own: own[field],
      other: other[field],
      fromOther: own[field] === '',
    }))
}
