/** The answer of a checker: the value in its one form, or a code whose sentence stands in kernel.messages.ts. */
export type Checked<T> = { ok: true; value: T } | { ok: false; code: string; facts?: Record<string, string> }
export const good = <T>(value: T): Checked<T> => ({ ok: true, value })
export const bad = (
  code: string,
  facts?: Record<string, string>,
): { ok: false; code: string; facts?: Record<string, string> } => ({ ok: false, code, ...(facts ? { facts } : {}) })
