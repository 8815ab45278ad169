/** The proof pages as a reader meets them: words and figures already made. */
export type ProofView = {
  heading: string
  lead: string
  /** What was agreed, as the summary above the button said it. */
  agreed: { heading: string; rows: { label: string; value: string }[] }
  statements: { heading: string; lines: string[] } | null
  signatures: {
    heading: string
    people: { name: string; lines: string[]; level: string; picture: string | null }[]
    notSigned: string[]
  }
  proves: { heading: string; items: { head: string; text: string }[] }
  events: { heading: string; rows: { time: string; words: string; hash: string }[] }
  check: { heading: string; steps: string[]; url: string; attachments: string }
  fingerprints: { label: string; hex: string }[]
}
