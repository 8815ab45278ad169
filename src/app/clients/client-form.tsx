// A client, as little as needed first: who, how they are reached, where. What a deduction needs comes only where there is one.
import { useEffect, useState } from 'react'
import type { ClientView } from '../../clients/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { dateWords, stockholmDate, timeWords } from '../../kernel/dates.ts'
import { api, Refused } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { AgreementFirst } from '../processing/agreement-first.tsx'
import { CheckBox, ErrorSummary, FigureField, Segments, SelectField, TextField } from '../shell/fields.tsx'
import { Menu } from '../shell/sheet.tsx'
import { fieldsOf, sentenceOf } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { clientWords as w } from './clients.messages.ts'
import { type ClientDraft, draftOfClient, emptyClient, formOfDraft, noPerson, type PersonDraft } from './form-state.ts'

export const CLIENT_FORM = 'client-form'

export function ClientForm({
  client,
  name = '',
  deducts = false,
  saved,
  busy,
}: {
  /** Null: a new one. */
  client: ClientView | null
  name?: string
  /** The document it is for gives ROT or RUT. */
  deducts?: boolean
  saved: (client: ClientView) => void
  busy: (busy: boolean) => void
}) {
  const say = useSay()
  const [d, setD] = useState(() => (client ? draftOfClient(client, deducts) : emptyClient(name, deducts)))
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const set = (more: Partial<ClientDraft>) => setD(now => ({ ...now, ...more }))
  const isPerson = d.kind === 'person'

  const [agreeing, setAgreeing] = useState(false)
  const save = async () => {
    busy(true)
    setRefused(null)
    try {
      const form = formOfDraft(d)
      saved(await (client ? api.saveClient(client.id, form) : api.addClient(form)))
    } catch (error) {
      if (error instanceof Refused && error.refusal.problem === 'processing-agreement-first') return setAgreeing(true)
      // A household of one is written once; what is said of its person is said of the client already.
      const single = isPerson && d.people.length === 1
      const fields = Object.entries(fieldsOf(error)).filter(
        ([f]) => !(single && /^people\.0\.(name|email|phone)$/.test(f)),
      )
      setRefused({ text: sentenceOf(error, say), fields: Object.fromEntries(fields) })
    } finally {
      busy(false)
    }
  }
  const text = (name: keyof ClientDraft & string, label: string) => ({
    name,
    of: ['client', name] as const,
    label,
    value: d[name] as string,
    change: (value: string) => set({ [name]: value }),
    error: refused?.fields[name],
  })
  return (
    <form
      id={CLIENT_FORM}
      onSubmit={e => {
        e.preventDefault()
        void save()
      }}
      noValidate
    >
      {agreeing && (
        <AgreementFirst
          close={() => setAgreeing(false)}
          accepted={() => {
            setAgreeing(false)
            void save()
          }}
        />
      )}
      {refused && <ErrorSummary text={refused.text} fields={refused.fields} labels={labelsOf(say)} />}
      <Segments
        label={say(w.kind)}
        value={d.kind}
        change={kind => set({ kind })}
        options={(['person', 'company', 'association'] as const).map(k => [k, say(w[`kind-${k}`])])}
      />
      <TextField
        {...text('name', say(isPerson ? w.householdName : d.kind === 'company' ? w.companyName : w.associationName))}
        {...(isPerson ? { placeholder: say(w.householdHint) } : {})}
        autoFocus={!client}
        maxLength={120}
      />
      {!isPerson && <TextField {...text('organisationNumber', say(w.organisationNumber))} inputMode="numeric" />}
      <div className="two">
        <TextField {...text('email', say(w.email))} type="email" inputMode="email" />
        <TextField {...text('phone', say(w.phone))} type="tel" inputMode="tel" />
      </div>
      <TextField {...text('street', say(w.street))} maxLength={120} />
      <div className="two narrow-first">
        <TextField {...text('postcode', say(w.postcode))} inputMode="numeric" maxLength={12} />
        <TextField {...text('city', say(w.cityField))} maxLength={80} />
      </div>
      <CheckBox
        label={say(w.workElsewhere)}
        checked={d.workElsewhere}
        change={workElsewhere => set({ workElsewhere })}
      />
      {d.workElsewhere && (
        <fieldset className="inset">
          <legend>{say(w.workAddress)}</legend>
          <TextField {...text('workStreet', say(w.street))} maxLength={120} />
          <div className="two narrow-first">
            <TextField {...text('workPostcode', say(w.postcode))} inputMode="numeric" maxLength={12} />
            <TextField {...text('workCity', say(w.cityField))} maxLength={80} />
          </div>
        </fieldset>
      )}
      {isPerson && (
        <CheckBox
          label={say(w.deducts)}
          help={say(w.deductsHelp)}
          checked={d.deducts}
          change={on => set({ deducts: on })}
        />
      )}
      {isPerson && d.deducts && <Home d={d} set={set} text={text} />}
      <People clientId={client?.id ?? null} d={d} set={set} errors={refused?.fields ?? {}} />
      <SelectField
        label={say(w.language)}
        value={d.language}
        change={language => set({ language })}
        options={[
          ['sv', say(w.swedish)],
          ['en', say(w.english)],
        ]}
      />
    </form>
  )
}

