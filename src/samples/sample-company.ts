// "Prova med ett exempelföretag": a company with clients, articles and documents in several states, made by the same verbs as anybody's,
// so that nothing in it is other than real.
import { randomBytes } from 'node:crypto'
import { makeCompany } from '../accounts/accounts.ts'
import { hashPassword } from '../accounts/password.ts'
import { beginSession, proveForGood } from '../accounts/sessions.ts'
import { addArticle } from '../articles/articles.ts'
import type { DocumentContent } from '../blocks/contract.ts'
import { addClient, protectNumbers } from '../clients/clients.ts'
import { NewClient } from '../clients/contract.ts'
import { saveCompany } from '../company/company.ts'
import { CompanyInput } from '../company/contract.ts'
import { readPicture } from '../company/picture.ts'
import { ask } from '../conversation/questions.ts'
import { evidenceBucket, sendDocument, withdraw } from '../delivery/send.ts'
import { createDraft, setRecipients } from '../documents/drafts.ts'
import { linkToken } from '../documents/link-token.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { parseKr } from '../kernel/money.ts'
import { Problem } from '../kernel/problem.ts'
import { beginOrder, readOrder } from '../ordering/orders.ts'
import { completeCode } from '../ordering/sign.ts'
import type { Services } from '../platform/context.ts'
import { noteFile } from '../platform/files/files.ts'
import { seeOther } from '../platform/http/answer.ts'
import { type CompanyActor, page, type Visitor } from '../platform/http/endpoint.ts'
import { makeLimits } from '../platform/http/limits.ts'
import { slice } from '../platform/slice.ts'
import { acceptAgreement } from '../privacy/processing/agreement.ts'
import { decline, noteVisit } from '../recipient/answers.ts'
import { openRoom } from '../recipient/room.ts'
import { signingCode } from '../signing/code.ts'
import {
  readSample,
  type Sample,
  sampleClient,
  sampleCompany,
  sampleContent,
  samplePicture,
  samplePictures,
} from './sample.ts'

type State = 'draft' | 'sent' | 'opened' | 'question' | 'declined' | 'withdrawn' | 'signed'

/** Further jobs, so that the lists have something in every state. */
const JOBS: readonly {
  title: string
  client: string
  email: string
  state: State
  rows: readonly [string, string, string, string][]
}[] = [
  {
    title: 'Byte av köksblandare',
    client: 'Karin Prov',
    email: 'karin.prov@mejl.example',
    state: 'question',
    rows: [
      ['Byte av blandare', '2', 'tim', '860'],
      ['Blandare, borstat stål', '1', 'st', '3190'],
    ],
  },
  {
    title: 'Altan 32 m²',
    client: 'Sven-Erik Prov',
    email: 'sven-erik.prov@mejl.example',
    state: 'opened',
    rows: [
      ['Stomme och trall', '58', 'tim', '690'],
      ['Tryckimpregnerat virke', '1', 'sats', '28400'],
    ],
  },
  {
    title: 'Golvslipning, tre rum',
    client: 'Petra Prov',
    email: 'petra.prov@mejl.example',
    state: 'signed',
    rows: [
      ['Slipning och lackning', '64', 'm²', '395'],
      ['Lack och förbrukning', '1', 'sats', '3600'],
    ],
  },
  {
    title: 'Förråd 15 m²',
    client: 'Sara Prov',
    email: 'sara.prov@mejl.example',
    state: 'declined',
    rows: [
      ['Uppförande av förråd', '70', 'tim', '690'],
      ['Material', '1', 'sats', '31800'],
    ],
  },
  {
    title: 'Fönsterbyte, elva fönster',
    client: 'Lena Prov',
    email: 'lena.prov@mejl.example',
    state: 'sent',
    rows: [
      ['Byte av fönster', '44', 'tim', '720'],
      ['Fönster, treglas', '11', 'st', '6850'],
    ],
  },
  {
    title: 'Tilläggsisolering av vind',
    client: 'Olof Prov',
    email: 'olof.prov@mejl.example',
    state: 'withdrawn',
    rows: [['Isolering 400 mm', '82', 'm²', '310']],
  },
]

