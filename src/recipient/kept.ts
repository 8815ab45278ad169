/** A bounded memory: the least recently used goes first. For things that never change under their key. */
export class Kept<T> {
  readonly #entries = new Map<string, { value: T; weight: number }>()
  readonly #limit: number
  readonly #weigh: (value: T) => number
  #weight = 0

  /** `limit` in units of `weigh`; each entry weighs 1 unless told otherwise. */
  constructor(limit: number, weigh: (value: T) => number = () => 1) {
    this.#limit = limit
    this.#weigh = weigh
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: T): void {
    const before = this.#entries.get(key)
    if (before) {
      this.#weight -= before.weight
      this.#entries.delete(key)
    }
    const weight = this.#weigh(value)
    this.#entries.set(key, { value, weight })
    this.#weight += weight
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= this.#limit) break
      this.#entries.delete(oldest)
      this.#weight -= entry.weight
    }
  }
}
