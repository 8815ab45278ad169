// Who the quote is for: typed, found or made anew without leaving the paper.
import { useId, useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { editorWords as w } from './editor.messages.ts'

export function ClientPicker({
  choose,
  create,
  cancel,
}: {
  choose: (clientId: string) => void
  create: (name: string) => void
  cancel: (() => void) | null
}) {
  const say = useSay()
  const id = useId()
  const [q, setQ] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = useData(signal => api.clients({ q }, signal), [q])
  const clients = (found.data?.clients ?? []).slice(0, 6)
  const options = [
    ...clients.map(c => ({
      key: c.id,
      name: c.name,
      aside: [c.city, c.email].filter(Boolean).join(', '),
      pick: () => choose(c.id),
    })),
    {
      key: 'new',
      name: q.trim() ? say(w.newClientNamed, { name: q.trim() }) : say(w.newClient),
      aside: '',
      pick: () => create(q.trim()),
    },
  ]
  const active = Math.min(at, options.length - 1)
  return (
    <div className="client-picker suggesting">
      <label htmlFor={id}>{say(w.chooseClient)}</label>
      <input
        id={id}
        className="input"
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={say(w.clientSearch)}
        value={q}
        maxLength={100}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={e => {
          setQ(e.target.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={e => {
          if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
            e.preventDefault()
            setOpen(true)
            setAt((active + (e.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length)
          } else if (e.key === 'Enter' && open) {
            e.preventDefault()
            options[active]?.pick()
          } else if (e.key === 'Escape') {
            if (open) setOpen(false)
            else cancel?.()
          }
        }}
      />
      {cancel && (
        <button type="button" className="link" onClick={cancel}>
          {say(appWords.cancel)}
        </button>
      )}
      {open && (
        <div className="menu-list suggestions" role="listbox" id={`${id}-list`} aria-label={say(w.chooseClient)}>
          {options.map((o, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
            <div
              key={o.key}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === active}
              onPointerDown={e => e.preventDefault()}
              onClick={o.pick}
            >
              <span>
                {o.key === 'new' && <Icon name="plus" />}
                {o.name}
              </span>
              <span className="help">{o.aside}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
