// A job is declared beside the capability it belongs to and enqueued inside the transaction that causes it: it exists exactly
// when its cause does. It may run twice; the second time must be harmless. Payloads carry ids and nothing else.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Services } from '../context.ts'
import type { Tx } from '../database/connect.ts'

export type Job<I = unknown> = {
  readonly name: string
  readonly does: string
  readonly input: z.ZodType<I>
  /** graphile-worker gives up after this many; a job that may never be given up also has a sweep. */
  readonly maxAttempts: number
  readonly run: (services: Services, input: I, attempt: number) => Promise<void>
  /** Enqueues in the caller's transaction. The same key while waiting replaces the waiting one. */
  in(tx: Tx, input: I, options?: { key?: string; runAt?: Date; priority?: number }): Promise<void>
}

export function job<I>(
  name: string,
  options: {
    does: string
    input: z.ZodType<I>
    maxAttempts?: number
    run: (services: Services, input: I, attempt: number) => Promise<void>
  },
): Job<I> {
  const maxAttempts = options.maxAttempts ?? 25
  return {
    name,
    does: options.does,
    input: options.input,
    maxAttempts,
    run: options.run,
    async in(tx, input, at = {}) {
      const payload = JSON.stringify(options.input.parse(input))
      await sql`select jobs.enqueue(${name}, ${payload}::json, null, ${at.runAt ?? null}::timestamptz, ${maxAttempts}, ${at.key ?? null}, ${at.priority ?? 0})`.execute(
        tx,
      )
    },
  }
}

/** A sweep takes no input: it looks at how things stand and does what is due, so it can be woken early, late or often. */
export type Sweep = {
  readonly name: string
  readonly does: string
  readonly everySeconds: number
  readonly run: (services: Services) => Promise<void>
}
export const sweep = (name: string, options: Omit<Sweep, 'name'>): Sweep => ({ name, ...options })
