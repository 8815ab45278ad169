// The states a document is stored in; what a list shows is refined from them.

/** `rescinded`: the client has used the right of withdrawal. */
export const documentStates = [
  'draft',
  'sent',
  'partly-signed',
  'signed',
  'sealed',
  'declined',
  'withdrawn',
  'rescinded',
] as const
export type DocumentState = (typeof documentStates)[number]
/** States in which there is, or was, an agreement: what was agreed is not written over. */
export const agreedStates = ['signed', 'sealed', 'rescinded'] as const

export const isAgreed = (state: string): boolean => (agreedStates as readonly string[]).includes(state)
