// Shapes of documents as the app and the partner API meet them.
import { z } from 'zod'
import { DocumentContent, FileHash, IsoDate, Pricing } from '../blocks/contract.ts'
import { WrittenKind } from '../blocks/frozen.ts'
import { zEmail, zPhone, zText } from '../kernel/fields.ts'
import { TemplateName } from '../templates/contract.ts'
import { roles, signings } from './signers.ts'
import { documentStates } from './states.ts'

/** What a reader of the list sees: the stored state refined by time and by what was last heard. */
export const ShownState = z.enum([
  'draft',
  'sent',
  'bounced',
  'opened',
  'reading',
  'question',
  'partly-signed',
  'signed',
  'sealed',
  'declined',
  'expired',
  'withdrawn',
  'rescinded',
])
export type ShownState = z.infer<typeof ShownState>

export const DocumentSummary = z.object({
  id: z.uuid(),
  kind: WrittenKind,
  /** The job it belongs to. */
  jobId: z.uuid(),
  number: z.string(),
  title: z.string(),
  clientName: z.string(),
  state: ShownState,
  /** Somebody has it before them, at least until then; null when nobody has. */
  readingUntil: z.string().nullable(),
  /** Öre after deduction; null while nothing is priced. */
  toPayOre: z.int().nullable(),
  totalOre: z.int().nullable(),
  validTo: z.string(),
  lastEvent: z.object({ type: z.string(), at: z.string(), words: z.string() }),
  openQuestions: z.int(),
})
export type DocumentSummary = z.infer<typeof DocumentSummary>

export const ListGroup = z.enum(['all', 'waiting', 'with-client', 'settled', 'draft'])
export type ListGroup = z.infer<typeof ListGroup>
export const ListInput = z.object({
  group: ListGroup.default('all'),
  q: z.string().trim().max(100).default(''),
  cursor: z.string().max(100).optional(),
})
export const ListAnswer = z.object({ documents: z.array(DocumentSummary), next: z.string().nullable() })

export const PipelineAnswer = z.object({
  drafts: z.object({ count: z.int(), ore: z.int() }),
  withClient: z.object({ count: z.int(), ore: z.int() }),
  agreed: z.object({ count: z.int(), ore: z.int() }),
  expiringSoon: z.object({ count: z.int(), ore: z.int() }),
})

export const ConcludedWhere = z.enum(['distance', 'home', 'premises'])
export const WorkType = z.enum(['ordinary', 'construction', 'urgent', 'custom-goods'])

/** What somebody does who does not sign. */
export const Otherwise = z.enum(['approver', 'viewer', 'copy'])
/** One signature is enough; all sign, in any order; all sign, one after the other as they stand. */
export const SigningOrder = z.enum(signings)
export const PartyInput = z.object({
  clientPersonId: z.uuid(),
  signs: z.boolean(),
  share: z.int().min(0).max(1000),
  otherwise: Otherwise.optional(),
})

export const NewDocument = z.object({
  clientId: z.uuid().optional(),
  title: z.string().trim().max(120).optional(),
  /** Begin from an earlier document of the company. */
  copyOf: z.uuid().optional(),
  /** What it begins from; without it the standard of its kind where the company has one. */
  template: z.uuid().or(z.literal('none')).optional(),
  /** An ÄTA is begun from its agreement, not here. */
  kind: z.enum(['quote', 'agreement', 'price-indication', 'other']).optional(),
  /** The job it belongs to; without it the document begins one. */
  jobId: z.uuid().optional(),
})
/** Keeping a document as a template. Pictures come along where somebody says that they show no client’s home. */
export const KeepAsTemplate = z.object({ id: z.uuid(), name: TemplateName, pictures: z.boolean().default(false) })
export const Made = z.object({ id: z.uuid(), number: z.string() })

export const SaveContent = z.object({ id: z.uuid(), revision: z.int().min(0), content: DocumentContent })
export const Saved = z.object({
  revision: z.int(),
  savedAt: z.string(),
  totalOre: z.int().nullable(),
  toPayOre: z.int().nullable(),
})

export const SaveRecipients = z.object({
  id: z.uuid(),
  clientId: z.uuid().nullable(),
  parties: z.array(PartyInput).max(10),
  concludedWhere: ConcludedWhere,
  workType: WorkType,
  /** As it was, where it is left out. */
  signing: SigningOrder.optional(),
  /** The company signs too, last. As it was, where it is left out. */
  companySigns: z.boolean().optional(),
})

export const PartyView = z.object({
  id: z.uuid(),
  clientPersonId: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  signs: z.boolean(),
  otherwise: Otherwise,
  share: z.int(),
  personalNumberMasked: z.string().nullable(),
  usedRotKr: z.int(),
  usedRutKr: z.int(),
})
export type PartyView = z.infer<typeof PartyView>

