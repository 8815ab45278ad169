// Templates and snippets as the app meets them.
import { z } from 'zod'
import { PriceRow } from '../blocks/contract.ts'
import { zLine } from '../kernel/fields.ts'

/** Kinds that are begun freely; an ÄTA is begun from its agreement. */
export const TemplateKind = z.enum(['quote', 'agreement', 'price-indication', 'other'])
export type TemplateKind = z.infer<typeof TemplateKind>

export const TemplateName = zLine(120).pipe(z.string().min(1))

export const TemplateView = z.object({
  id: z.uuid(),
  kind: TemplateKind,
  name: z.string(),
  /** What new documents of its kind begin with. */
  isStandard: z.boolean(),
  usedCount: z.int(),
  /** Headings of its parts, in order, and how many rows are priced. */
  parts: z.array(z.string()),
  rows: z.int(),
})
export type TemplateView = z.infer<typeof TemplateView>
export const TemplateList = z.object({ templates: z.array(TemplateView) })
export const MOST_TEMPLATES = 200

export const ListTemplates = z.object({ archived: z.literal('1').optional() })
/** `isStandard` true makes the one before it an ordinary one. */
export const SaveTemplate = z.object({ id: z.uuid(), name: TemplateName, isStandard: z.boolean() })

export const SnippetContent = z.union([
  z.object({ text: z.string().trim().min(1).max(20_000) }),
  z.object({ rows: z.array(PriceRow).min(1).max(100) }),
])
export type SnippetContent = z.infer<typeof SnippetContent>
export const NewSnippet = z.object({ name: TemplateName, content: SnippetContent })
export type NewSnippet = z.infer<typeof NewSnippet>
export const SnippetView = z.object({ id: z.uuid(), name: z.string(), content: SnippetContent, usedCount: z.int() })
export type SnippetView = z.infer<typeof SnippetView>
export const SnippetList = z.object({ snippets: z.array(SnippetView) })
export const MOST_SNIPPETS = 500
