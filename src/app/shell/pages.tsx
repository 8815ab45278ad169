// A list that comes a page at a time: on its way, failed, empty, more.
import { type ReactNode, useState } from 'react'
import { appWords as w } from '../app.messages.ts'
import { type Loaded, sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { Empty, Failed, Loading } from './states.tsx'

type Page<T> = { items: readonly T[]; next: string | null }
export type PagedList<T> = Loaded<Page<T>> & { more: () => void; moreFailed: string | null; busy: boolean }

export function usePages<T>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<T>>,
  keys: readonly unknown[],
): PagedList<T> {
  const say = useSay()
  const first = useData(signal => load(null, signal), keys)
  const [state, setState] = useState<{ busy: boolean; failed: string | null }>({ busy: false, failed: null })
  const more = async () => {
    const now = first.data
    if (!now?.next || state.busy) return
    setState({ busy: true, failed: null })
    try {
      const page = await load(now.next, new AbortController().signal)
      first.set({ items: [...now.items, ...page.items], next: page.next })
      setState({ busy: false, failed: null })
    } catch (error) {
      setState({ busy: false, failed: sentenceOf(error, say) })
    }
  }
  return { ...first, more: () => void more(), moreFailed: state.failed, busy: state.busy }
}

export function Pages<T>({
  list,
  empty,
  emptyAction,
  children,
}: {
  list: PagedList<T>
  empty: string
  emptyAction?: ReactNode
  children: (items: readonly T[]) => ReactNode
}) {
  const say = useSay()
  if (!list.data) return list.failed ? <Failed text={list.failed} again={list.again} /> : <Loading lines={8} />
  if (list.data.items.length === 0) return <Empty text={empty}>{emptyAction}</Empty>
  return (
    <div aria-busy={list.loading || undefined}>
      {list.failed && <Failed text={list.failed} again={list.again} />}
      {children(list.data.items)}
      {list.moreFailed && <Failed text={list.moreFailed} />}
      {list.data.next && (
        <p className="more">
          <button type="button" className="button" disabled={list.busy} onClick={list.more}>
            {say(list.busy ? w.loading : w.showMore)}
          </button>
        </p>
      )}
    </div>
  )
}
