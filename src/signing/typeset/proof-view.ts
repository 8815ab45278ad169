/**
 * The proof pages of a sealed document as a reader meets them: words, figures and times already in the reader's form. The typesetter
 * only draws them; whoever seals fills them (texts of the proof page).
 */
export type ProofView = {
  /** Signed with test identities. The sentence that says so stands in `lead`. */
  test: boolean
  heading: string
  /** What this page is, one paragraph each. */
  lead: string[]
  /** What was agreed, as the summary above the button said it. */
  agreed: { heading: string; rows: { label: string; value: string }[] }
  /** What the signer ticked, word for word. */
  statements: { heading: string; lines: string[] } | null
  signatures: { heading: string; people: ProofSignature[]; notSigned: string[] }
  /** What each part proves, and what is not proven. */
  proves: { heading: string; items: { head: string; text: string }[] }
  /** The trail, oldest first. `hash` is the beginning of the entry's hash in the chain. */
  events: { heading: string; rows: { time: string; words: string; hash: string | null }[] }
  check: {
    heading: string
    steps: string[]
    /** Drawn as words and as a QR code; printed as it stands. */
    url: string
    sealedBy: string
    /** What lies inside the file, and that a print-out is not the original. */
    attachments: string
  }
  fingerprints: { label: string; hex: string }[]
}

export type ProofSignature = {
  name: string
  /** "Underskrift med BankID" */
  method: string
  /** What that level means, in honest words. */
  level: string
  /** "19840601-****"; null where the method holds none. Never a whole number. */
  personalNumberMasked: string | null
  /** "23 november 2026 kl. 10.57, svensk tid" */
  time: string
  details: string[]
  /** A drawn signature: its key among the pictures of the input. */
  picture: string | null
}
