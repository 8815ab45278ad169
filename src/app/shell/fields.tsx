// Fields of the app's forms: what is typed is kept whatever is thought of it, and the sentence about it stands beneath.
import { type HTMLInputTypeAttribute, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { units } from '../../articles/units.ts'
import { FieldError } from '../../design/components.tsx'
import { Icon } from '../../design/icons.tsx'
import { dateWords, type IsoDay, isDay, stockholmDate } from '../../kernel/dates.ts'
import { readDay } from '../../kernel/read-day.ts'
import { appWords } from '../app.messages.ts'
import { type FigureKind, printFigure, readFigure } from '../editor/fields.ts'
import { refusalWords, useLanguage, useSay } from '../words.tsx'
import { Why } from './why.tsx'

type Common = {
  label: string
  /** Beside the label, in grey. */
  aside?: string
  error?: string | undefined
  why?: string
  /** The column it is bound to, where that holds something of a person: its declaration says why it is asked for. */
  of?: readonly [table: string, column: string]
  /** For the summary of errors: where focus goes. */
  name?: string
}

function Frame({ id, label, aside, error, why, of, children }: Common & { id: string; children: ReactNode }) {
  const say = useSay()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {aside && <span className="aside">{aside}</span>}
      </label>
      {children}
      {error && <FieldError id={`${id}-error`} text={error} />}
      {why && (
        <details className="why">
          <summary>{say(appWords.why)}</summary>
          <p>{why}</p>
        </details>
      )}
      {of && <Why of={of} />}
    </div>
  )
}

const described = (id: string, error: string | undefined) => ({
  'aria-invalid': error ? true : undefined,
  'aria-describedby': error ? `${id}-error` : undefined,
})

export function TextField({
  value,
  change,
  type = 'text',
  rows,
  inputMode,
  autoComplete = 'off',
  placeholder,
  maxLength,
  autoFocus = false,
  readOnly = false,
  list,
  ...frame
}: Common & {
  value: string
  change: (text: string) => void
  type?: HTMLInputTypeAttribute
  rows?: number
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'decimal'
  autoComplete?: string
  placeholder?: string
  maxLength?: number
  autoFocus?: boolean
  readOnly?: boolean
  /** The id of a list of suggestions. */
  list?: string
}) {
  const made = useId()
  const id = frame.name ?? made
  const common = {
    id,
    className: 'input',
    value,
    placeholder,
    maxLength,
    readOnly,
    autoComplete,
    'data-autofocus': autoFocus || undefined,
    ...described(id, frame.error),
    onChange: (e: { target: { value: string } }) => change(e.target.value),
  }
  return (
    <Frame id={id} {...frame}>
      {rows ? (
        <textarea {...common} rows={rows} />
      ) : (
        // biome-ignore lint/a11y/noAutofocus: a sheet puts the person where the work begins
        <input {...common} type={type} inputMode={inputMode} autoFocus={autoFocus} list={list} />
      )}
    </Frame>
  )
}

/** The units of the trades, suggested where one is typed. */
export const Units = ({ id }: { id: string }) => (
  <datalist id={id}>
    {units.map(u => (
      <option key={u} value={u} />
    ))}
  </datalist>
)

/**
 * A day, typed as people write it or picked in a calendar. `change` hears of days that exist and of an emptied field (where that may be);
 * what is typed stays as it is until the field is left, and a day that does not exist stays with a sentence beneath.
 */
export function DateField({
  value,
  change,
  min,
  max,
  mayBeEmpty = false,
  ...frame
}: Common & {
  value: IsoDay | ''
  change: (day: IsoDay | '') => void
  min?: IsoDay
  max?: IsoDay
  mayBeEmpty?: boolean
}) {
  const say = useSay()
  const language = useLanguage()
  const made = useId()
  const id = frame.name ?? made
  const calendar = useRef<HTMLInputElement>(null)
  // What is being typed, as long as it is.
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string) => {
    if (text.trim() === '') return mayBeEmpty ? '' : null
    const day = readDay(text, stockholmDate(new Date()))
    return day === null || (min && day < min) || (max && day > max) ? null : day
  }
  const wrong = typed !== null && read(typed) === null
  const take = (text: string) => {
    setTyped(text)
    const day = read(text)
    if (day !== null && day !== value) change(day)
  }
  const range =
    wrong && min && max
      ? say(appWords.dayBetween, { min: dateWords(min, language), max: dateWords(max, language) })
      : ''
  const error = frame.error ?? (wrong ? `${say(appWords.dayWrong)} ${range}`.trim() : undefined)
  return (
    <Frame id={id} {...frame} error={error}>
      <span className="date-field">
        <input
          id={id}
          className="input"
          value={typed ?? value}
          placeholder={say(appWords.dayHint)}
          autoComplete="off"
          maxLength={30}
          {...described(id, error)}
          onChange={e => take(e.target.value)}
          onBlur={() => {
            if (!wrong) setTyped(null)
          }}
        />
        <input
          ref={calendar}
          type="date"
          className="calendar"
          tabIndex={-1}
          aria-hidden="true"
          value={value}
          min={min}
          max={max}
          onChange={e => {
            if (!isDay(e.target.value)) return
            setTyped(null)
            change(e.target.value)
          }}
        />
        <button
          type="button"
          className="icon-button"
          aria-label={`${say(appWords.calendar)}: ${frame.label}`}
          onClick={() => calendar.current?.showPicker()}
        >
          <Icon name="calendar" />
        </button>
      </span>
    </Frame>
  )
}

