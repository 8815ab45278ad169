// Where the browser keeps what the server has not confirmed: one place per document and window, so that two windows never write over
// each other's text.
import type { Kept } from './save.ts'

const PREFIX = 'cling:draft:'
const slotOf = (documentId: string, window: string) => `${PREFIX}${documentId}:${window}`

/** Names this window; a reload keeps the name. */
export function windowName(session: Storage, make: () => string): string {
  const known = session.getItem('cling:window')
  if (known) return known
  const name = make()
  session.setItem('cling:window', name)
  return name
}

export function keepDraft(local: Storage, documentId: string, window: string, kept: Kept): void {
  try {
    local.setItem(slotOf(documentId, window), JSON.stringify(kept))
  } catch {
    // A full or forbidden store takes away the second safety net, not the first.
  }
}

export const forgetDraft = (local: Storage, documentId: string, window: string): void =>
  local.removeItem(slotOf(documentId, window))

/** What was typed and never confirmed: this window's own, else the newest that a closed window left. It becomes this window's. */
export function takeKept(local: Storage, documentId: string, window: string): Kept | null {
  const own = read(local, slotOf(documentId, window))
  if (own) return own
  let newest: { slot: string; kept: Kept } | null = null
  for (let i = 0; i < local.length; i++) {
    const slot = local.key(i)
    if (!slot?.startsWith(slotOf(documentId, ''))) continue
    const kept = read(local, slot)
    if (kept && (!newest || kept.at > newest.kept.at)) newest = { slot, kept }
  }
  if (!newest) return null
  keepDraft(local, documentId, window, newest.kept)
  local.removeItem(newest.slot)
  return newest.kept
}

function read(local: Storage, slot: string): Kept | null {
  try {
    const kept = JSON.parse(local.getItem(slot) ?? 'null') as Kept | null
    return kept && typeof kept.revision === 'number' && Array.isArray(kept.content?.blocks) ? kept : null
  } catch {
    return null
  }
}
