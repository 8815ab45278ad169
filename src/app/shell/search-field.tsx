// Search stands in the address, so that back, reload and a bookmark keep it. The slash key puts the cursor here.
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import { go } from '../router.tsx'

const PAUSE_MS = 200

export function SearchField({
  at,
  value,
  label,
  keep = {},
}: {
  at: string
  value: string
  label: string
  keep?: Record<string, string>
}) {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    const slash = (e: KeyboardEvent) => {
      if (e.key !== '/' || (e.target as Element).closest('input, textarea, select, dialog')) return
      e.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', slash)
    return () => removeEventListener('keydown', slash)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is searched for when the typing pauses
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => {
      const params = new URLSearchParams({ ...keep, ...(text.trim() ? { q: text.trim() } : {}) })
      go(params.size > 0 ? `${at}?${params}` : at, { replace: true, stay: true })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <search className="search-field">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={100}
        onChange={e => setText(e.target.value)}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </search>
  )
}