export async function makeSampleCompany(services: Services, visitor: Visitor): Promise<{ cookie: string }> {
  const sample = readSample('badrum-rot')
  const made = await makeCompany(services, {
    company: sample.company.name,
    email: sample.member.email.replace('@', `+${randomBytes(4).toString('hex')}@`),
    passwordHash: await hashPassword(services.secrets, randomBytes(24).toString('base64url')),
    language: visitor.language,
    sample: true,
    confirmed: true,
  })
  const actor: CompanyActor = {
    kind: 'member',
    role: 'owner',
    sessionId: '',
    ...made,
  }
  const store = async (bytes: Uint8Array, use: 'picture' | 'logo') => {
    const picture = await readPicture(bytes, use)
    const file = await services.files.write(made.companyId, picture.bytes, {
      ...picture,
      purpose: use,
      bucket: 'draft',
    })
    await services.database.company(made.companyId, tx => noteFile(tx, file, services.clock.now()))
    return file.sha256
  }
  const logo = sample.company.logo ? await store(samplePicture(sample, sample.company.logo), 'logo') : null
  const pictures = new Map<string, string>()
  for (const name of samplePictures(sample)) pictures.set(name, await store(samplePicture(sample, name), 'picture'))

  await services.database.company(made.companyId, async tx => {
    await saveCompany(services, tx, made.companyId, CompanyInput.parse(sampleCompany(sample, logo)), null)
    await acceptAgreement(services, tx, made, { how: 'sample' })
    await tx
      .updateTable('member')
      .set({ name: sample.member.name, phone: '+46701740635' })
      .where('company_id', '=', made.companyId)
      .where('id', '=', made.memberId)
      .execute()
    const at = services.clock.now()
    for (const [name, unit, price, work] of [
      ['Snickare', 'tim', '720', 'labour'],
      ['Rörmokare', 'tim', '860', 'labour'],
      ['Elektriker', 'tim', '840', 'labour'],
      ['Kakel, vitt matt', 'm²', '465', 'material'],
      ['Resor och parkering', 'sats', '2900', 'other'],
    ] as const)
      await addArticle(
        tx,
        made.companyId,
        services.newId(),
        {
          name,
          number: null,
          categoryId: null,
          note: null,
          unit,
          work,
          unitPriceOre: ore(price),
          priceIncludesVat: true,
          vatRate: 25,
          ownCostOre: null,
          deductible: work === 'labour',
        },
        at,
      )
  })
  const today = stockholmDate(services.clock.now())
  const bathroom = sampleContent(sample, today, pictures)
  await makeJob(services, actor, visitor, { ...clientOf(sample), content: bathroom, state: 'opened' })
  await makeJob(services, actor, visitor, {
    client: { kind: 'person', name: 'Familjen Prov', email: 'familjen.prov@mejl.example' },
    shares: [1],
    content: { ...bathroom, title: 'Gästtoalett, förslag' },
    state: 'draft',
  })
  // Only the bathroom's reader is at it now.
  const earlier = { ...services, clock: { now: () => new Date(services.clock.now().getTime() - 2 * 3_600_000) } }
  // A signature's code and its time stamp are of the present.
  for (const job of JOBS)
    await makeJob(job.state === 'signed' ? services : earlier, actor, visitor, {
      client: { kind: 'person', name: job.client, email: job.email, phone: '070-174 06 70' },
      shares: [1],
      content: smaller(bathroom, job.title, job.rows),
      state: job.state,
    })
  return services.database.outside(async tx => {
    const begun = await beginSession(services, tx, made, visitor)
    await proveForGood(services, tx, begun.id)
    return begun
  })
}

const ore = (price: string): number => {
  const read = parseKr(price, 'sv')
  if (!read.ok) throw new Error('A price of the sample cannot be read.')
  return read.value
}

const clientOf = (sample: Sample) => ({
  client: sampleClient(sample) as unknown,
  shares: sample.client.people.map(p => p.share),
})

/** The sample's quote with other rows: letter, terms and the rest stay. */
function smaller(
  content: DocumentContent,
  title: string,
  rows: readonly [string, string, string, string][],
): DocumentContent {
  const { cover: _, ...rest } = content
  return {
    ...rest,
    title,
    blocks: rest.blocks
      .filter(b => b.type !== 'pictures' && b.type !== 'text' && b.type !== 'letter')
      .map(b =>
        b.type === 'price-table'
          ? {
              ...b,
              choices: [],
              rows: rows.map(([description, quantity, unit, price], i) => ({
                id: `rad${i}${b.id}`.slice(0, 24),
                description,
                work: i === 0 ? ('labour' as const) : ('material' as const),
                quantityMilli: Number(quantity) * 1000,
                unit,
                unitPriceOre: ore(price),
                vatRate: 25 as const,
                deductible: i === 0,
                offered: 'included' as const,
              })),
            }
          : b,
      ),
  }
}

