// Addresses of the app: a dozen, so a table and the History API do. Links are real links; only plain clicks are caught.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

type Here = { path: string; search: URLSearchParams }

const MOVED = 'cling:moved'

/** Goes to an address of the app. `replace` leaves no step in the history; `stay` keeps the place on the page. */
export function go(to: string, options: { replace?: boolean; stay?: boolean } = {}) {
  if (options.replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  dispatchEvent(new Event(MOVED))
  if (!options.stay) scrollTo(0, 0)
}

const HereContext = createContext<Here>({ path: '/', search: new URLSearchParams() })
export const useHere = () => useContext(HereContext)

export function match(pattern: string, path: string): Record<string, string> | null {
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

/** A link inside the app that a plain click may follow without loading the page anew. */
function inside(e: MouseEvent): HTMLAnchorElement | null {
  const link = (e.target as Element).closest?.('a')
  if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return null
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return null
  if (link.hash && link.pathname === location.pathname) return null
  return /^\/app(\/|$)/.test(link.pathname) ? link : null
}

const where = (): Here => ({ path: location.pathname, search: new URLSearchParams(location.search) })

export function Routes({
  routes,
  missing,
}: {
  routes: readonly [string, (params: Record<string, string>) => ReactNode][]
  missing: ReactNode
}) {
  const [here, setHere] = useState(where)
  useEffect(() => {
    const moved = () => setHere(where())
    const clicked = (e: MouseEvent) => {
      const link = inside(e)
      if (!link) return
      e.preventDefault()
      go(link.pathname + link.search)
    }
    addEventListener('popstate', moved)
    addEventListener(MOVED, moved)
    document.addEventListener('click', clicked)
    return () => {
      removeEventListener('popstate', moved)
      removeEventListener(MOVED, moved)
      document.removeEventListener('click', clicked)
    }
  }, [])
  for (const [pattern, draw] of routes) {
    const params = match(pattern, here.path)
    if (params) return <HereContext.Provider value={here}>{draw(params)}</HereContext.Provider>
  }
  return <HereContext.Provider value={here}>{missing}</HereContext.Provider>
}
