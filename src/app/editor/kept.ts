// Where the browser keeps what the server has not confirmed: one place per member, document and window. A browser is shared in a site hut:
// whoever signs in next finds nothing of the last one's. Two windows never write over each other's text.
import type { Kept } from './save.ts'

/** Whose text, of which document, typed in which window. */
export type Place = { member: string; document: string; window: string }

const PREFIX = 'cling:draft:'
const ofMember = (member: string) => `${PREFIX}${member}:`
const ofDocument = (p: Place) => `${ofMember(p.member)}${p.document}:`
const slotOf = (p: Place) => ofDocument(p) + p.window

/** Names this window; a reload keeps the name. */
export function windowName(session: Storage, make: () => string): string {
  const known = session.getItem('cling:window')
  if (known) return known
  const name = make()
  session.setItem('cling:window', name)
  return name
}

/** False when the store is full or forbidden: then the text lives in the window alone, and whoever types is told so. */
export function keepDraft(local: Storage, place: Place, kept: Kept): boolean {
  try {
    local.setItem(slotOf(place), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

export const forgetDraft = (local: Storage, place: Place): void => local.removeItem(slotOf(place))

/** What was typed and never confirmed: this window's own, else the newest that a closed window left. It becomes this window's. */
export function takeKept(local: Storage, place: Place): Kept | null {
  const own = read(local, slotOf(place))
  if (own) return own
  let newest: { slot: string; kept: Kept } | null = null
  for (const slot of slots(local, ofDocument(place))) {
    const kept = read(local, slot)
    if (kept && (!newest || kept.at > newest.kept.at)) newest = { slot, kept }
  }
  if (!newest) return null
  // Where there is no room for a second copy the old one stays.
  if (keepDraft(local, place, newest.kept)) local.removeItem(newest.slot)
  return newest.kept
}

/** The titles of what this member typed here and the server has not confirmed; a document typed in two windows counts once. */
export function unconfirmed(local: Storage, member: string): string[] {
  const titles = new Map<string, string>()
  for (const slot of slots(local, ofMember(member))) {
    const kept = read(local, slot)
    if (kept) titles.set(slot.slice(ofMember(member).length).split(':')[0] as string, kept.content.title)
  }
  return [...titles.values()]
}

/** Leaves nothing of what this member typed in the browser. */
export function forgetAll(local: Storage, member: string): void {
  for (const slot of slots(local, ofMember(member))) local.removeItem(slot)
}

const slots = (local: Storage, prefix: string): string[] =>
  Array.from({ length: local.length }, (_, i) => local.key(i)).filter(
    (slot): slot is string => slot?.startsWith(prefix) === true,
  )

function read(local: Storage, slot: string): Kept | null {
  try {
    const kept = JSON.parse(local.getItem(slot) ?? 'null') as Kept | null
    return kept && typeof kept.revision === 'number' && Array.isArray(kept.content?.blocks) ? kept : null
  } catch {
    return null
  }
}