export const PartProgress = z.object({
  partyId: z.uuid(),
  name: z.string(),
  role: z.enum(roles),
  /** What is theirs to do now, or what they wait for. */
  standing: z.enum(['sign', 'approve', 'awaits-approval', 'awaits-turn', 'signed', 'delegated', 'approved', 'read']),
  /** In whose place they sign. */
  forPartyId: z.uuid().nullable(),
  invitedAt: z.string().nullable(),
  approvedAt: z.string().nullable(),
  signedAt: z.string().nullable(),
  method: z.string().nullable(),
})
export type PartProgress = z.infer<typeof PartProgress>

/** One point of "Innan du skickar": what is missing first, with its reason and its remedy. */
export const SendPoint = z.object({
  code: z.string(),
  level: z.enum(['missing', 'warning', 'done']),
  text: z.string(),
  /** Where in the editor it is mended: a block id, `recipients`, `company` or null. */
  anchor: z.string().nullable(),
})
export type SendPoint = z.infer<typeof SendPoint>

export const VersionView = z.object({
  version: z.int(),
  hash: z.string(),
  frozenAt: z.string(),
  validTo: z.string(),
  totalOre: z.int(),
  toPayOre: z.int(),
  chosen: z.array(z.string()),
  endedAt: z.string().nullable(),
  endedWhy: z.string().nullable(),
})

export const DocumentDetail = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: WrittenKind,
  /** The job it belongs to. */
  jobId: z.uuid(),
  state: ShownState,
  /** Somebody has it before them, at least until then; null when nobody has. */
  readingUntil: z.string().nullable(),
  title: z.string(),
  content: DocumentContent,
  /** Whether what rows cost the company is in `content`, and to be written by whoever asks. */
  seesCost: z.boolean(),
  revision: z.int(),
  revisedAt: z.string(),
  revisedBy: z.string().nullable(),
  /** Revision that the newest sent version was made from; equal to `revision` when nothing changed since. */
  sentRevision: z.int().nullable(),
  clientId: z.uuid().nullable(),
  clientName: z.string(),
  clientKind: z.enum(['person', 'company', 'association']).nullable(),
  parties: z.array(PartyView),
  /** Who came into somebody's place in the sent version; none of the draft's own people. */
  delegates: z.array(PartyView),
  signing: SigningOrder,
  companySigns: z.boolean(),
  /** Everybody else has signed, and the agreement waits for the company. */
  awaitsCompany: z.boolean(),
  /** How the sent version stands with each of its people; empty for a draft. */
  progress: z.array(PartProgress),
  concludedWhere: ConcludedWhere,
  workType: WorkType,
  latestVersion: z.int(),
  versions: z.array(VersionView),
  declineReason: z.string().nullable(),
  signed: z
    .object({
      /** The signature that made the agreement. */
      at: z.string(),
      name: z.string(),
      method: z.string(),
      test: z.boolean(),
      remaining: z.array(z.string()),
      /** Everybody who signed, in the order they did. */
      by: z.array(z.object({ partyId: z.uuid().nullable(), name: z.string(), at: z.string(), method: z.string() })),
    })
    .nullable(),
  sealed: z
    .object({ at: z.string(), level: z.string(), timestamp: z.enum(['none', 'pending', 'done']), sha256: z.string() })
    .nullable(),
})
export type DocumentDetail = z.infer<typeof DocumentDetail>

const Stance = z.enum(['included', 'cost-refused', 'more-needed', 'call-me'])
const ChangeType = z.enum(['change', 'addition', 'removal'])

/** What an agreement comes to. Öre incl. VAT (excl. under reverse charge), before deduction unless it says to pay. */
export const ContractLedger = z.object({
  contractId: z.uuid(),
  originalOre: z.int(),
  orderedOre: z.int(),
  pendingOre: z.int(),
  todayOre: z.int(),
  ifOrderedOre: z.int(),
  toPayTodayOre: z.int(),
  toPayIfOrderedOre: z.int(),
  daysOrdered: z.int().nullable(),
  unpriced: z.int(),
  rows: z.array(
    z.object({
      documentId: z.uuid(),
      /** Null for the agreement itself. */
      no: z.int().nullable(),
      number: z.string(),
      title: z.string(),
      state: z.enum(documentStates),
      counted: z.enum(['original', 'ordered', 'pending', 'draft', 'none']),
      type: ChangeType.nullable(),
      form: Pricing.shape.form,
      days: z.int().nullable(),
      priceFollows: z.boolean(),
      stance: Stance.nullable(),
      totalOre: z.int().nullable(),
      at: z.string(),
    }),
  ),
  /** How worked-up cost stands to an approximate price; null for other price forms. */
  guard: z
    .object({
      capOre: z.int(),
      expectedOre: z.int(),
      workedUpOre: z.int(),
      level: z.enum(['within', 'near', 'reached']),
      at: z.string().nullable(),
    })
    .nullable(),
  reverseCharge: z.boolean(),
})
export type ContractLedger = z.infer<typeof ContractLedger>

