// What the app and the service say to each other of files that are brought. Nothing is written before a preview is confirmed.
import { z } from 'zod'

export const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be', 'macintosh'] as const
export type Encoding = (typeof encodings)[number]
export const separators = [';', ',', '\t', '|'] as const
export type Separator = (typeof separators)[number]

export const articleFields = [
  'name',
  'number',
  'price',
  'basis',
  'unit',
  'category',
  'work',
  'vat',
  'cost',
  'note',
  'deductible',
] as const
export type ArticleField = (typeof articleFields)[number]
export const clientFields = [
  'name',
  'firstName',
  'lastName',
  'kind',
  'organisationNumber',
  'personalNumber',
  'email',
  'phone',
  'mobile',
  'street',
  'postcode',
  'city',
  'workStreet',
  'workPostcode',
  'workCity',
  'propertyDesignation',
  'associationNumber',
  'flatNumber',
  'contactName',
  'contactTitle',
  'contactEmail',
  'contactPhone',
  'language',
] as const
export type ClientField = (typeof clientFields)[number]
export type ImportField = ArticleField | ClientField
export type ImportKind = 'articles' | 'clients'

/** What happens to a row that is in the register already. */
export const Known = z.enum(['update', 'skip', 'add'])
export type Known = z.infer<typeof Known>

/** How the file is to be read. What is left out is guessed, and the guess is told. */
export const How = z.object({
  sheet: z.int().min(0).max(200).optional(),
  encoding: z.enum(encodings).optional(),
  separator: z.enum(separators).optional(),
  /** The row of the headings; 0 where there is none. */
  header: z.int().min(0).max(1_048_576).optional(),
  /** Field to column, counted from nought. */
  columns: z.record(z.string(), z.int().min(0).max(1000)).optional(),
  known: Known.default('update'),
  /** For single rows, by row number, where it is otherwise than for all. */
  rows: z.record(z.string().regex(/^\d{1,7}$/), Known).default({}),
  /** Articles: whether the prices in the file include VAT. */
  basis: z.enum(['incl', 'excl']).optional(),
  /** What was confirmed, as the preview called it. */
  expect: z.string().max(64).optional(),
})
export type How = z.infer<typeof How>
export type HowInput = z.input<typeof How>

export const outcomes = ['add', 'update', 'same', 'skip', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

export const Counts = z.record(z.enum(outcomes), z.int())
export const Preview = z.object({
  format: z.enum(['csv', 'xlsx']),
  encoding: z.enum(encodings).nullable(),
  separator: z.enum(separators).nullable(),
  sheets: z.array(z.string()),
  sheet: z.int(),
  header: z.int(),
  /** Columns that hold anything; the field it is read as, or null. */
  columns: z.array(
    z.object({ index: z.int(), name: z.string(), field: z.string().nullable(), samples: z.array(z.string()) }),
  ),
  basis: z.enum(['incl', 'excl']),
  /** Fields without which nothing can be read. */
  missing: z.array(z.string()),
  rows: z.int(),
  counts: Counts,
  /** What is not read, by row and column; never what stood there. */
  faults: z.array(z.object({ row: z.int(), column: z.string().nullable(), text: z.string() })),
  faultsInAll: z.int(),
  /** The first rows as they would be, and rows that are known already. */
  shown: z.array(z.object({ row: z.int(), outcome: z.enum(outcomes), title: z.string(), detail: z.string() })),
  /** Rows that are in the register already, or twice in the file, with what stands there. */
  duplicates: z.array(
    z.object({
      row: z.int(),
      title: z.string(),
      /** In the register; null where it is an earlier row. */
      known: z.object({ id: z.string(), name: z.string() }).nullable(),
      earlier: z.int().nullable(),
      by: z.string(),
      choice: Known,
    }),
  ),
  duplicatesInAll: z.int(),
  /** What one should know of the file: formulas, merged cells, columns that are not read. */
  notes: z.array(z.string()),
  /** Why it cannot be imported as it is, though it can be read. */
  blocked: z.string().nullable(),
  expect: z.string(),
})
export type Preview = z.infer<typeof Preview>

export const ImportView = z.object({
  id: z.uuid(),
  kind: z.enum(['articles', 'clients']),
  at: z.string(),
  by: z.string(),
  added: z.int(),
  updated: z.int(),
  undoneAt: z.string().nullable(),
  /** The last moment it can be taken back; null where it cannot any more. */
  undoUntil: z.string().nullable(),
})
export type ImportView = z.infer<typeof ImportView>
export const ImportList = z.object({ imports: z.array(ImportView) })
/** What undoing did: what has been used or changed since then is left. */
export const Undone = z.object({ takenBack: z.int(), left: z.int() })
