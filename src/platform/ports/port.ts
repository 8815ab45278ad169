// What a slice needs from outside, said in its own words. The adapter is chosen at start from the configuration; nobody outside
// `integrations/` knows which company it is.

export type Port<_T> = {
  readonly name: string
  /** The processor's key in the data map's `shared` lists. */
  readonly processor: string
  /** Columns ("table.column") that may pass through it. */
  readonly discloses: readonly string[]
}

export function port<T>(name: string, options: { processor: string; discloses: readonly string[] }): Port<T> {
  return { name, ...options }
}

export type Ports = { get<T>(p: Port<T>): T }

/** The chosen adapter of each port. Asking for one that was never chosen is a bug in the wiring. */
export function choosePorts(chosen: readonly [Port<never>, unknown][]): Ports {
  const byName = new Map(chosen.map(([p, adapter]) => [p.name, adapter]))
  return {
    get<T>(p: Port<T>): T {
      const adapter = byName.get(p.name)
      if (!adapter) throw new Error(`No adapter was chosen for the port ${p.name}.`)
      return adapter as T
    },
  }
}
