// What lies on top: a sheet for a piece of work, a menu for a few choices. The platform's own dialog and popover hold the focus.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Icon, type IconName } from '../../design/icons.tsx'
import { appWords as w } from '../app.messages.ts'
import { useSay } from '../words.tsx'

export function Sheet({
  title,
  close,
  children,
  foot,
  wide = false,
}: {
  title: string
  /** Null: there is no way round what the sheet asks. */
  close: (() => void) | null
  children: ReactNode
  foot?: ReactNode
  wide?: boolean
}) {
  const say = useSay()
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement as HTMLElement | null
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-autofocus], h2')?.focus()
    return () => {
      dialog?.close()
      // The element may have gone meanwhile; then the page's own order decides.
      if (before?.isConnected) before.focus()
    }
  }, [])
  // Beside the page and not inside it: a sheet opened from the paper speaks with the tool's voice.
  return createPortal(
    <dialog
      ref={ref}
      className={wide ? 'sheet wide' : 'sheet'}
      aria-labelledby={heading}
      onCancel={e => {
        e.preventDefault()
        close?.()
      }}
    >
      <header>
        <h2 id={heading} tabIndex={-1}>
          {title}
        </h2>
        {close && (
          <button type="button" className="icon-button" aria-label={say(w.close)} onClick={close}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <div className="sheet-body">{children}</div>
      {foot && <footer>{foot}</footer>}
    </dialog>,
    document.body,
  )
}

export type MenuItem = { label: string; icon?: IconName; danger?: boolean; disabled?: boolean; pick: () => void }

/** A button that opens a few choices. Arrow keys go through them, Escape closes. */
export function Menu({
  label,
  icon = 'more',
  word,
  items,
  className = 'icon-button',
}: {
  label: string
  icon?: IconName
  /** Shown beside the icon; without it the label is for screen readers. */
  word?: string
  items: readonly MenuItem[]
  className?: string
}) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLButtonElement>('[role=menuitem]:not(:disabled)')?.focus()
    const outside = (e: Event) => {
      if (!root.current?.contains(e.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])
  const step = (by: number) => {
    const all = [...(root.current?.querySelectorAll<HTMLButtonElement>('[role=menuitem]:not(:disabled)') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    all[(at + by + all.length) % all.length]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside, told once
    <div
      className="menu"
      ref={root}
      onKeyDown={e => {
        if (!open) return
        if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
          e.preventDefault()
          step(e.key === 'ArrowDown' ? 1 : -1)
        } else if (e.key === 'Escape') {
          e.stopPropagation()
          setOpen(false)
          button.current?.focus()
        } else if (e.key === 'Tab') setOpen(false)
      }}
    >
      <button
        type="button"
        ref={button}
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={word ? undefined : label}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} />
        {word}
      </button>
      {open && (
        <div className="menu-list" role="menu" id={id} aria-label={label}>
          {items.map(item => (
            <button
              type="button"
              role="menuitem"
              key={item.label}
              disabled={item.disabled}
              className={item.danger ? 'danger' : undefined}
              onClick={() => {
                setOpen(false)
                button.current?.focus()
                item.pick()
              }}
            >
              {item.icon && <Icon name={item.icon} />}
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
