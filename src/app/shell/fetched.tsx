// A screen whose code is fetched when it is gone to. Not React's lazy: that holds a waiting picture, once shown, for 300 ms, however fast
// the screen arrives.
import { type ComponentType, useEffect, useState } from 'react'
import { Loading } from './states.tsx'

type Part<P extends object> = { load: () => Promise<ComponentType<P>>; here: ComponentType<P> | null }

export const part = <P extends object>(load: () => Promise<ComponentType<P>>): Part<P> => ({ load, here: null })

/** What cannot be fetched is thrown, to the boundary round the screens. */
export function Fetched<P extends object>({ part, props }: { part: Part<P>; props: P }) {
  const [failure, setFailure] = useState<{ error: unknown } | null>(null)
  const [, draw] = useState(0)
  useEffect(() => {
    if (part.here) return
    part.load().then(
      screen => {
        part.here = screen
        draw(n => n + 1)
      },
      error => setFailure({ error }),
    )
  }, [part])
  if (failure) throw failure.error
  const Screen = part.here
  return Screen ? <Screen {...props} /> : <Loading lines={8} />
}
