// Autosave. One save is under way at a time; what is typed meanwhile goes in the next. What the server has not confirmed is kept
// in the browser, with the revision it builds on, so that a reload, a lost network or a closed lid loses nothing.
import type { DocumentContent } from '../../blocks/contract.ts'
import { Offline, Refused } from '../api.ts'

export type SaveState =
  | { kind: 'saved'; at: string }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** No coverage: tried again by itself. `kept`: the browser holds the text; else only this window does. */
  | { kind: 'offline'; kept: boolean }
  /** The service answered that it could not: tried again by itself. */
  | { kind: 'failed'; kept: boolean }
  | { kind: 'conflict' }
  /** The content was not accepted; the next change is a new try. */
  | { kind: 'refused'; text: string; fields: Record<string, string> }

export type Kept = { revision: number; content: DocumentContent; at: string }

const PAUSE_MS = 600
const RETRY_MS = [1000, 3000, 10_000, 30_000]

export type SaverPorts = {
  put: (revision: number, content: DocumentContent) => Promise<{ revision: number; savedAt: string }>
  /** False when there was no room. */
  keep: (kept: Kept) => boolean
  forget: () => void
  tell: (state: SaveState) => void
  now: () => Date
}

export class Saver {
  readonly #ports: SaverPorts
  #revision: number
  #wanted: DocumentContent | null = null
  #current: Promise<void> | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #failures = 0
  #troubled = false
  #held = false
  #conflict = false
  #kept = true

  constructor(revision: number, ports: SaverPorts) {
    this.#revision = revision
    this.#ports = ports
  }

  /** The newest revision that the server has confirmed to us. */
  get revision() {
    return this.#revision
  }
  /** Whether everything typed is with the server. */
  get isClean() {
    return this.#wanted === null && this.#current === null
  }
  /** Whether closing the window now would lose text: neither the server nor the browser has it. */
  get wouldLose() {
    return !this.isClean && !this.#kept
  }

  /** Called on every change. */
  change(content: DocumentContent) {
    this.#wanted = content
    this.#kept = this.#ports.keep({ revision: this.#revision, content, at: this.#ports.now().toISOString() })
    if (this.#conflict) return
    this.#ports.tell({ kind: 'waiting' })
    this.#schedule(PAUSE_MS)
  }

  /** Saves at once; true when everything typed so far is with the server. */
  async flush(): Promise<boolean> {
    this.#troubled = false
    while (!this.isClean) {
      if (this.#conflict || this.#held) return false
      await (this.#current ?? this.#start())
      if (this.#troubled) return false
    }
    return true
  }

  /**
   * For work that itself makes a new revision (receivers): everything typed is saved first, saves wait meanwhile, and go on from the
   * revision it gives. Null when what was typed could not be saved. Throws what the work throws.
   */
  async alone<T extends { revision: number }>(work: () => Promise<T>): Promise<T | null> {
    if (!(await this.flush())) return null
    this.#held = true
    try {
      const done = await work()
      this.#revision = done.revision
      return done
    } finally {
      this.#held = false
      if (this.#wanted !== null) this.change(this.#wanted)
    }
  }

  /** After a conflict was settled, or when another window's save was taken over: builds on that revision. */
  rebase(revision: number, content: DocumentContent | null) {
    this.#revision = revision
    this.#conflict = false
    this.#failures = 0
    this.#wanted = null
    if (content) this.change(content)
    else this.#ports.forget()
  }

  /** Tries again at once: the network is back, or the person asks for it. */
  wake() {
    if (this.#wanted !== null) this.#schedule(0)
  }

  close() {
    if (this.#timer) clearTimeout(this.#timer)
    this.#held = true
  }

  #schedule(ms: number) {
    if (this.#conflict || this.#held) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (!this.#current && !this.#held) void this.#start()
    }, ms)
  }

  #start(): Promise<void> {
    if (this.#wanted === null) return Promise.resolve()
    if (this.#timer) clearTimeout(this.#timer)
    this.#current = this.#save(this.#wanted).finally(() => {
      this.#current = null
    })
    return this.#current
  }

  async #save(content: DocumentContent): Promise<void> {
    this.#wanted = null
    this.#ports.tell({ kind: 'saving' })
    try {
      const saved = await this.#ports.put(this.#revision, content)
      this.#revision = saved.revision
      this.#failures = 0
      this.#troubled = false
      const typedMeanwhile = this.#wanted as DocumentContent | null
      if (typedMeanwhile) {
        this.#kept = this.#ports.keep({ revision: saved.revision, content: typedMeanwhile, at: saved.savedAt })
        this.#schedule(PAUSE_MS)
      } else {
        this.#ports.forget()
        this.#ports.tell({ kind: 'saved', at: saved.savedAt })
      }
    } catch (error) {
      this.#wanted ??= content
      this.#troubled = true
      this.#tellTrouble(error)
    }
  }

  #tellTrouble(error: unknown) {
    if (error instanceof Refused && error.refusal.problem === 'edited-elsewhere') {
      this.#conflict = true
      this.#ports.tell({ kind: 'conflict' })
      return
    }
    if (error instanceof Refused && error.status < 500) {
      this.#ports.tell({ kind: 'refused', text: error.refusal.text, fields: error.refusal.fields })
      return
    }
    this.#ports.tell({ kind: error instanceof Offline ? 'offline' : 'failed', kept: this.#kept })
    this.#schedule(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] as number)
    this.#failures++
  }
}
