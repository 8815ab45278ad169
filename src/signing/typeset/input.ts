import type { DocumentView } from '../../blocks/view.ts'
import type { ProofView } from './proof-view.ts'

/**
 * Everything one PDF is made of. The same input gives the same bytes, whichever process makes it. Title, author and language of the
 * file are the document's own.
 */
export type TypesetInput = {
  document: DocumentView
  /** Null for a version that nobody has signed: the document alone. */
  proof: ProofView | null
  /** Bytes of the pictures that document and proof name, by that name (the SHA-256 of the file). */
  pictures: Record<string, { bytes: Uint8Array; mime: string }>
  attachments: Attachment[]
  /** Puts the TEST mark on the face of every page. */
  test: boolean
  /** The file's date, to the second (UTC). */
  createdAt: Date
  /** Beside the company's name at the foot of every page: its number, F-tax, bankgiro. */
  footer: string
}

export type Attachment = {
  /** File name inside the PDF; anything but letters, digits, dot, hyphen and underscore is replaced. */
  name: string
  mime: string
  description: string
  /** AFRelationship of PDF/A-3 (ISO 19005-3, 6.8). */
  relationship: 'source' | 'data' | 'supplement' | 'alternative'
  bytes: Uint8Array
}

export type Typeset = { pdf: Uint8Array; pages: number }
