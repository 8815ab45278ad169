// The draft being written: its content, what is saved of it, and everything round it that the editor's parts need.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { ArticleView } from '../../articles/contract.ts'
import type { DocumentContent } from '../../blocks/contract.ts'
import type { FrozenVersion } from '../../blocks/frozen.ts'
import type { DocumentDetail } from '../../documents/contract.ts'
import { shortId } from '../../kernel/ids.ts'
import { api, type Picture, type Point, type Recipients } from '../api.ts'
import { useSession } from '../session.tsx'
import { useToast } from '../shell/toast.tsx'
import { useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { type Change, rowsOf } from './content.ts'
import { differences } from './difference.ts'
import { editorWords as w } from './editor.messages.ts'
import { noHistory, noteChange, stepBack } from './history.ts'
import { forgetDraft, keepDraft, takeKept, windowName } from './kept.ts'
import { Saver, type SaveState } from './save.ts'

export type Draft = {
  id: string
  /** As the server knows it: receivers, versions, state. Its content is what was loaded, not what is typed. */
  detail: DocumentDetail
  content: DocumentContent
  /** `field` names what is typed in, so that undo takes a thought back and not a letter; null for one whole step. */
  change: (change: Change, field?: string | null) => void
  undo: () => void
  canUndo: boolean
  /** As it would be sent, when last composed by the server. */
  base: FrozenVersion
  pictures: readonly Picture[]
  addPicture: (picture: Picture) => void
  articles: readonly ArticleView[]
  addArticle: (article: ArticleView) => void
  saveState: SaveState
  revision: () => number
  /** Saves at once; true when everything is with the server. */
  flush: () => Promise<boolean>
  saveRecipients: (recipients: Recipients) => Promise<void>
  /** Asks the server anew how client and company stand: something was changed beside the draft. */
  refresh: () => Promise<void>
  points: readonly Point[]
  /** Texts in figure fields that cannot be read, by row id and field. */
  unreadable: Readonly<Record<string, string>>
  setUnreadable: (key: string, text: string | null) => void
  /** The other window's draft, while a choice is to be made. */
  conflict: DocumentDetail | null
  settle: (content: DocumentContent) => void
}

const DraftContext = createContext<Draft | null>(null)
export const DraftProvider = DraftContext.Provider
export function useDraft(): Draft {
  const draft = useContext(DraftContext)
  if (!draft) throw new Error('No draft is open here.')
  return draft
}

export function useOpenDraft(loaded: { detail: DocumentDetail; base: FrozenVersion }): Draft {
  const say = useSay()
  const toast = useToast()
  const { id } = loaded.detail
  const [detail, setDetail] = useState(loaded.detail)
  const [base, setBase] = useState(loaded.base)
  const [content, setContent] = useState(loaded.detail.content)
  const [history, setHistory] = useState(noHistory)
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'saved', at: loaded.detail.revisedAt })
  const [conflict, setConflict] = useState<DocumentDetail | null>(null)
  const [pictures, setPictures] = useState<readonly Picture[]>([])
  const [unreadable, setUnreadableTexts] = useState<Readonly<Record<string, string>>>({})
  const now = useRef({ content, history, unreadable })
  now.current = { content, history, unreadable }

  const { me } = useSession()
  const [place] = useState(() => ({ member: me.memberId, document: id, window: windowName(sessionStorage, shortId) }))
  const [saver] = useState(
    () =>
      new Saver(loaded.detail.revision, {
        put: (revision, typed) => api.saveContent(id, revision, typed),
        keep: kept => keepDraft(localStorage, place, kept),
        forget: () => forgetDraft(localStorage, place),
        tell: setSaveState,
        now: () => new Date(),
      }),
  )
  const show = useCallback((next: DocumentContent) => {
    now.current = { ...now.current, content: next }
    setContent(next)
  }, [])

  const change = useCallback(
    (make: Change, field: string | null = null) => {
      const before = now.current.content
      const next = make(before)
      if (next === before) return
      setHistory(h => noteChange(h, before, field, Date.now()))
      show(next)
      saver.change(next)
    },
    [saver, show],
  )

  /** Looks at how the server stands: takes it over when it is newer and nothing here is unsaved, else asks which. */
  const meet = useCallback(
    (theirs: DocumentDetail, mine: DocumentContent | null) => {
      setDetail(theirs)
      if (mine === null || differences(mine, theirs.content, 'sv').length === 0) {
        saver.rebase(theirs.revision, null)
        show(theirs.content)
        setSaveState({ kind: 'saved', at: theirs.revisedAt })
      } else setConflict(theirs)
    },
    [saver, show],
  )

  // What an earlier visit typed and could not save comes back first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the draft is opened
  useEffect(() => {
    const kept = takeKept(localStorage, place)
    if (!kept) return
    if (kept.revision === loaded.detail.revision) {
      if (differences(kept.content, loaded.detail.content, 'sv').length === 0) forgetDraft(localStorage, place)
      else {
        show(kept.content)
        saver.change(kept.content)
        toast(say(w.restored))
      }
    } else {
      show(kept.content)
      meet(loaded.detail, kept.content)
    }
  }, [])

  // Another window was first: its text is fetched so that the two can be compared.
  const inConflict = saveState.kind === 'conflict'
  useEffect(() => {
    if (!inConflict) return
    const abort = new AbortController()
    api.document(id, abort.signal).then(
      theirs => meet(theirs, now.current.content),
      () => {
        if (!abort.signal.aborted) toast(say(w.conflictFailed))
      },
    )
    return () => abort.abort()
  }, [inConflict, id, meet, toast, say])

  useEffect(() => {
    const wake = () => saver.wake()
    const seen = () => {
      if (document.visibilityState !== 'visible') return
      if (!saver.isClean) return saver.wake()
      api.document(id).then(
        theirs => {
          if (!saver.isClean || theirs.revision <= saver.revision) return
          const changed = differences(now.current.content, theirs.content, 'sv').length > 0
          meet(theirs, null)
          if (changed) toast(say(w.takenOver))
        },
        () => {},
      )
    }
    const leaving = () => void saver.flush()
    const asked = (e: BeforeUnloadEvent) => {
      if (saver.wouldLose) e.preventDefault()
    }
    addEventListener('beforeunload', asked)
    addEventListener('online', wake)
    addEventListener('pagehide', leaving)
    document.addEventListener('visibilitychange', seen)
    return () => {
      removeEventListener('beforeunload', asked)
      removeEventListener('online', wake)
      removeEventListener('pagehide', leaving)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [id, saver, meet, toast, say])
  useEffect(() => () => void saver.flush().finally(() => saver.close()), [saver])

  const refresh = useCallback(async () => {
    const [d, b] = await Promise.all([api.document(id), api.asSent(id)])
    setDetail(d)
    setBase(b)
  }, [id])

  const articles = useData(signal => api.articles({}, signal), [])
  // What is missing before sending is judged on what is saved.
  const points = useData(
    signal => api.sendPoints(id, signal),
    [id, saveState.kind === 'saved' ? saveState.at : '', detail, base],
  )

  // Keys begin with the row's id; `whole` is the quote's own. A row that is gone takes its unreadable text along.
  const rowIds = useMemo(() => new Set(['whole', ...rowsOf(content).map(r => r.id)]), [content])
  const stillUnreadable = useMemo(
    () => Object.fromEntries(Object.entries(unreadable).filter(([key]) => rowIds.has(key.split('.')[0] as string))),
    [unreadable, rowIds],
  )

  return {
    id,
    detail,
    content,
    change,
    canUndo: history.past.length > 0,
    undo: () => {
      const back = stepBack(now.current.history)
      if (!back) return
      setHistory(back.history)
      setUnreadableTexts({})
      show(back.content)
      saver.change(back.content)
    },
    base,
    pictures,
    addPicture: useCallback((p: Picture) => setPictures(all => [...all, p]), []),
    articles: articles.data?.articles ?? [],
    addArticle: article => {
      const known = articles.data ?? { articles: [], total: 0, seesCost: detail.seesCost }
      articles.set({ ...known, articles: [article, ...known.articles], total: known.total + 1 })
    },
    saveState,
    revision: () => saver.revision,
    flush: () => saver.flush(),
    saveRecipients: async recipients => {
      const saved = await saver.alone(() => api.saveRecipients(id, recipients))
      if (!saved) return
      setDetail(saved)
      setBase(await api.asSent(id))
    },
    refresh,
    points: points.data?.points ?? [],
    unreadable: stillUnreadable,
    setUnreadable: useCallback((key: string, text: string | null) => {
      setUnreadableTexts(all => {
        if (text === null && !(key in all)) return all
        const { [key]: _now, ...rest } = all
        return text === null ? rest : { ...rest, [key]: text }
      })
    }, []),
    conflict,
    settle: chosen => {
      if (!conflict) return
      const isTheirs = differences(chosen, conflict.content, 'sv').length === 0
      show(chosen)
      saver.rebase(conflict.revision, isTheirs ? null : chosen)
      if (isTheirs) setSaveState({ kind: 'saved', at: conflict.revisedAt })
      setConflict(null)
    },
  }
}
