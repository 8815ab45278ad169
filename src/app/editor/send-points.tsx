// "Innan du skickar": what is missing first, each with its reason and a way to the place.
import type { BlockType, DocumentContent } from '../../blocks/contract.ts'
import { Icon } from '../../design/icons.tsx'
import type { Point } from '../api.ts'
import { useSay } from '../words.tsx'
import { isBlank, rowsOf } from './content.ts'
import { draftPrice } from './draft-view.ts'
import { editorWords as w } from './editor.messages.ts'
import { goToPart } from './part-list.tsx'
import { openReceivers } from './side-panel.tsx'
import { type Draft, useDraft } from './use-draft.ts'

/** The server's points, with what only this window knows: figures that cannot be read are not even saved. */
export function usePoints(): Point[] {
  const say = useSay()
  const draft = useDraft()
  const rows = rowsOf(draft.content)
  const unreadable = [...new Set(Object.keys(draft.unreadable).map(key => key.split('.')[0] as string))].map(
    (id): Point => ({
      code: `unreadable-${id}`,
      level: 'missing',
      anchor: id,
      text: say(w.unreadable, {
        row: id === 'whole' ? say(w.wholeDiscount) : rows.find(r => r.id === id)?.description || say(w.unnamedRow),
      }),
    }),
  )
  // Rows that come to nothing are a price that is not written yet, not an offer for nought.
  const priced = draftPrice(draft.content, draft.detail.parties, { unreadable: false }) !== null
  const table = draft.content.blocks.find(b => b.type === 'price-table')
  const unpriced: Point[] =
    priced || rows.every(isBlank)
      ? []
      : [{ code: 'unpriced', level: 'missing', anchor: table?.id ?? null, text: say(w.unpriced) }]
  return [...unreadable, ...unpriced, ...draft.points]
}

/** Parts that a point asks for by what they are, since what is empty is no part of what the server judges. */
const ASKED_FOR: Readonly<Record<string, BlockType>> = {
  'point.price': 'price-table',
  'point.not-included': 'not-included',
  'point.payment': 'payment-plan',
}

function anchorOf(point: Point, content: DocumentContent): string | null {
  const type = ASKED_FOR[point.code]
  return point.anchor ?? content.blocks.find(b => b.type === type)?.id ?? null
}

export function SendPoints({ leave }: { leave?: () => void }) {
  const say = useSay()
  const draft = useDraft()
  const points = usePoints()
  const done = points.filter(p => p.level === 'done').length
  const words = { missing: w.pointMissing, warning: w.pointWarning, done: w.pointDone }
  return (
    <>
      <header className="points-head">
        <h2>{say(w.before)}</h2>
        <span>{say(w.beforeCount, { done, all: points.length })}</span>
      </header>
      <ul className="points">
        {points
          .map(p => ({ ...p, anchor: anchorOf(p, draft.content) }))
          .map(p => (
            <li key={`${p.code}${p.anchor}`} className={p.level}>
              <Icon name={p.level === 'done' ? 'check' : 'warning'} title={say(words[p.level])} />
              <span>
                {p.text}{' '}
                {p.level === 'done' || p.anchor === null ? null : p.anchor === 'company' ? (
                  <a href="/app/installningar">{say(w.toSettings)}</a>
                ) : (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      leave?.()
                      // The sheet gives the focus back first.
                      setTimeout(() => goToAnchor(p.anchor as string, draft), 0)
                    }}
                  >
                    {say(w.goThere)}
                  </button>
                )}
              </span>
            </li>
          ))}
      </ul>
    </>
  )
}

/** To the field or row a point is about. */
function goToAnchor(anchor: string, draft: Draft) {
  if (anchor === 'recipients') return openReceivers()
  if (anchor === 'title' || anchor === 'change') {
    const place = document.getElementById(anchor)
    const folded = place?.closest('details')
    if (folded) folded.open = true
    return (place?.querySelector<HTMLElement>('textarea, select') ?? place)?.focus()
  }
  if (anchor === 'valid-to') return document.querySelector<HTMLElement>('#del-valid-to input')?.focus()
  if (draft.content.blocks.some(b => b.id === anchor)) return goToPart(anchor)
  const row = document.querySelector<HTMLElement>(`[data-row="${anchor}"]`)
  row?.scrollIntoView({ block: 'center' })
  row?.querySelector<HTMLElement>('button.cell, [data-column]')?.click()
}
