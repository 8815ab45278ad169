// A document as it would be sent now: gathered from company, client, receivers and draft into one frozen value. The editor's preview
// and the freezing itself use this and nothing else, so that they cannot differ.
import { type FrozenVersion, picturesOf } from '../blocks/frozen.ts'
import { contentToSend } from '../blocks/to-send.ts'
import { maskedNumberOf } from '../clients/clients.ts'
import { companyNumberOf } from '../company/number.ts'
import { deriveBrand } from '../design/colour.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { textsReliedOn } from '../texts/chosen.ts'
import { textHash } from '../texts/text-hash.ts'
import { frozenChangeOf } from './changes.ts'
import { priceOf } from './drafts.ts'
import { writtenKind } from './kinds.ts'
import { contactOf } from './parties.ts'
import { effectiveSigning } from './signers.ts'

/** What is known beside the frozen value and decides whether it may be sent. */
export type VersionFacts = {
  revision: number
  state: string
  latestVersion: number
  hasClient: boolean
  parties: { id: string; name: string; email: string | null; phone: string | null; hasNumber: boolean }[]
}

export async function composeVersion(
  services: Services,
  tx: Tx,
  companyId: string,
  documentId: string,
  lock = false,
): Promise<{ frozen: FrozenVersion; facts: VersionFacts }> {
  let asked = tx.selectFrom('document').selectAll().where('company_id', '=', companyId).where('id', '=', documentId)
  if (lock) asked = asked.forUpdate()
  const d = await asked.executeTakeFirst()
  if (!d) throw new Problem('not-found', {}, { status: 404 })
  const company = await tx.selectFrom('company').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow()
  const contact = await contactOf(tx, companyId, documentId)
  const client = d.client_id
    ? await tx
        .selectFrom('client')
        .selectAll()
        .where('company_id', '=', companyId)
        .where('id', '=', d.client_id)
        .executeTakeFirst()
    : undefined
  const people = await tx
    .selectFrom('document_party as p')
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select([
      'p.id',
      'p.signs',
      'p.otherwise',
      'p.share',
      'c.id as person_id',
      'c.name',
      'c.title',
      'c.email',
      'c.phone',
    ])
    .select(['c.used_rot_kr', 'c.used_rut_kr', 'c.used_year', 'c.personal_number', 'c.key_id'])
    .where('p.company_id', '=', companyId)
    .where('p.document_id', '=', documentId)
    .where('p.position', '<', 99)
    .orderBy('p.position')
    .execute()

  const at = services.clock.now()
  const change = d.kind === 'change-order' ? await frozenChangeOf(tx, companyId, documentId) : null
  const content = contentToSend(d.content)
  const hasDeduction = content.pricing.deduction !== 'none'
  const pictures = [...picturesOf(content), company.logo_file, contact.photo].filter(f => f !== null)
  const files =
    pictures.length > 0
      ? await tx
          .selectFrom('file')
          .select(['sha256', 'mime', 'width', 'height'])
          .where('company_id', '=', companyId)
          .where('sha256', 'in', pictures)
          .orderBy('sha256')
          .execute()
      : []
  const payment = (['bankgiro', 'plusgiro', 'iban', 'swish'] as const).flatMap(kind =>
    company[kind] ? [{ kind, value: company[kind] as string }] : [],
  )
  const signing = effectiveSigning(d.signing, people.filter(p => p.signs).length)
  const frozen: FrozenVersion = {
    v: 1,
    documentId,
    kind: writtenKind(d.kind),
    number: d.number,
    version: d.latest_version + 1,
    frozenAt: at.toISOString(),
    language: 'sv',
    company: {
      name: company.name,
      form: company.form ?? 'legal',
      organisationNumber: (await companyNumberOf(services, company)) ?? '',
      address: addressLines(company.street, company.postcode, company.city),
      email: company.email ?? contact.email,
      phone: company.phone,
      fTax: company.f_tax,
      payment,
      logo: company.logo_file,
      colour: company.colour,
      brand: deriveBrand(company.colour),
      contact: {
        name: contact.name ?? company.name,
        phone: contact.phone ?? company.phone,
        email: contact.email,
        photo: contact.photo,
      },
    },
    client: {
      kind: client?.kind ?? 'person',
      name: client?.name ?? '',
      organisationNumber: client?.organisation_number ?? null,
      address: client ? addressLines(client.street, client.postcode, client.city) : [],
      workAddress: client ? addressLines(client.work_street, client.work_postcode, client.work_city) : [],
      property: client
        ? (client.property_designation ??
          ([client.association_number, client.flat_number].filter(Boolean).join(', ') || null))
        : null,
    },
    parties: await Promise.all(
      people.map(async p => ({
        id: p.id,
        name: p.name,
        title: p.title,
        signs: p.signs,
        ...(p.signs || p.otherwise === 'copy' ? {} : { otherwise: p.otherwise }),
        share: hasDeduction ? p.share : 0,
        usedRotKr: hasDeduction ? p.used_rot_kr : 0,
        usedRutKr: hasDeduction ? p.used_rut_kr : 0,
        personalNumberMasked: hasDeduction
          ? await maskedNumberOf(services, { ...p, company_id: companyId, id: p.person_id })
          : null,
      })),
    ),
    ...(signing === 'one' ? {} : { signing }),
    ...(d.company_signs ? { companySigns: true as const } : {}),
    content,
    ...(change ? { change } : {}),
    concluded: { where: d.concluded_where, work: d.work_type },
    texts: [],
    files: files.map(f => ({ sha256: f.sha256, mime: f.mime, width: f.width ?? 0, height: f.height ?? 0 })),
    operator: services.config.operator.name,
    test: services.config.bankId.kind === 'emulator' || services.config.bankId.environment === 'test',
  }
  const price = priceOf(content, new Set(), frozen.parties)
  frozen.texts = textsReliedOn(frozen, price, stockholmDate(at)).map(t => ({
    id: t.id,
    version: t.version,
    sha256: textHash(t),
  }))
  return {
    frozen,
    facts: {
      revision: d.revision,
      state: d.state,
      latestVersion: d.latest_version,
      hasClient: client !== undefined,
      parties: people.map(p => ({
        id: p.id,
        name: p.name,
        email: p.email,
        phone: p.phone,
        hasNumber: p.personal_number !== null,
      })),
    },
  }
}

const addressLines = (street: string | null, postcode: string | null, city: string | null): string[] =>
  [street, [postcode, city].filter(Boolean).join(' ')].filter(line => line !== null && line !== '') as string[]
