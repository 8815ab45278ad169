// A document kept to begin others from. Whoever it was for is taken out of its words first.
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import { asTemplate, type Mentioned } from '../templates/people.ts'
import { addTemplate } from '../templates/templates.ts'
import { writtenKind } from './kinds.ts'

/** Keeps a draft or what was sent. An ÄTA becomes a quote: its agreement is another's. Costs stay where drafts keep them. */
export async function keepAsTemplate(
  tx: Tx,
  companyId: string,
  id: string,
  keep: { id: string; name: string; pictures: boolean },
  at: Date,
): Promise<void> {
  const d = await tx
    .selectFrom('document')
    .select(['content', 'kind', 'client_id', 'client_name'])
    .where('company_id', '=', companyId)
    .where('id', '=', keep.id)
    .executeTakeFirst()
  if (!d) throw new Problem('not-found', {}, { status: 404 })
  const kind = writtenKind(d.kind)
  const who = await mentionedIn(tx, companyId, keep.id, d.client_id, d.client_name)
  const content = asTemplate(d.content, who, keep.pictures)
  await addTemplate(tx, companyId, { id, kind: kind === 'change-order' ? 'quote' : kind, name: keep.name, content }, at)
}

async function mentionedIn(
  tx: Tx,
  companyId: string,
  documentId: string,
  clientId: string | null,
  clientName: string,
): Promise<Mentioned> {
  const client = await tx
    .selectFrom('client')
    .select([
      'kind',
      'email',
      'phone',
      'street',
      'work_street',
      'property_designation',
      'association_number',
      'organisation_number',
    ])
    .where('company_id', '=', companyId)
    .where('id', '=', clientId)
    .executeTakeFirst()
  const people = await tx
    .selectFrom('client_person as p')
    .select(['p.name', 'p.email', 'p.phone'])
    .where('p.company_id', '=', companyId)
    .where(eb =>
      eb.or([
        eb('p.client_id', '=', clientId),
        eb(
          'p.id',
          'in',
          eb
            .selectFrom('document_party as d')
            .select('d.client_person_id')
            .where('d.company_id', '=', companyId)
            .where('d.document_id', '=', documentId),
        ),
      ]),
    )
    .execute()
  const said = (...values: (string | null | undefined)[]) => values.filter(v => v !== null && v !== undefined)
  const isPerson = client?.kind === 'person'
  return {
    names: [...people.map(p => p.name), ...(isPerson ? [clientName] : [])],
    details: said(
      isPerson ? null : clientName,
      client?.email,
      client?.phone,
      client?.street,
      client?.work_street,
      client?.property_designation,
      client?.association_number,
      client?.organisation_number,
      ...people.flatMap(p => [p.email, p.phone]),
    ),
  }
}
