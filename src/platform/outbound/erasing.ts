// Forgetting somebody at a processor. What is accepted is not done: `requested` is asked about again until it is.
export type ErasureAnswer =
  /** Confirmed by them: nothing of the person is left but what their own periods let go, by the day given. */
  | { state: 'done'; leftUntil?: string }
  /** They have taken it; `reference` is what to ask with. */
  | { state: 'requested'; reference: string }
  | { state: 'not-held' }
  /** A person must ask them, in these words, and write down their answer. */
  | { state: 'manual'; request: string }

/** What the installation knows the person by there. */
export type ErasedSubject = { email?: string; remoteIds?: readonly string[] }

export type ProcessorErasure = {
  erase(subject: ErasedSubject): Promise<ErasureAnswer>
  /** How it stands with what was requested. */
  ask(reference: string): Promise<ErasureAnswer>
}
