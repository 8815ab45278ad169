/**
 * Something the reader can do something about: a short code, the facts its sentence needs, and optionally the field it
 * belongs beside. The sentence itself stands in a slice's `*.messages.ts` under the same code. Facts may never hold a
 * personal number; they reach logs and answers.
 */
export class Problem extends Error {
  readonly code: string
  readonly facts: Record<string, string | number | boolean | null>
  readonly field: string | null
  readonly status: number

  constructor(
    code: string,
    facts: Record<string, string | number | boolean | null> = {},
    options: { field?: string; status?: number } = {},
  ) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.facts = facts
    this.field = options.field ?? null
    this.status = options.status ?? 422
  }
}
