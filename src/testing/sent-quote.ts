// A company with a quote that has been sent to two owners, made by the verbs everybody uses. Each call is a company of its own.
import { makeCompany } from '../accounts/accounts.ts'
import { addClient, protectNumbers } from '../clients/clients.ts'
import { NewClient } from '../clients/contract.ts'
import { saveCompany } from '../company/company.ts'
import { CompanyInput } from '../company/contract.ts'
import { evidenceBucket, sendDocument } from '../delivery/send.ts'
import { createDraft, setRecipients } from '../documents/drafts.ts'
import type { Role, Signing } from '../documents/signers.ts'
import { stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import { acceptAgreement } from '../privacy/processing/agreement.ts'
import { readSample, sampleClient, sampleCompany, sampleContent } from '../samples/sample.ts'

export type SentQuote = {
  companyId: string
  actor: CompanyActor
  documentId: string
  versionHash: string
  /** Ids of the links, in the order of the parties. */
  links: string[]
  parties: string[]
}

let made = 0

export async function sentQuote(
  services: Services,
  options: {
    send?: boolean
    sample?: string
    shortened?: boolean
    signing?: Signing
    companySigns?: boolean
    /** What each of its people does, in order; everybody signs where nothing is said. */
    roles?: readonly Role[]
  } = {},
): Promise<SentQuote> {
  const sample = readSample(options.sample ?? 'badrum-rot')
  const who = await makeCompany(services, {
    company: sample.company.name,
    email: `test${made++}-${services.newId()}@prov.example`,
    passwordHash: '',
    language: 'sv',
    confirmed: true,
  })
  const actor: CompanyActor = { kind: 'member', role: 'owner', sessionId: '', ...who }
  const { companyId } = who
  const people = await protectNumbers(services, companyId, NewClient.parse(sampleClient(sample)).people ?? [])
  const documentId = services.newId()
  const key = await services.vault.make(companyId, evidenceBucket(services.clock.now()))
  const sent = await services.database.company(companyId, async tx => {
    await saveCompany(services, tx, companyId, CompanyInput.parse(sampleCompany(sample, null)), null)
    await acceptAgreement(services, tx, actor, { how: 'sample' })
    const clientId = await addClient(services, tx, companyId, NewClient.parse(sampleClient(sample)), people)
    const whole = withoutPictures(sampleContent(sample, stockholmDate(services.clock.now()), noPictures))
    const content = options.shortened ? onePage(whole) : whole
    const client = { id: clientId, name: sample.client.name }
    await createDraft(tx, actor, { id: documentId, title: content.title, content, client }, services.clock.now())
    await setRecipients(
      tx,
      actor,
      {
        documentId,
        client,
        parties: people.people.map((p, i) => {
          const role = options.roles?.[i] ?? 'signer'
          return {
            clientPersonId: p.id,
            signs: role === 'signer',
            ...(role === 'signer' ? {} : { otherwise: role }),
            share: sample.client.people[i]?.share ?? 0,
          }
        }),
        signing: options.signing,
        companySigns: options.companySigns,
        concludedWhere: sample.concludedWhere,
        workType: sample.workType,
      },
      services.newId,
    )
    const { revision } = await tx
      .selectFrom('document')
      .select('revision')
      .where('company_id', '=', companyId)
      .where('id', '=', documentId)
      .executeTakeFirstOrThrow()
    const parties = await tx
      .selectFrom('document_party')
      .select('id')
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .orderBy('position')
      .execute()
    if (options.send === false) return { hash: '', parties, links: [] }
    const { hash } = await sendDocument(
      services,
      tx,
      actor,
      { documentId, revision, to: parties.map(p => ({ partyId: p.id, mail: true, sms: false })), language: 'sv' },
      { key, sealReady: true },
    )
    const links = await tx
      .selectFrom('room_link')
      .select(['id', 'party_id'])
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .execute()
    return { hash, parties, links }
  })
  return {
    companyId,
    actor,
    documentId,
    versionHash: sent.hash,
    parties: sent.parties.map(p => p.id),
    links: sent.parties.map(p => sent.links.find(l => l.party_id === p.id)?.id ?? ''),
  }
}

const noPictures = { get: () => '0'.repeat(64) } as unknown as ReadonlyMap<string, string>

/** The sample's quote as text alone: tests of signing need no pictures. */
function withoutPictures(content: ReturnType<typeof sampleContent>): ReturnType<typeof sampleContent> {
  const { cover: _, ...rest } = content
  return {
    ...rest,
    blocks: rest.blocks
      .filter(b => b.type !== 'pictures')
      .map(b => (b.type === 'price-table' ? { ...b, rows: b.rows.map(({ picture: __, ...r }) => r) } : b)),
  }
}

/** Its prices and little else. */
const onePage = (content: ReturnType<typeof sampleContent>): ReturnType<typeof sampleContent> => ({
  ...content,
  blocks: content.blocks
    .filter(b => b.type === 'price-table')
    .map(b => ({ ...b, rows: b.rows.filter(r => r.offered === 'included').slice(0, 5), choices: [] })),
})
