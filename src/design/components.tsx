// The few parts every screen shares. They render on the server and in the browser alike.
import type { ReactNode } from 'react'

/** The service's name on its own double line: the only double rule that is not a claim of being sealed. */
export function Wordmark({ href = '/' }: { href?: string }) {
  return (
    <a className="wordmark" href={href}>
      Cling
    </a>
  )
}

export type FieldProps = {
  name: string
  label: string
  type?: string
  value?: string
  error?: string | undefined
  aside?: string
  why?: { word: string; text: string }
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'tel' | 'email'
  required?: boolean
  rows?: number
  autoFocus?: boolean
  maxLength?: number
}

/** A labelled field of a form the server writes; its refusal stands beneath it and the value stays. */
export function Field(f: FieldProps) {
  const errorId = `${f.name}-error`
  const common = {
    className: 'input',
    id: f.name,
    name: f.name,
    defaultValue: f.value ?? '',
    'aria-invalid': f.error ? true : undefined,
    'aria-describedby': f.error ? errorId : undefined,
    autoComplete: f.autoComplete,
    required: f.required,
    maxLength: f.maxLength,
  }
  return (
    <div className="field">
      <label htmlFor={f.name}>
        {f.label} {f.aside && <span className="aside">{f.aside}</span>}
      </label>
      {f.rows ? (
        <textarea {...common} rows={f.rows} />
      ) : (
        // biome-ignore lint/a11y/noAutofocus: a page with one purpose puts the reader where it begins
        <input {...common} type={f.type ?? 'text'} inputMode={f.inputMode} autoFocus={f.autoFocus} />
      )}
      {f.error && <FieldError id={errorId} text={f.error} />}
      {f.why && (
        <details className="why">
          <summary>{f.why.word}</summary>
          <p>{f.why.text}</p>
        </details>
      )}
    </div>
  )
}

export const FieldError = ({ id, text }: { id: string; text: string }) => (
  <p className="error" id={id}>
    {text}
  </p>
)

export function Notice({
  tone = 'plain',
  title,
  children,
}: {
  tone?: 'plain' | 'ok' | 'warn' | 'bad'
  title?: string
  children?: ReactNode
}) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      {title && <h2>{title}</h2>}
      {children}
    </div>
  )
}
