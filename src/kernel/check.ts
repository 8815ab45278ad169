import type { KernelCode } from './kernel.messages.ts'

/** The answer of a checker: the value in its one form, or a code whose sentence stands in kernel.messages.ts. */
export type Checked<T> = { ok: true; value: T } | Refused
export type Refused = { ok: false; code: KernelCode; facts?: Record<string, string> }

export const good = <T>(value: T): Checked<T> => ({ ok: true, value })
/** Facts are shown to the person and reach logs: never what was typed where that may be a personal number, an address or a phone. */
export const bad = (code: KernelCode, facts?: Record<string, string>): Refused => ({
  ok: false,
  code,
  ...(facts ? { facts } : {}),
})
