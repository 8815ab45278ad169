import type { KernelCode } from './kernel.messages.ts'

/** The answer of a checker: the value in its one form, or a code whose sentence stands in the slice's messages. */
export type Checked<T, Code extends string = KernelCode> = { ok: true; value: T } | Refused<Code>
export type Refused<Code extends string = KernelCode> = { ok: false; code: Code; facts?: Record<string, string> }

export const good = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
/** Facts are shown to the person and reach logs: never what was typed where that may be a personal number, an address or a phone. */
export const bad = <Code extends string>(code: Code, facts?: Record<string, string>): Refused<Code> => ({
  ok: false,
  code,
  ...(facts ? { facts } : {}),
})
