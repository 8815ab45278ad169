// What the app and the partner API ask of documents.
import { z } from 'zod'
import type { Block, DocumentContent } from '../blocks/contract.ts'
import { FrozenVersion } from '../blocks/frozen.ts'
import { addClient, protectNumbers } from '../clients/clients.ts'
import { addDays, stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import { notify } from '../platform/events/live.ts'
import { endpoint, type Language, page } from '../platform/http/endpoint.ts'
import { eventStream } from '../platform/http/event-stream.ts'
import { job } from '../platform/jobs/job.ts'
import { beginFrom } from '../templates/templates.ts'
import {
  ApiQuote,
  ById,
  DocumentDetail,
  KeepAsTemplate,
  ListAnswer,
  ListInput,
  Made,
  NewDocument,
  PipelineAnswer,
  SaveContent,
  Saved,
  SaveRecipients,
  Timeline,
} from './contract.ts'
import { createDraft, emptyContent, saveDraft, setRecipients } from './drafts.ts'
import { keepAsTemplate } from './keep-as-template.ts'
import { writtenKind } from './kinds.ts'
import { cursorOf, type ListRow, listDocuments, PAGE, pipeline, readingUntil, shownState } from './list.ts'
import { readDocument } from './read.ts'
import { sealedFileAnswer } from './sealed-file.ts'
import { eventWords, timelineOf } from './timeline.ts'
import { composeVersion } from './version.ts'

/**
 * Tells the company's open windows, and nobody else. A job, where the app's own drafts tell in their transaction: whoever notifies waits
 * for every other transaction that does, and a program may bring many documents at once.
 */
export const announceDocument = job('announce-document', {
  does: 'Tells the company’s open windows that a document arrived through the API.',
  input: z.object({ companyId: z.uuid(), documentId: z.uuid() }),
  run: (services, { companyId, documentId }) =>
    services.database.company(companyId, tx =>
      notify(tx, { topic: 'document', companyId, documentId, what: 'created' }),
    ),
})

const summaryOf = (row: ListRow, language: Language, now: Date) => ({
  id: row.id,
  kind: writtenKind(row.kind),
  jobId: row.job_id,
  number: row.number,
  title: row.title,
  clientName: row.client_name,
  state: shownState(row, now),
  readingUntil: readingUntil(row.seen_at, now)?.toISOString() ?? null,
  toPayOre: row.to_pay_ore,
  totalOre: row.total_ore,
  validTo: row.valid_to,
  lastEvent: {
    type: row.last_event,
    at: row.last_event_at.toISOString(),
    words: eventWords(row.last_event, language, {}),
  },
  openQuestions: row.open_questions,
})

type ChosenClient = { id: string; name: string; kind: 'person' | 'company' | 'association' }

/** What a quote begins with, in one statement: the company's defaults, and its client where one is named. Throws `not-found`. */
async function startOf(tx: Tx, companyId: string, clientId: string | undefined) {
  const row = await tx
    .selectFrom('company')
    .leftJoin('client', join =>
      join
        .onRef('client.company_id', '=', 'company.id')
        .on('client.id', '=', clientId ?? null)
        .on('client.archived_at', 'is', null),
    )
    .select([
      'company.default_valid_days',
      'company.prices_include_vat',
      'company.default_terms',
      'company.default_about',
      'client.id as client_id',
      'client.name as client_name',
      'client.kind as client_kind',
    ])
    .where('company.id', '=', companyId)
    .executeTakeFirstOrThrow()
  if (clientId && row.client_id === null) throw new Problem('not-found', {}, { status: 404 })
  const client = row.client_id
    ? ({ id: row.client_id, name: row.client_name, kind: row.client_kind } as ChosenClient)
    : null
  return { client, company: row }
}

/** A document joins only a job that is there. */
async function refuseUnknownJob(tx: Tx, companyId: string, jobId: string) {
  const known = await tx
    .selectFrom('document')
    .select('id')
    .where('company_id', '=', companyId)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!known) throw new Problem('not-found', {}, { status: 404 })
}

/** The parts that belong to an offer, taken out where nothing is offered. */
const withoutOffer = (blocks: readonly Block[]): Block[] =>
  blocks.filter(b => b.type !== 'payment-plan' && b.type !== 'terms' && b.type !== 'not-included')

