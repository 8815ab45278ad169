// Where a quote is written: its parts to the left, the paper itself in the middle, price and check (or the customer's view) to the
// right. On a phone one at a time.

import { useEffect, useState } from 'react'
import { isAgreed } from '../../documents/states.ts'
import { formatOre } from '../../kernel/money.ts'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { ChangeEditor } from '../change/change-editor.tsx'
import { freshPaper } from '../paper-words.ts'
import { go } from '../router.tsx'
import { useMay } from '../session.tsx'
import { Failed, Loading, Missing } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { Why } from '../shell/why.tsx'
import { useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { EditorBar, ReadingBar } from './bar.tsx'
import { ConflictSheet } from './conflict-sheet.tsx'
import { draftPrice, firstNames } from './draft-view.ts'
import { editorWords as w } from './editor.messages.ts'
import { Paper } from './paper.tsx'
import { PartList } from './part-list.tsx'
import { Preview } from './preview.tsx'
import { SendSheet } from './send-sheet.tsx'
import { SidePanel } from './side-panel.tsx'
import { DraftProvider, useOpenDraft } from './use-draft.ts'

export function Editor({ id }: { id: string }) {
  const loaded = useData(
    async signal => {
      const [detail, base] = await Promise.all([api.document(id, signal), api.asSent(id, signal)])
      return { detail, base }
    },
    [id],
  )
  const settled = loaded.data && isAgreed(loaded.data.detail.state)
  useEffect(() => {
    // A signed agreement is followed, not written.
    if (settled) go(`/app/dokument/${id}`, { replace: true })
  }, [settled, id])
  if (loaded.missing) return <Missing />
  if (loaded.failed && !loaded.data) return <Failed text={loaded.failed} again={loaded.again} />
  if (!loaded.data || settled) return <Loading lines={8} />
  // An ÄTA is written standing up.
  if (loaded.data.detail.kind === 'change-order') return <ChangeEditor loaded={loaded.data} />
  return <OpenEditor loaded={loaded.data} />
}

export type View = 'write' | 'client'

function OpenEditor({ loaded }: { loaded: Parameters<typeof useOpenDraft>[0] }) {
  const say = useSay()
  const language = useLanguage()
  const draft = useOpenDraft(loaded)
  const may = useMay()
  const toast = useToast()
  const [view, setView] = useState<View>('write')
  const [sending, setSending] = useState(false)
  const { content, detail } = draft
  useEffect(() => {
    document.title = `${content.title || freshPaper(detail.kind, language)} · Cling`
  }, [content.title, detail.kind, language])

  const price = draftPrice(content, detail.parties, { unreadable: Object.keys(draft.unreadable).length > 0 })
  const names = firstNames(
    detail.parties.map(p => p.name),
    say(w.and),
  )
  const send = {
    word: names ? say(w.sendTo, { names }) : say(w.send),
    open: () => {
      if (!may('documents.send')) return toast(say(w.othersSend))
      void draft.flush()
      setSending(true)
    },
  }
  if (!may('documents.write'))
    return (
      <DraftProvider value={draft}>
        <div className="editor only-read">
          <ReadingBar />
          <main id="innehall">
            <h1 className="sr">{content.title || freshPaper(detail.kind, language)}</h1>
            <p className="notice">{say(appWords.onlyReading)}</p>
            <Preview price={price} />
          </main>
        </div>
      </DraftProvider>
    )
  return (
    <DraftProvider value={draft}>
      <div className={`editor ${view}`}>
        <EditorBar view={view} setView={setView} send={send} />
        <div className="editor-body">
          <PartList />
          <main className="desk" id="innehall">
            <h1 className="sr">{content.title || freshPaper(detail.kind, language)}</h1>
            <Why of={['document', 'content']} />
            <Paper />
          </main>
          <aside className="panel">{view === 'client' ? <Preview price={price} /> : <SidePanel price={price} />}</aside>
        </div>
        <footer className="editor-foot">
          <p className="num">
            <b>{price ? `${formatOre(price.toPayOre, language)} kr` : say(w.counting)}</b>
            <span>
              {price?.deduction &&
                say(w.beforeDeduction, {
                  total: formatOre(price.totalOre, language),
                  kind: price.deduction.kind.toUpperCase(),
                })}
            </span>
          </p>
          <button type="button" className="button main" onClick={send.open}>
            {send.word}
          </button>
        </footer>
        {sending && <SendSheet price={price} close={() => setSending(false)} />}
        {draft.conflict && <ConflictSheet theirs={draft.conflict} />}
      </div>
    </DraftProvider>
  )
}