type Text = (name: keyof ClientDraft & string, label: string) => Parameters<typeof TextField>[0]
type Set = (more: Partial<ClientDraft>) => void

function Home({ d, set, text }: { d: ClientDraft; set: Set; text: Text }) {
  const say = useSay()
  return (
    <fieldset className="inset">
      <legend>{say(w.property)}</legend>
      <Segments
        label={say(w.property)}
        hideLabel
        value={d.home}
        change={home => set({ home })}
        options={[
          ['house', say(w.house)],
          ['flat', say(w.flat)],
        ]}
      />
      {d.home === 'house' ? (
        <TextField {...text('propertyDesignation', say(w.propertyDesignation))} placeholder={say(w.propertyHint)} />
      ) : (
        <div className="two">
          <TextField {...text('associationNumber', say(w.associationNumber))} inputMode="numeric" />
          <TextField {...text('flatNumber', say(w.flatNumber))} />
        </div>
      )}
    </fieldset>
  )
}

function People({
  clientId,
  d,
  set,
  errors,
}: {
  clientId: string | null
  d: ClientDraft
  set: Set
  errors: Record<string, string>
}) {
  const say = useSay()
  const isPerson = d.kind === 'person'
  const single = isPerson && d.people.length === 1
  const change = (i: number, more: Partial<PersonDraft>) =>
    set({ people: d.people.map((p, at) => (at === i ? { ...p, ...more } : p)) })
  return (
    <fieldset className="people">
      {!single && <legend>{say(isPerson ? w.people : w.contacts)}</legend>}
      {!single && <p className="help">{say(isPerson ? w.peopleHelp : w.contactsHelp)}</p>}
      {d.people.map((p, i) => {
        const field = (name: keyof PersonDraft & string, label: string) => ({
          name: `people.${i}.${name}`,
          of: ['client_person', name] as const,
          label,
          value: (p[name] as string | null | undefined) ?? '',
          change: (value: string) => change(i, { [name]: value }),
          error: errors[`people.${i}.${name}`],
        })
        return (
          <div className="person-fields" key={p.id ?? `new ${i}`}>
            {!single && (
              <div className="person-head">
                <b>{p.name || say(w.person, { n: i + 1 })}</b>
                {d.people.length > 1 && (
                  <button
                    type="button"
                    className="link"
                    onClick={() => set({ people: d.people.filter((_, at) => at !== i) })}
                  >
                    {say(w.removePerson)}
                  </button>
                )}
              </div>
            )}
            {!single && (
              <>
                <div className="two">
                  <TextField {...field('name', say(w.name))} maxLength={120} />
                  {!isPerson && <TextField {...field('title', say(w.personTitle))} maxLength={80} />}
                </div>
                <div className="two">
                  <TextField {...field('email', say(w.email))} type="email" inputMode="email" />
                  <TextField {...field('phone', say(w.phone))} type="tel" inputMode="tel" />
                </div>
              </>
            )}
            {isPerson && d.deducts && (
              <>
                <PersonalNumber
                  clientId={clientId}
                  person={p}
                  name={`people.${i}.personalNumber`}
                  error={errors[`people.${i}.personalNumber`]}
                  change={personalNumber => change(i, { personalNumber })}
                />
                <div className="two">
                  <FigureField
                    label={say(w.usedRot)}
                    kind="kr"
                    value={p.usedRotKr * 100}
                    suffix="kr"
                    of={['client_person', 'used_rot_kr']}
                    error={errors[`people.${i}.usedRotKr`]}
                    change={ore => change(i, { usedRotKr: Math.round(ore / 100) })}
                  />
                  <FigureField
                    label={say(w.usedRut)}
                    kind="kr"
                    value={p.usedRutKr * 100}
                    suffix="kr"
                    of={['client_person', 'used_rut_kr']}
                    error={errors[`people.${i}.usedRutKr`]}
                    change={ore => change(i, { usedRutKr: Math.round(ore / 100) })}
                  />
                </div>
              </>
            )}
          </div>
        )
      })}
      {d.people.length < 10 && (
        <button
          type="button"
          className="link"
          onClick={() =>
            set({
              people: [
                // The one who was the whole household keeps what was written above.
                ...(single
                  ? d.people.map(p => ({
                      ...p,
                      name: p.name || d.name,
                      email: p.email || d.email,
                      phone: p.phone || d.phone,
                    }))
                  : d.people),
                noPerson(),
              ],
            })
          }
        >
          <Icon name="plus" />
          {say(w.addPerson)}
        </button>
      )}
    </fieldset>
  )
}

