// Autosave. One save is under way at a time; what is typed meanwhile goes in the next. What the server has not confirmed is kept
// in the browser, under the document's id and the revision it builds on, so that a reload, a lost network or a closed lid
// loses nothing.
import type { DocumentContent } from '../../blocks/contract.ts'
import { api, Offline, Refused } from '../api.ts'

export type SaveState =
  | { kind: 'saved'; at: string; revision: number }
  | { kind: 'saving' }
  | { kind: 'waiting' }
  | { kind: 'offline' }
  | { kind: 'conflict'; revision: number; at: string }
  | { kind: 'refused'; text: string; fields: Record<string, string> }

export type Kept = { revision: number; content: DocumentContent; at: string }

const slot = (id: string) => `cling:draft:${id}`

export function keptDraft(id: string): Kept | null {
  try {
    const text = localStorage.getItem(slot(id))
    return text ? (JSON.parse(text) as Kept) : null
  } catch {
    return null
  }
}
const keep = (id: string, kept: Kept) => {
  try {
    localStorage.setItem(slot(id), JSON.stringify(kept))
  } catch {
    // A full or forbidden store takes away the second safety net, not the first.
  }
}
export const forgetDraft = (id: string) => localStorage.removeItem(slot(id))

const PAUSE_MS = 600
const RETRY_MS = [1000, 3000, 10_000, 30_000]

type Tell = (state: SaveState, totals?: { totalOre: number | null; toPayOre: number | null }) => void

export class Saver {
  readonly #id: string
  readonly #tell: Tell
  #revision: number
  #wanted: DocumentContent | null = null
  #busy = false
  #timer: ReturnType<typeof setTimeout> | null = null
  #failures = 0
  #stopped = false

  constructor(id: string, revision: number, tell: Tell) {
    this.#id = id
    this.#revision = revision
    this.#tell = tell
    addEventListener('online', this.#wake)
  }

  get revision() {
    return this.#revision
  }
  get isClean() {
    return this.#wanted === null && !this.#busy
  }

  /** Called on every change. */
  change(content: DocumentContent) {
    this.#wanted = content
    keep(this.#id, { revision: this.#revision, content, at: new Date().toISOString() })
    this.#tell({ kind: 'waiting' })
    this.#schedule(PAUSE_MS)
  }

  /** Saves at once; resolves when everything typed so far is with the server, or false when it could not be. */
  async flush(): Promise<boolean> {
    for (let i = 0; i < 20 && !this.isClean; i++) {
      if (this.#busy) await new Promise(r => setTimeout(r, 50))
      else await this.#save()
      if (this.#stopped || this.#failures > 0) return false
    }
    return this.isClean
  }

  /** After a conflict was settled: build on the other's revision. */
  rebase(revision: number, content: DocumentContent | null) {
    this.#revision = revision
    this.#stopped = false
    if (content) this.change(content)
    else {
      this.#wanted = null
      forgetDraft(this.#id)
    }
  }

  close() {
    removeEventListener('online', this.#wake)
    if (this.#timer) clearTimeout(this.#timer)
  }

  #wake = () => this.#schedule(0)

  #schedule(ms: number) {
    if (this.#stopped) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), ms)
  }

  async #save() {
    if (this.#busy || this.#stopped || this.#wanted === null) return
    const content = this.#wanted
    this.#wanted = null
    this.#busy = true
    this.#tell({ kind: 'saving' })
    try {
      const saved = await api.put<{
        revision: number
        savedAt: string
        totalOre: number | null
        toPayOre: number | null
      }>(`/documents/${this.#id}/content`, { revision: this.#revision, content })
      this.#revision = saved.revision
      this.#failures = 0
      if (this.#wanted === null) {
        forgetDraft(this.#id)
        this.#tell({ kind: 'saved', at: saved.savedAt, revision: saved.revision }, saved)
      } else keep(this.#id, { revision: saved.revision, content: this.#wanted, at: new Date().toISOString() })
    } catch (error) {
      this.#wanted ??= content
      if (error instanceof Refused && error.refusal.problem === 'edited-elsewhere') {
        this.#stopped = true
        const { revision, at } = error.refusal.facts as { revision: number; at: string }
        this.#tell({ kind: 'conflict', revision, at })
        return
      }
      if (error instanceof Refused && error.status < 500) {
        // Kept as typed, told beside the field; the next change is a new try.
        this.#tell({ kind: 'refused', text: error.refusal.text, fields: error.refusal.fields })
        return
      }
      this.#tell(error instanceof Offline ? { kind: 'offline' } : { kind: 'offline' })
      const pause = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] as number
      this.#failures++
      this.#schedule(pause)
    } finally {
      this.#busy = false
      if (this.#wanted !== null && this.#failures === 0 && !this.#stopped) this.#schedule(PAUSE_MS)
    }
  }
}