export const documentEndpoints = [
  endpoint({
    get: '/api/app/documents',
    permission: 'documents.read',
    does: 'Lists documents by who must act, newest first, with search.',
    input: ListInput,
    output: ListAnswer,
    handle: async ({ services, tx, actor, input, visitor }) => {
      const now = services.clock.now()
      const rows = await listDocuments(tx, actor.companyId, { ...input, today: stockholmDate(now) })
      const last = rows[rows.length - 1]
      return {
        documents: rows.map(r => summaryOf(r, visitor.language, now)),
        next: rows.length === PAGE && last ? cursorOf(last) : null,
      }
    },
  }),
  endpoint({
    get: '/api/app/pipeline',
    permission: 'documents.read',
    does: 'The sums of work in hand: drafts, at the client, agreed.',
    input: z.object({}),
    output: PipelineAnswer,
    handle: async ({ services, tx, actor }) => {
      const now = services.clock.now()
      const today = stockholmDate(now)
      const p = await pipeline(
        tx,
        actor.companyId,
        today,
        addDays(today, 7),
        new Date(now.getTime() - 180 * 86_400_000),
      )
      return {
        drafts: { count: p.drafts, ore: Number(p.drafts_ore) },
        withClient: { count: p.with_client, ore: Number(p.with_client_ore) },
        agreed: { count: p.agreed, ore: Number(p.agreed_ore) },
        expiringSoon: { count: p.expiring, ore: Number(p.expiring_ore) },
      }
    },
  }),
  endpoint({
    post: '/api/app/documents',
    permission: 'documents.write',
    does: 'Begins a document: empty, for a client, or from an earlier one; alone or in a job.',
    input: NewDocument,
    output: Made,
    status: 201,
    handle: async ({ services, tx, actor, input, visitor }) => {
      const at = services.clock.now()
      const { client, company } = await startOf(tx, actor.companyId, input.clientId)
      const today = stockholmDate(at)
      const title = input.title ?? ''
      let content: DocumentContent = emptyContent({
        title,
        today,
        validDays: company.default_valid_days,
        pricesIncludeVat: client ? client.kind === 'person' : company.prices_include_vat,
        terms: company.default_terms ?? '',
        about: company.default_about ?? '',
        language: visitor.language,
      })
      let templateId: string | null = null
      const named = input.template && input.template !== 'none' ? { id: input.template } : null
      const template =
        input.copyOf || input.template === 'none'
          ? null
          : await beginFrom(tx, actor.companyId, named ?? { standardOf: input.kind ?? 'quote' })
      if (template) {
        templateId = template.id
        content = { ...template.content, title: title || template.content.title, validTo: content.validTo }
      }
      if (input.copyOf) {
        const from = await tx
          .selectFrom('document')
          .select(['content', 'template_id'])
          .where('company_id', '=', actor.companyId)
          .where('id', '=', input.copyOf)
          .executeTakeFirst()
        if (!from) throw new Problem('not-found', {}, { status: 404 })
        templateId = from.template_id
        // What an ÄTA says of itself belongs to its agreement.
        const { change: _, ...copied } = from.content
        content = {
          ...copied,
          title: title || copied.title,
          validTo: addDays(today, company.default_valid_days),
        }
      }
      const id = services.newId()
      const kind = input.kind ?? template?.kind ?? 'quote'
      const { jobId } = input
      if (jobId) await refuseUnknownJob(tx, actor.companyId, jobId)
      if (!template && kind !== 'quote' && kind !== 'agreement')
        content = { ...content, blocks: withoutOffer(content.blocks) }
      const draft = { id, kind, title: content.title, content, client, templateId, ...(jobId ? { jobId } : {}) }
      return { id, ...(await createDraft(tx, actor, draft, at)) }
    },
  }),
  endpoint({
    get: '/api/app/documents/:id',
    permission: 'documents.read',
    does: 'Shows a document whole: content, receivers, versions, signature.',
    input: ById,
    output: DocumentDetail,
    handle: ({ services, tx, actor, input }) => readDocument(services, tx, actor, input.id),
  }),
  endpoint({
    put: '/api/app/documents/:id/content',
    permission: 'documents.write',
    does: 'Saves the draft over the revision it was read at.',
    input: SaveContent,
    output: Saved,
    handle: async ({ services, tx, actor, input }) => {
      const saved = await saveDraft(
        tx,
        actor,
        { documentId: input.id, revision: input.revision, content: input.content },
        services.clock.now(),
      )
      return {
        revision: saved.revision,
        savedAt: saved.savedAt.toISOString(),
        totalOre: saved.price?.totalOre ?? null,
        toPayOre: saved.price?.toPayOre ?? null,
      }
    },
  }),
  endpoint({
    put: '/api/app/documents/:id/recipients',
    permission: 'documents.write',
    does: 'Sets client, receivers, shares and how the agreement comes about.',
    input: SaveRecipients,
    output: DocumentDetail,
    handle: async ({ services, tx, actor, input }) => {
      const { client } = await startOf(tx, actor.companyId, input.clientId ?? undefined)
      await setRecipients(
        tx,
        actor,
        {
          documentId: input.id,
          client,
          parties: input.parties,
          concludedWhere: input.concludedWhere,
          workType: input.workType,
          signing: input.signing,
          companySigns: input.companySigns,
        },
        services.newId,
      )
      return readDocument(services, tx, actor, input.id)
    },
  }),
  endpoint({
    post: '/api/app/documents/:id/template',
    permission: 'templates.write',
    does: 'Keeps a document as a template, without its client, its days and, unless asked, its pictures.',
    input: KeepAsTemplate,
    output: z.object({ id: z.uuid() }),
    status: 201,
    handle: async ({ services, tx, actor, input }) => {
      const id = services.newId()
      await keepAsTemplate(tx, actor.companyId, id, input, services.clock.now())
      return { id }
    },
  }),
  endpoint({
    get: '/api/app/documents/:id/timeline',
    permission: 'documents.read',
    does: 'What happened to a document: entries, visits, questions, messages.',
    input: ById,
    output: Timeline,
    handle: async ({ services, tx, actor, input, visitor }) => {
      const d = await tx
        .selectFrom('document')
        .select('content')
        .where('company_id', '=', actor.companyId)
        .where('id', '=', input.id)
        .executeTakeFirst()
      if (!d) throw new Problem('not-found', {}, { status: 404 })
      const sections = d.content.blocks.map(b => ({ id: b.id, name: b.heading }))
      return timelineOf(tx, actor.companyId, input.id, visitor.language, services.clock.now(), sections)
    },
  }),
  endpoint({
    get: '/api/app/documents/:id/as-sent',
    permission: 'documents.read',
    does: 'The document as it would be sent now: what the preview draws.',
    input: ById,
    output: FrozenVersion,
    handle: async ({ services, tx, actor, input }) =>
      (await composeVersion(services, tx, actor.companyId, input.id)).frozen,
  }),
  page({
    get: '/api/app/documents/:id/pdf',
    zone: 'app',
    access: 'documents.read',
    does: 'The sealed file of the agreement.',
    handle: async ({ services, params, actor }) => {
      if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
      return sealedFileAnswer(services, { companyId: actor.companyId, documentId: z.uuid().parse(params.id) })
    },
  }),
  page({
    get: '/api/app/live',
    zone: 'app',
    access: 'documents.read',
    does: 'Tells open windows what happens to the company’s documents, as it happens (server-sent events).',
    handle: async ({ services, visitor, actor, request }) => {
      if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
      const only = visitor.url.searchParams.get('document')
      return eventStream(request, send =>
        services.live.watch(
          n => n.topic === 'document' && n.companyId === actor.companyId && (!only || n.documentId === only),
          n => n.topic === 'document' && send({ documentId: n.documentId, what: n.what }),
        ),
      )
    },
  }),
  endpoint({
    zone: 'api',
    post: '/api/v1/quotes',
    permission: 'documents.write',
    does: 'Makes a draft quote from another system, with its client. With `Idempotency-Key` it may be asked again for a day.',
    input: ApiQuote,
    output: Made,
    status: 201,
    prepare: async ({ services, actor, input }) =>
      input.client
        ? protectNumbers(services, actor.companyId, [
            { name: input.client.name, email: input.client.email, phone: input.client.phone },
          ])
        : null,
    handle: async ({ services, tx, actor, input, prepared: people }) => {
      const at = services.clock.now()
      const start = await startOf(tx, actor.companyId, input.clientId)
      let { client } = start
      if (!client && input.client && people) {
        const clientId = await addClient(services, tx, actor.companyId, input.client, people)
        client = { id: clientId, name: input.client.name, kind: input.client.kind }
      }
      const content: DocumentContent = {
        title: input.title,
        validTo: input.validTo ?? addDays(stockholmDate(at), start.company.default_valid_days),
        blocks: input.blocks,
        pricing: input.pricing,
      }
      const id = services.newId()
      const made = await createDraft(tx, actor, { id, title: input.title, content, client }, at, {
        name: announceDocument.name,
        payload: { companyId: actor.companyId, documentId: id },
        maxAttempts: announceDocument.maxAttempts,
      })
      return { id, ...made }
    },
    again: async ({ tx, actor, id }) =>
      tx
        .selectFrom('document')
        .select(['id', 'number'])
        .where('company_id', '=', actor.companyId)
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
  }),
]