export const ChangeView = z.object({
  no: z.int(),
  contract: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  noticedAt: z.string().nullable(),
  stance: Stance.nullable(),
  stanceAt: z.string().nullable(),
  ground: z.enum(['small', 'wish', 'danger']).nullable(),
  groundReason: z.string().nullable(),
  /** Whether the rules know grounds for beginning without an answer, beside danger. */
  groundsKnown: z.boolean(),
  startedAt: z.string().nullable(),
  start: z.object({
    may: z.enum(['yes', 'limited', 'wait', 'no', 'unknown']),
    code: z.string(),
    facts: z.object({ day: z.string().optional(), ore: z.int().optional() }),
  }),
  ledger: ContractLedger,
})
export type ChangeView = z.infer<typeof ChangeView>
export const AttemptInput = z.object({ id: z.uuid(), how: z.enum(['phone', 'sms', 'visit']) })
export const GroundInput = z.object({
  id: z.uuid(),
  ground: z.enum(['small', 'wish', 'danger']).nullable(),
  reason: zText(1000),
})
export const WorkedUpInput = z.object({ id: z.uuid(), ore: z.int().min(0).max(10_000_000_000) })

export const TimelineEntry = z.object({
  seq: z.int(),
  type: z.string(),
  at: z.string(),
  words: z.string(),
  who: z.string().nullable(),
  version: z.int().nullable(),
  /** What the sender wrote to the receiver. */
  note: z.string().nullable(),
  /** Said in grey: not counted as the customer's doing. */
  machine: z.boolean(),
})

export const JobView = z.object({
  id: z.uuid(),
  title: z.string(),
  clientId: z.uuid().nullable(),
  clientName: z.string(),
  clientKind: z.enum(['person', 'company', 'association']).nullable(),
  /** Where the work is done; null where nobody has said. */
  site: z.string().nullable(),
  /** Everybody who receives any of the documents. */
  people: z.array(
    z.object({ id: z.uuid(), name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  ),
  documents: z.array(
    z.object({
      id: z.uuid(),
      kind: WrittenKind,
      number: z.string(),
      title: z.string(),
      state: ShownState,
      totalOre: z.int().nullable(),
      toPayOre: z.int().nullable(),
      openQuestions: z.int(),
      at: z.string(),
      /** Still being written: it has never been sent. */
      written: z.boolean(),
    }),
  ),
  pictures: z.array(z.object({ documentId: z.uuid(), file: FileHash, alt: z.string(), caption: z.string() })),
  ledgers: z.array(ContractLedger),
  /** What happened to any of them, newest first. */
  entries: z.array(TimelineEntry.extend({ documentId: z.uuid() })),
})
export type JobView = z.infer<typeof JobView>

export const VisitView = z.object({
  party: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  now: z.boolean(),
  section: z.string(),
  sections: z.array(z.object({ name: z.string(), seconds: z.int() })),
})
export const QuestionView = z.object({
  id: z.uuid(),
  anchor: z.string(),
  body: z.string(),
  by: z.string(),
  askedAt: z.string(),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
})
export const DispatchView = z.object({
  id: z.uuid(),
  party: z.string().nullable(),
  channel: z.enum(['mail', 'sms']),
  message: z.string(),
  address: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  at: z.string(),
})
export const Timeline = z.object({
  entries: z.array(TimelineEntry),
  visits: z.array(VisitView),
  questions: z.array(QuestionView),
  feedback: z.array(
    z.object({ id: z.uuid(), by: z.string(), rating: z.int(), comment: z.string().nullable(), at: z.string() }),
  ),
  dispatches: z.array(DispatchView),
})

export const SendInput = z.object({
  id: z.uuid(),
  /** What the sender saw: sending a revision that another tab has passed is refused. */
  revision: z.int(),
  to: z
    .array(z.object({ partyId: z.uuid(), mail: z.boolean(), sms: z.boolean() }))
    .min(1)
    .max(10),
  note: zText(1000).optional(),
})
export const ProlongInput = z.object({ id: z.uuid(), validTo: IsoDate })
export const SendAgainInput = z.object({
  id: z.uuid(),
  partyId: z.uuid(),
  mail: z.boolean(),
  sms: z.boolean(),
  /** New addresses end the old links. */
  email: z.string().max(254).optional(),
  phone: z.string().max(40).optional(),
  note: zText(1000).optional(),
})
export const AnswerInput = z.object({ id: z.uuid(), questionId: z.uuid(), answer: z.string().trim().min(1).max(4000) })

export const ById = z.object({ id: z.uuid() })
export const Done = z.object({ done: z.literal(true) })

/** Partner API: a quote in one call, with its client. */
export const ApiQuote = z
  .object({
    title: z.string().trim().min(1).max(120),
    validTo: IsoDate.optional(),
    client: z
      .object({
        kind: z.enum(['person', 'company', 'association']),
        name: z.string().trim().min(1).max(120),
        email: zEmail.optional(),
        phone: zPhone.optional(),
      })
      .optional(),
    clientId: z.uuid().optional(),
    blocks: DocumentContent.shape.blocks,
    pricing: DocumentContent.shape.pricing,
  })
  .superRefine((quote, context) => {
    if (quote.client && quote.clientId)
      context.addIssue({ code: 'custom', path: ['clientId'], params: { code: 'client-twice' } })
  })