export function SelectField<V extends string>({
  value,
  change,
  options,
  disabled,
  ...frame
}: Common & { value: V; change: (value: V) => void; options: readonly (readonly [V, string])[]; disabled?: boolean }) {
  const made = useId()
  const id = frame.name ?? made
  return (
    <Frame id={id} {...frame}>
      <select
        id={id}
        className="input"
        value={value}
        disabled={disabled}
        onChange={e => change(e.target.value as V)}
        {...described(id, frame.error)}
      >
        {options.map(([v, word]) => (
          <option key={v} value={v}>
            {word}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** A few exclusive choices in a row: radio buttons that look like one control. */
export function Segments<V extends string>({
  label,
  value,
  change,
  options,
  hideLabel = false,
}: {
  label: string
  value: V
  change: (value: V) => void
  options: readonly (readonly [V, string])[]
  hideLabel?: boolean
}) {
  const name = useId()
  return (
    <fieldset className="field segments-field">
      <legend className={hideLabel ? 'sr' : 'label'}>{label}</legend>
      <div className="segments">
        {options.map(([v, word]) => (
          <label key={v}>
            <input type="radio" name={name} checked={v === value} onChange={() => change(v)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function CheckBox({
  label,
  checked,
  change,
  help,
  disabled,
}: {
  label: ReactNode
  checked: boolean
  change: (checked: boolean) => void
  help?: string
  disabled?: boolean
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={e => change(e.target.checked)} />
      <span>
        {label}
        {help && <small className="help">{help}</small>}
      </span>
    </label>
  )
}

/**
 * A figure as people write it. What cannot be read stays in the field with its sentence; `unreadable` is told, so that a total
 * that depends on it is not claimed.
 */
export function useFigure({
  kind,
  value,
  change,
  unreadable,
  pending,
}: {
  kind: FigureKind
  value: number
  change: (value: number) => void
  /** The text that cannot be read, or null when it is in order again. */
  unreadable?: (text: string | null) => void
  /** Text that could not be read last time, to go on with. */
  pending?: string | undefined
}) {
  const language = useLanguage()
  const [text, setText] = useState(pending ?? printFigure(kind, value, language))
  const focused = useRef(false)
  const read = readFigure(kind, text, language)
  useEffect(() => {
    // Changed from elsewhere (undo, another window): the field follows, unless it is being typed in.
    if (!focused.current && pending === undefined) setText(printFigure(kind, value, language))
  }, [kind, value, language, pending])
  return {
    error: read.ok ? undefined : refusalWords(read, language),
    input: {
      value: text,
      inputMode: 'decimal' as const,
      autoComplete: 'off',
      onFocus: () => {
        focused.current = true
      },
      onBlur: () => {
        focused.current = false
        if (read.ok) setText(printFigure(kind, read.value, language))
      },
      onChange: (e: { target: { value: string } }) => {
        setText(e.target.value)
        const now = readFigure(kind, e.target.value, language)
        if (now.ok) change(now.value)
        unreadable?.(now.ok ? null : e.target.value)
      },
    },
  }
}

export function FigureField({
  kind,
  value,
  change,
  suffix,
  ...frame
}: Common & { kind: FigureKind; value: number; change: (value: number) => void; suffix?: string }) {
  const made = useId()
  const id = frame.name ?? made
  const figure = useFigure({ kind, value, change })
  const error = frame.error ?? figure.error
  return (
    <Frame id={id} {...frame} error={error}>
      <span className="with-suffix">
        <input id={id} className="input num" {...figure.input} {...described(id, error)} />
        {suffix && <span>{suffix}</span>}
      </span>
    </Frame>
  )
}

/** Errors first, each with a way to its field; takes the focus when it appears. */
export function ErrorSummary({
  text,
  fields,
  labels,
}: {
  text: string | null
  fields: Record<string, string>
  labels: Record<string, string>
}) {
  const say = useSay()
  const ref = useRef<HTMLDivElement>(null)
  const shown = Object.entries(fields)
  const key = `${text}${JSON.stringify(fields)}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new refusal takes the focus, a redrawn one does not
  useEffect(() => ref.current?.focus(), [key])
  if (text === null && shown.length === 0) return null
  return (
    <div ref={ref} className="notice bad" role="alert" tabIndex={-1}>
      <h2>{shown.length > 0 ? say(appWords.checkFields) : text}</h2>
      {shown.length > 0 && (
        <ul>
          {shown.map(([field, sentence]) => (
            <li key={field}>
              <a
                href={`#${field}`}
                onClick={e => {
                  e.preventDefault()
                  document.getElementById(field)?.focus()
                }}
              >
                {labels[field] ? `${labels[field]}: ` : ''}
                {sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
