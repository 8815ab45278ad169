// Two windows: what differs, place by place, and what should stand.
import { useMemo, useState } from 'react'
import type { DocumentDetail } from '../../documents/contract.ts'
import { stockholmDate, timeWords } from '../../kernel/dates.ts'
import { Sheet } from '../shell/sheet.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { differences, merge } from './difference.ts'
import { editorWords as w } from './editor.messages.ts'
import { useDraft } from './use-draft.ts'

export function ConflictSheet({ theirs }: { theirs: DocumentDetail }) {
  const say = useSay()
  const language = useLanguage()
  const { content, settle } = useDraft()
  const found = useMemo(() => differences(content, theirs.content, language), [content, theirs, language])
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set(found.map(d => d.key)))
  const choose = (key: string, isMine: boolean) => {
    const next = new Set(mine)
    if (isMine) next.add(key)
    else next.delete(key)
    setMine(next)
  }
  const at = new Date(theirs.revisedAt)
  return (
    <Sheet
      wide
      title={say(w.conflictTitle)}
      // There is no way round the choice; both texts are safe until it is made.
      close={null}
      foot={
        <>
          <button type="button" className="button" onClick={() => setMine(new Set())}>
            {say(w.allTheirs)}
          </button>
          <button type="button" className="button" onClick={() => setMine(new Set(found.map(d => d.key)))}>
            {say(w.allMine)}
          </button>
          <button type="button" className="button main" onClick={() => settle(merge(content, theirs.content, mine))}>
            {say(w.settle)}
          </button>
        </>
      }
    >
      <p>
        {say(w.conflictText, {
          at: `${stockholmDate(at) === stockholmDate(new Date()) ? '' : `${stockholmDate(at)} `}${timeWords(at, language)}`,
          by: theirs.revisedBy ?? '',
        })}
      </p>
      <ul className="differences">
        {found.map(d => (
          <li key={d.key}>
            <fieldset>
              <legend>{d.where}</legend>
              {([true, false] as const).map(isMine => (
                <label key={String(isMine)} className={mine.has(d.key) === isMine ? 'picked' : undefined}>
                  <input
                    type="radio"
                    name={d.key}
                    checked={mine.has(d.key) === isMine}
                    onChange={() => choose(d.key, isMine)}
                  />
                  <span>
                    <small>{say(isMine ? w.mine : w.theirs)}</small>
                    {isMine ? d.mine : d.theirs}
                  </span>
                </label>
              ))}
            </fieldset>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
