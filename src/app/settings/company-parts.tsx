// The company's particulars. One form over several tabs: it is saved whole, and what is typed stays while one looks at another tab.
import { type FormEvent, useState } from 'react'
import type { CompanyView } from '../../company/contract.ts'
import { printPhone } from '../../kernel/contact.ts'
import { api, type CompanyForm } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay, useSession } from '../session.tsx'
import { CheckBox, ErrorSummary, Segments, SelectField, TextField } from '../shell/fields.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { Look } from './look.tsx'
import { settingsWords as w } from './settings.messages.ts'
import type { Part } from './settings.tsx'

type CompanyPart = Exclude<Part, 'team' | 'jag' | 'inloggning'>

/** Which tab a field stands on, so that a refusal leads there. */
const PLACE: Readonly<Record<string, CompanyPart>> = {
  colour: 'utseende',
  logoFile: 'utseende',
  defaultTerms: 'offerten',
  defaultAbout: 'offerten',
  defaultValidDays: 'offerten',
  bankgiro: 'betalning',
  plusgiro: 'betalning',
  iban: 'betalning',
  swish: 'betalning',
}

const formOf = ({ soleTraderNumberMasked: _masked, ...c }: CompanyView): CompanyForm => ({
  ...c,
  phone: c.phone && printPhone(c.phone),
})

export function CompanyParts({ part }: { part: CompanyPart }) {
  const company = useData(api.company, [])
  if (!company.data)
    return company.failed ? <Failed text={company.failed} again={company.again} /> : <Loading lines={6} />
  return <CompanyFields part={part} company={company.data} saved={company.set} />
}

function CompanyFields({
  part,
  company,
  saved,
}: {
  part: CompanyPart
  company: CompanyView
  saved: (company: CompanyView) => void
}) {
  const say = useSay()
  const toast = useToast()
  const { me, changed } = useSession()
  const may = useMay()
  const [form, setForm] = useState(() => formOf(company))
  const [days, setDays] = useState(String(company.defaultValidDays))
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const set = (more: Partial<CompanyForm>) => setForm(now => ({ ...now, ...more }))
  const errors = refused?.fields ?? {}
  const text = (name: keyof CompanyForm & string, label: string) => ({
    name,
    of: ['company', name] as const,
    label,
    value: (form[name] as string | null) ?? '',
    change: (value: string) => set({ [name]: value === '' && name !== 'name' ? null : value }),
    error: errors[name],
  })

  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    setRefused(null)
    try {
      const stored = await api.saveCompany({ ...form, defaultValidDays: Number(days) })
      setForm(formOf(stored))
      saved(stored)
      changed({ ...me, companyName: stored.name })
      toast(say(w.saved))
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
    } finally {
      setBusy(false)
    }
  }
  // Fields of another tab are named with their tab, since there is nothing to jump to here.
  const labels = Object.fromEntries(
    Object.keys(errors).map(f => [f, (PLACE[f] ?? 'foretag') === part ? '' : say(w[`part-${PLACE[f] ?? 'foretag'}`])]),
  )
  return (
    <form onSubmit={submit} className="form-column" noValidate>
      {!may('company.manage') && <p className="notice">{say(w.onlyOwner)}</p>}
      {refused && <ErrorSummary text={refused.text} fields={errors} labels={labels} />}
      {part === 'foretag' && (
        <>
          <TextField {...text('name', say(w.name))} maxLength={120} />
          <Segments
            label={say(w.form)}
            value={form.form ?? 'legal'}
            change={kind => set({ form: kind })}
            options={[
              ['legal', say(w['form-legal'])],
              ['sole-trader', say(w['form-sole-trader'])],
            ]}
          />
          {form.form === 'sole-trader' ? (
            <SoleTraderNumber
              masked={company.soleTraderNumberMasked}
              value={form.soleTraderNumber}
              change={soleTraderNumber => set({ soleTraderNumber })}
              error={errors.soleTraderNumber}
            />
          ) : (
            <TextField {...text('organisationNumber', say(w.organisationNumber))} inputMode="numeric" />
          )}
          <TextField {...text('street', say(w.street))} />
          <div className="two narrow-first">
            <TextField {...text('postcode', say(w.postcode))} inputMode="numeric" />
            <TextField {...text('city', say(w.city))} />
          </div>
          <div className="two">
            <TextField {...text('phone', say(w.phone))} type="tel" inputMode="tel" />
            <TextField {...text('email', say(w.email))} type="email" inputMode="email" />
          </div>
          <TextField {...text('website', say(w.website))} aside={say(appWords.optional)} />
          <CheckBox label={say(w.fTax)} help={say(w.fTaxHelp)} checked={form.fTax} change={fTax => set({ fTax })} />
        </>
      )}
      {part === 'utseende' && <Look form={form} set={set} errors={errors} />}
      {part === 'offerten' && (
        <>
          <div className="two">
            <TextField
              name="defaultValidDays"
              label={say(w.validDays)}
              aside={say(w.days)}
              value={days}
              change={setDays}
              error={errors.defaultValidDays}
              inputMode="numeric"
            />
            <SelectField
              label={say(w.pricesAre)}
              value={form.pricesIncludeVat ? 'incl' : 'excl'}
              change={v => set({ pricesIncludeVat: v === 'incl' })}
              options={[
                ['incl', say(w.inclVat)],
                ['excl', say(w.exclVat)],
              ]}
            />
          </div>
          <p className="help">{say(w.pricesHelp)}</p>
          <TextField {...text('defaultTerms', say(w.terms))} change={v => set({ defaultTerms: v })} rows={10} />
          <TextField {...text('defaultAbout', say(w.about))} change={v => set({ defaultAbout: v })} rows={6} />
          <TextField {...text('privacyText', say(w.privacyText))} change={v => set({ privacyText: v })} rows={4} />
        </>
      )}
      {part === 'betalning' && (
        <>
          <div className="two">
            <TextField {...text('bankgiro', say(w.bankgiro))} inputMode="numeric" />
            <TextField {...text('plusgiro', say(w.plusgiro))} inputMode="numeric" />
          </div>
          <TextField {...text('iban', say(w.iban))} />
          <TextField {...text('swish', say(w.swish))} inputMode="numeric" />
        </>
      )}
      <div className="form-actions">
        <button type="submit" className="button main" disabled={busy || !may('company.manage')}>
          {say(appWords.save)}
        </button>
      </div>
    </form>
  )
}

function SoleTraderNumber({
  masked,
  value,
  change,
  error,
}: {
  masked: string | null
  value: string | null | undefined
  change: (value: string | undefined) => void
  error: string | undefined
}) {
  const say = useSay()
  if (masked && value === undefined)
    return (
      <div className="field masked">
        <span className="label">{say(w.soleTraderNumber)}</span>
        <p>
          <span className="num">{masked}</span>
          <button type="button" className="link" onClick={() => change('')}>
            {say(w.change)}
          </button>
        </p>
      </div>
    )
  return (
    <TextField
      name="soleTraderNumber"
      label={say(w.soleTraderNumber)}
      value={value ?? ''}
      change={v => change(v === '' && masked ? undefined : v)}
      error={error}
      inputMode="numeric"
      placeholder="ÅÅÅÅMMDD-NNNN"
      of={['company', 'soleTraderNumber']}
    />
  )
}
