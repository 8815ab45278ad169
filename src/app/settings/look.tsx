// Logo and colour, seen at once in light and dark as the customer will see them.
import { type CSSProperties, useRef, useState } from 'react'
import { type BrandRoles, deriveBrand } from '../../design/colour.ts'
import { FieldError } from '../../design/components.tsx'
import { api, type CompanyForm, fileUrl } from '../api.ts'
import { TextField } from '../shell/fields.tsx'
import { Why } from '../shell/why.tsx'
import { sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { settingsWords as w } from './settings.messages.ts'

/** A colour as typed, with or without its hash; null while it is none. */
const hexOf = (text: string | null): string | null => {
  const bare = text?.trim().replace(/^#/, '') ?? ''
  return /^[0-9a-f]{6}$/i.test(bare) ? `#${bare.toLowerCase()}` : null
}

export function Look({
  form,
  set,
  errors,
}: {
  form: CompanyForm
  set: (more: Partial<CompanyForm>) => void
  errors: Record<string, string>
}) {
  const say = useSay()
  const colour = hexOf(form.colour)
  const brand = deriveBrand(colour)
  return (
    <>
      <PictureField
        label={say(w.logo)}
        help={say(w.logoHelp)}
        of={['company', 'logoFile']}
        choose={say(form.logoFile ? w.changeLogo : w.chooseLogo)}
        remove={say(w.removeLogo)}
        use="logo"
        file={form.logoFile}
        change={logoFile => set({ logoFile })}
      />
      <div className="colour-field">
        <TextField
          name="colour"
          label={say(w.colour)}
          value={form.colour ?? ''}
          change={value => set({ colour: value || null })}
          placeholder="#0b5d45"
          error={errors.colour}
        />
        <input
          type="color"
          aria-label={say(w.colourCode)}
          value={colour ?? '#1a1c1f'}
          onChange={e => set({ colour: e.target.value })}
        />
      </div>
      <p className="help">{say(w.colourHelp)}</p>
      <h2>{say(w.preview)}</h2>
      <div className="looks">
        <LookSample mode="light" roles={brand.light} form={form} />
        <LookSample mode="dark" roles={brand.dark} form={form} />
      </div>
    </>
  )
}

function LookSample({ mode, roles, form }: { mode: 'light' | 'dark'; roles: BrandRoles; form: CompanyForm }) {
  const say = useSay()
  const style = {
    '--brand-tint': roles.tint,
    '--brand-ink': roles.ink,
    '--brand-fill': roles.fill,
    '--brand-on': roles.on,
    '--brand-edge': roles.edge ?? roles.fill,
  } as CSSProperties
  return (
    <figure className={`look ${mode}`} style={style}>
      <figcaption>{say(w[mode])}</figcaption>
      <div>
        {form.logoFile && <img src={fileUrl(form.logoFile)} alt="" />}
        <p className="look-name">{form.name}</p>
        <p className="look-title">{say(w.sampleTitle)}</p>
        <p className="look-sum num">
          <span>{say(w.sampleToPay)}</span>
          <b>138 390 kr</b>
        </p>
        <p className="look-button">{say(w.sampleSign)}</p>
      </div>
    </figure>
  )
}

export function PictureField({
  label,
  help,
  of,
  choose,
  remove,
  use,
  file,
  change,
  round = false,
}: {
  label: string
  help?: string
  of: readonly [table: string, column: string]
  choose: string
  remove: string
  use: 'logo' | 'photo'
  file: string | null
  change: (file: string | null) => void
  round?: boolean
}) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const upload = async (picked: File | undefined) => {
    if (!picked) return
    setBusy(true)
    setRefused(null)
    try {
      change((await api.upload(picked, use)).sha256)
    } catch (error) {
      setRefused(`${picked.name}: ${sentenceOf(error, say)}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="field picture-field">
      <span className="label">{label}</span>
      {file && <img src={fileUrl(file)} alt="" className={round ? 'round' : undefined} />}
      <p>
        <button type="button" className="button small" disabled={busy} onClick={() => input.current?.click()}>
          {busy ? say(w.uploading) : choose}
        </button>
        {file && (
          <button type="button" className="link" onClick={() => change(null)}>
            {remove}
          </button>
        )}
      </p>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={e => {
          void upload(e.target.files?.[0])
          e.target.value = ''
        }}
      />
      {refused && <FieldError id={`${use}-error`} text={refused} />}
      {help && <p className="help">{help}</p>}
      <Why of={of} />
    </div>
  )
}
