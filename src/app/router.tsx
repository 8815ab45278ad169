// Addresses of the app: a dozen, so a table and the History API do. Links are real links; only plain clicks are caught.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

type Match = { path: string; params: Record<string, string> }

/** Asked before leaving a page with something unsaved; true lets go. */
let mayLeave: (() => boolean) | null = null
export function guardLeaving(guard: (() => boolean) | null) {
  mayLeave = guard
}

export function go(to: string, options: { replace?: boolean } = {}) {
  if (mayLeave && !mayLeave()) return
  if (options.replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  dispatchEvent(new PopStateEvent('popstate'))
  scrollTo(0, 0)
}

const Here = createContext<Match>({ path: '/', params: {} })
export const useHere = () => useContext(Here)

function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.replace(/\/$/, '').split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(given[i] as string)
    else if (part !== given[i]) return null
  }
  return params
}

export function Routes({
  routes,
  missing,
}: {
  routes: readonly [string, (params: Record<string, string>) => ReactNode][]
  missing: ReactNode
}) {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const moved = () => setPath(location.pathname)
    const clicked = (e: MouseEvent) => {
      const link = (e.target as Element).closest?.('a')
      if (
        !link ||
        e.defaultPrevented ||
        e.button !== 0 ||
        e.metaKey ||
        e.ctrlKey ||
        e.shiftKey ||
        link.target ||
        link.hasAttribute('download')
      )
        return
      if (link.origin !== location.origin || !link.pathname.startsWith('/app')) return
      e.preventDefault()
      go(link.pathname + link.search)
    }
    addEventListener('popstate', moved)
    addEventListener('click', clicked)
    return () => {
      removeEventListener('popstate', moved)
      removeEventListener('click', clicked)
    }
  }, [])
  for (const [pattern, draw] of routes) {
    const params = match(pattern, path)
    if (params) return <Here.Provider value={{ path, params }}>{draw(params)}</Here.Provider>
  }
  return <Here.Provider value={{ path, params: {} }}>{missing}</Here.Provider>
}