/** Seen for this long, then masked again. */
const SHOWN_MS = 30_000

/** The stored number: masked, and in full for a while to whoever asks for it. */
function StoredNumber({ clientId, person }: { clientId: string | null; person: PersonDraft }) {
  const say = useSay()
  const language = useLanguage()
  const [number, setNumber] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  useEffect(() => {
    if (!number) return
    const timer = setTimeout(() => setNumber(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [number])
  const show = async (reason: 'tax-reduction' | 'check') => {
    if (!clientId || !person.id) return
    try {
      setRefused(null)
      setNumber((await api.showNumber(clientId, person.id, reason)).number)
    } catch (error) {
      setRefused(sentenceOf(error, say))
    }
  }
  const last = person.shown
  return (
    <>
      <span className="num" aria-live="polite">
        {number ?? person.masked}
      </span>
      {clientId &&
        person.id &&
        (number ? (
          <button type="button" className="link" onClick={() => setNumber(null)}>
            {say(w.hideNumber)}
          </button>
        ) : (
          <Menu
            label={say(w.personalNumber)}
            word={say(w.showNumber)}
            icon="eye"
            className="button small"
            items={[
              { label: say(w.showForTax), pick: () => void show('tax-reduction') },
              { label: say(w.showToCheck), pick: () => void show('check') },
            ]}
          />
        ))}
      <small className="help" id={`${person.id}-shown`}>
        {refused ??
          (last
            ? say(w.numberShown, {
                to: last.to || say(w.somebody),
                at: `${dateWords(stockholmDate(new Date(last.at)), language, 'short')} ${timeWords(new Date(last.at), language)}`,
              })
            : say(w.showingIsNoted))}
      </small>
    </>
  )
}

/** Shown masked. It can be replaced or taken away. */
function PersonalNumber({
  clientId,
  person,
  name,
  error,
  change,
}: {
  clientId: string | null
  person: PersonDraft
  name: string
  error: string | undefined
  change: (value: string | null | undefined) => void
}) {
  const say = useSay()
  if (person.masked && person.personalNumber === undefined)
    return (
      <div className="field masked">
        <span className="label">{say(w.personalNumber)}</span>
        <div className="stored">
          <StoredNumber clientId={clientId} person={person} />
          <button type="button" className="link" onClick={() => change('')}>
            {say(w.changeNumber)}
          </button>
          <button type="button" className="link" onClick={() => change(null)}>
            {say(w.removeNumber)}
          </button>
        </div>
      </div>
    )
  if (person.personalNumber === null)
    return (
      <div className="field masked">
        <span className="label">{say(w.personalNumber)}</span>
        <p>
          {say(w.numberRemoved)}
          <button type="button" className="link" onClick={() => change(undefined)}>
            {say(appWords.undo)}
          </button>
        </p>
      </div>
    )
  return (
    <div>
      <TextField
        name={name}
        label={say(w.personalNumber)}
        value={person.personalNumber ?? ''}
        change={change}
        error={error}
        inputMode="numeric"
        placeholder="ÅÅÅÅMMDD-NNNN"
        of={['client_person', 'personalNumber']}
      />
      {person.masked && (
        <button type="button" className="link" onClick={() => change(undefined)}>
          {say(w.keepNumber)}
        </button>
      )}
    </div>
  )
}

const labelsOf = (say: ReturnType<typeof useSay>): Record<string, string> => ({
  name: say(w.name),
  organisationNumber: say(w.organisationNumber),
  email: say(w.email),
  phone: say(w.phone),
  propertyDesignation: say(w.propertyDesignation),
  associationNumber: say(w.associationNumber),
})
