// Text written in place: a field as high as its words.
import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react'

export function GrowingText({
  label,
  value,
  change,
  className,
  placeholder,
  maxLength,
  help,
  id,
  oneLine = false,
  onKeyDown,
}: {
  label: string
  value: string
  change: (text: string) => void
  className: string
  placeholder?: string
  maxLength: number
  /** Shown while the field has the focus. */
  help?: string
  id?: string
  /** Long words wrap, but there are no line breaks. */
  oneLine?: boolean
  onKeyDown?: (e: KeyboardEvent<HTMLTextAreaElement>) => void
}) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const helpId = useId()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words
  useLayoutEffect(() => {
    const field = ref.current
    if (!field) return
    const grow = () => {
      field.style.height = 'auto'
      field.style.height = `${field.scrollHeight}px`
    }
    grow()
    let width = field.clientWidth
    const observer = new ResizeObserver(() => {
      if (field.clientWidth === width) return
      width = field.clientWidth
      grow()
    })
    observer.observe(field)
    return () => observer.disconnect()
  }, [value])
  return (
    <div className={`growing ${className}`}>
      <textarea
        ref={ref}
        id={id}
        rows={1}
        aria-label={label}
        aria-describedby={help ? helpId : undefined}
        value={value}
        placeholder={placeholder}
        maxLength={maxLength}
        onChange={e => change(oneLine ? e.target.value.replace(/\s*\n\s*/g, ' ') : e.target.value)}
        onKeyDown={e => {
          if (oneLine && e.key === 'Enter') e.preventDefault()
          onKeyDown?.(e)
        }}
      />
      {help && (
        <p className="help" id={helpId}>
          {help}
        </p>
      )}
    </div>
  )
}
