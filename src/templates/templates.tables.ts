import type { DocumentContent, PriceRow } from '../blocks/contract.ts'
import { companyId, defaulted, id, integer, json, optional, table, text, timestamp } from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'
import type { TemplateKind } from './contract.ts'

const contract: Use = {
  role: 'controller',
  purpose: 'provide-service',
  ground: { art: '6.1.b', contract: 'service-agreement' },
}
const whileCustomer: Keep = { for: '90 days', after: 'relation-ended', ending: 'erase' }

/** A document without its one job: no client, no days (people.ts). */
export type TemplateContent = Omit<DocumentContent, 'validTo' | 'change'>

export const documentTemplate = table('document_template', {
  tenancy: 'company',
  is: 'A document to begin others from, without anything of one client.',
  about: { company: 'company_id' },
  use: contract,
  keep: whileCustomer,
  columns: {
    company_id: companyId(),
    id: id(),
    kind: text<TemplateKind>('nothing-personal'),
    name: text('nothing-personal'),
    content: json<TemplateContent>({
      holds: 'free-text',
      needed: 'tell-more',
      why: {
        sv: 'Mallen följer med till nya kunder. Läs igenom den, så att inget om en enskild kund står kvar.',
        en: 'The template goes with you to new clients. Read it through, so that nothing about one client is left in it.',
      },
    }),
    /** Since when new documents of its kind begin with it. */
    standard_since: optional(timestamp('nothing-personal')),
    used_count: defaulted(integer('nothing-personal')),
    created_at: timestamp('nothing-personal'),
    archived_at: optional(timestamp('nothing-personal')),
  },
})

export const snippet = table('snippet', {
  tenancy: 'company',
  is: 'A text or some rows that the company puts into its documents again and again.',
  about: { company: 'company_id' },
  use: contract,
  keep: whileCustomer,
  columns: {
    company_id: companyId(),
    id: id(),
    name: text('nothing-personal'),
    content: json<{ text: string } | { rows: PriceRow[] }>({
      holds: 'free-text',
      needed: 'tell-more',
      why: {
        sv: 'Läses av alla kunder du lägger in den hos. Skriv inget om en enskild kund.',
        en: 'Read by every client you put it in for. Write nothing about one client.',
      },
    }),
    used_count: defaulted(integer('nothing-personal')),
    created_at: timestamp('nothing-personal'),
    archived_at: optional(timestamp('nothing-personal')),
  },
})

export const templateTables = [documentTemplate, snippet] as const