async function makeJob(
  services: Services,
  actor: CompanyActor,
  visitor: Visitor,
  job: { client: unknown; shares: readonly number[]; content: DocumentContent; state: State },
): Promise<void> {
  const { companyId } = actor
  const client = NewClient.parse(job.client)
  const people = await protectNumbers(
    services,
    companyId,
    client.people ?? [{ name: client.name, email: client.email, phone: client.phone }],
  )
  const documentId = services.newId()
  await services.database.company(companyId, async tx => {
    const at = services.clock.now()
    const clientId = await addClient(services, tx, companyId, client, people)
    await createDraft(
      tx,
      actor,
      {
        id: documentId,
        title: job.content.title,
        content: job.content,
        client: { id: clientId, name: client.name },
      },
      at,
    )
    await setRecipients(
      tx,
      actor,
      {
        documentId,
        client: { id: clientId, name: client.name },
        parties: people.people.map((p, i) => ({ clientPersonId: p.id, signs: true, share: job.shares[i] ?? 1 })),
        concludedWhere: 'distance',
        workType: 'ordinary',
      },
      services.newId,
    )
  })
  if (job.state === 'draft') return
  const key = await services.vault.make(companyId, evidenceBucket(services.clock.now()))
  const linkId = await services.database.company(companyId, async tx => {
    const parties = await tx
      .selectFrom('document_party')
      .select('id')
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .orderBy('position')
      .execute()
    const { revision } = await tx
      .selectFrom('document')
      .select('revision')
      .where('company_id', '=', companyId)
      .where('id', '=', documentId)
      .executeTakeFirstOrThrow()
    const to = parties.map(p => ({ partyId: p.id, mail: true, sms: false }))
    await sendDocument(
      services,
      tx,
      actor,
      { documentId, revision, to, language: visitor.language },
      { key, sealReady: true },
    )
    if (job.state === 'withdrawn') await withdraw(services, tx, actor, documentId)
    const link = await tx
      .selectFrom('room_link')
      .select('id')
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .executeTakeFirstOrThrow()
    return link.id
  })
  if (job.state === 'sent' || job.state === 'withdrawn') return

  const room = await openRoom(services, linkToken(services.secrets, linkId), visitor)
  const price = room.frozen.content.blocks.find(b => b.type === 'price-table')?.id ?? 'top'
  await services.database.company(companyId, tx =>
    noteVisit(services, tx, room, {
      visit: crypto.randomUUID(),
      section: price,
      sections: { top: 12, [price]: 95 },
      machine: false,
    }),
  )
  if (job.state === 'question')
    await services.database.company(companyId, tx =>
      ask(services, tx, room.actor, {
        version: room.version,
        anchor: price,
        body: 'Går det att få den i borstad mässing i stället, och vad blir det då?',
      }),
    )
  if (job.state === 'declined')
    await services.database.company(companyId, tx => decline(services, tx, room, 'Vi väntar till våren.'))
  if (job.state === 'signed') {
    const ticked = new Set(['rot.refused-ack', 'order.authority'])
    const id = await beginOrder(
      services,
      room,
      { ticked, method: 'code-mail', sameDevice: false, drawing: null, purpose: 'sign' },
      visitor,
    )
    const order = await readOrder(services, companyId, id)
    if (order) await completeCode(services, order, signingCode(services.secrets, id))
  }
}

/** The app promises that nothing done in a sample company reaches anybody: so there is none where an operator carries mails or texts. */
export const isSampleOffered = ({ config }: Pick<Services, 'config'>): boolean =>
  !config.production && !config.mail && !config.sms

const isSample = (services: Services, companyId: string) =>
  services.database.company(companyId, async tx => {
    const company = await tx.selectFrom('company').select('is_sample').where('id', '=', companyId).executeTakeFirst()
    return company?.is_sample ?? false
  })

export const samplesSlice = slice({
  name: 'samples',
  endpoints: [
    page({
      post: '/prova',
      zone: 'website',
      access: 'public',
      does: 'Loads a sample company and signs in to it, where nothing leaves for real.',
      handle: async ({ services, visitor, actor }) => {
        if (!isSampleOffered(services)) throw new Problem('not-found', {}, { status: 404 })
        // Pressed once more: the one that is there already.
        if (actor && (await isSample(services, actor.companyId))) return seeOther('/app/')
        await makeLimits(services).count({ name: 'sample', attempts: 20, seconds: 3600 }, visitor.ip)
        const { cookie } = await makeSampleCompany(services, visitor)
        return seeOther('/app/', { 'set-cookie': cookie })
      },
    }),
  ],
})
