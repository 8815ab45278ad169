// The company's colour on the paper, in the mode the screen is in.
import { type CSSProperties, useSyncExternalStore } from 'react'
import type { Brand } from '../../design/colour.ts'

const night = () => matchMedia('(prefers-color-scheme: dark)')
const watch = (changed: () => void) => {
  const query = night()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
const isNight = () => night().matches

export function useBrandStyle(brand: Brand): CSSProperties {
  const dark = useSyncExternalStore(watch, isNight)
  const roles = dark ? brand.dark : brand.light
  return {
    '--brand-tint': roles.tint,
    '--brand-ink': roles.ink,
    '--brand-fill': roles.fill,
    '--brand-on': roles.on,
    '--brand-edge': roles.edge ?? roles.fill,
    '--brand-line': roles.line,
  } as CSSProperties
}
