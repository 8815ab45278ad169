// The editor's bar: what this is, whether it is saved, and the one next step.
import { Icon } from '../../design/icons.tsx'
import { Status } from '../../design/status.tsx'
import { stockholmDate, timeWords } from '../../kernel/dates.ts'
import { appWords } from '../app.messages.ts'
import { freshPaper } from '../paper-words.ts'
import { useLanguage, useSay } from '../words.tsx'
import { editorWords as w } from './editor.messages.ts'
import type { View } from './editor.tsx'
import { useDraft } from './use-draft.ts'

export function EditorBar({
  view,
  setView,
  send,
}: {
  view: View
  setView: (view: View) => void
  send: { word: string; open: () => void }
}) {
  const say = useSay()
  const language = useLanguage()
  const draft = useDraft()
  const change = () => setView(view === 'client' ? 'write' : 'client')
  const isSent = draft.detail.latestVersion > 0
  return (
    <header className="editor-bar">
      <a className="icon-button" href={isSent ? `/app/dokument/${draft.id}` : '/app/'} aria-label={say(appWords.back)}>
        <Icon name="left" />
      </a>
      <p className="what">
        <b>{draft.content.title || freshPaper(draft.detail.kind, language)}</b>
        <span className="num">{draft.detail.number}</span>
        <Status state={isSent ? draft.detail.state : 'draft'} language={language} />
      </p>
      <SaveWord />
      <button
        type="button"
        className="icon-button"
        aria-label={say(w.undo)}
        title={say(w.undo)}
        disabled={!draft.canUndo}
        onClick={draft.undo}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="icon-button only-phone"
        aria-label={say(view === 'client' ? w.write : w.asClient)}
        aria-pressed={view === 'client'}
        onClick={change}
      >
        <Icon name={view === 'client' ? 'close' : 'eye'} />
      </button>
      <button type="button" className="button small" aria-pressed={view === 'client'} onClick={change}>
        {say(view === 'client' ? w.priceAndCheck : w.asClient)}
      </button>
      <button type="button" className="button main small" onClick={send.open}>
        {send.word}
      </button>
    </header>
  )
}

/** For whoever may not write: what this is, and the way back. */
export function ReadingBar() {
  const say = useSay()
  const language = useLanguage()
  const draft = useDraft()
  return (
    <header className="editor-bar">
      <a className="icon-button" href="/app/" aria-label={say(appWords.back)}>
        <Icon name="left" />
      </a>
      <p className="what">
        <b>{draft.content.title || freshPaper(draft.detail.kind, language)}</b>
        <span className="num">{draft.detail.number}</span>
        <Status state={draft.detail.latestVersion > 0 ? draft.detail.state : 'draft'} language={language} />
      </p>
    </header>
  )
}

/** Whether what is typed is safe, and where. Spoken only when it is in trouble. */
export function SaveWord() {
  const say = useSay()
  const language = useLanguage()
  const { saveState: s, flush } = useDraft()
  switch (s.kind) {
    case 'saved': {
      const at = new Date(s.at)
      const clock = timeWords(at, language).replace('kl. ', '')
      const today = stockholmDate(at) === stockholmDate(new Date())
      return <p className="save-word">{say(w.saved, { at: today ? clock : stockholmDate(at) })}</p>
    }
    case 'waiting':
    case 'saving':
      return <p className="save-word">{say(w.saving)}</p>
    case 'conflict':
      return <p className="save-word warn">{say(w.conflictTitle)}</p>
    case 'refused':
      return (
        <p className="save-word warn" role="alert">
          {Object.values(s.fields)[0] ?? s.text} {say(w.refused)}
        </p>
      )
    case 'offline':
    case 'failed':
      return (
        <p className="save-word warn" role="alert">
          <span>{say(s.kept ? w[s.kind] : w.onlyHere)}</span>{' '}
          <button type="button" className="link" onClick={() => void flush()}>
            {say(appWords.tryAgain)}
          </button>
        </p>
      )
  }
}
