// Undo for the whole draft. Changes to the same field in a row are one step, so that undoing takes back a thought and not a letter.
import type { DocumentContent } from '../../blocks/contract.ts'

export type History = { past: readonly DocumentContent[]; last: string | null; at: number }
export const noHistory: History = { past: [], last: null, at: 0 }

const STEPS = 100
const PAUSE_MS = 2000

/** Notes what stood before a change. `field` names what is being changed; null always begins a step of its own. */
export function noteChange(h: History, before: DocumentContent, field: string | null, at: number): History {
  if (field !== null && field === h.last && at - h.at < PAUSE_MS) return { ...h, at }
  return { past: [...h.past.slice(-(STEPS - 1)), before], last: field, at }
}

/** What stood before the last step, and the history without it; null when there is nothing to undo. */
export function stepBack(h: History): { content: DocumentContent; history: History } | null {
  const content = h.past[h.past.length - 1]
  return content ? { content, history: { past: h.past.slice(0, -1), last: null, at: 0 } } : null
}
