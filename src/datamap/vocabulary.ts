// The closed lists that every column declaration is written with. Words here are read by people: on the policy page, in an
// extract, in the register of processing. A new word needs a reason; a vague one is worse than none.

/** What a value is, and how much harm it can do: `riskClasses` says what follows. */
export const categories = {
  identifier: { risk: 1, sv: 'Löpnummer', en: 'Internal identifier' },
  name: { risk: 2, sv: 'Namn', en: 'Name' },
  contact: { risk: 2, sv: 'Kontaktuppgift', en: 'Contact detail' },
  address: { risk: 2, sv: 'Adress', en: 'Address' },
  property: { risk: 2, sv: 'Fastighet eller lägenhet', en: 'Property or flat' },
  image: { risk: 2, sv: 'Bild', en: 'Picture' },
  preference: { risk: 1, sv: 'Inställning', en: 'Preference' },
  money: { risk: 2, sv: 'Belopp', en: 'Amount' },
  'payment-account': { risk: 2, sv: 'Betalkonto', en: 'Payment account' },
  'organisation-number': { risk: 2, sv: 'Organisationsnummer', en: 'Organisation number' },
  'personal-number': { risk: 4, sv: 'Personnummer', en: 'Personal identity number' },
  credential: { risk: 4, sv: 'Inloggningsuppgift', en: 'Credential' },
  'free-text': { risk: 3, sv: 'Fritext', en: 'Free text' },
  document: { risk: 3, sv: 'Dokument', en: 'Document' },
  'signature-evidence': { risk: 4, sv: 'Signaturbevis', en: 'Signature evidence' },
  technical: { risk: 2, sv: 'Teknisk uppgift', en: 'Technical data' },
  activity: { risk: 2, sv: 'Händelse', en: 'Activity' },
} as const satisfies Record<string, { risk: Risk; sv: string; en: string }>
export type Category = keyof typeof categories
export type Risk = 1 | 2 | 3 | 4

/** What a risk class asks of every column in it. The category decides the class; no column chooses for itself. */
export const riskClasses = {
  1: { encrypted: false, redacted: false, revealed: false },
  2: { encrypted: false, redacted: true, revealed: false },
  3: { encrypted: false, redacted: true, revealed: false },
  /** Encrypted or one-way at rest, in no log, masked on every screen; in full for a stated reason only. */
  4: { encrypted: true, redacted: true, revealed: true },
} as const satisfies Record<Risk, { encrypted: boolean; redacted: boolean; revealed: boolean }>

/** Whose a value is. */
export const subjects = {
  company: { sv: 'Kund', en: 'Company (Kund)' },
  member: { sv: 'Medlem', en: 'Member of the company' },
  client: { sv: 'Slutkund', en: 'Client (Slutkund)' },
  'co-applicant': { sv: 'Medsökande', en: 'Co-applicant' },
  visitor: { sv: 'Besökare', en: 'Visitor' },
} as const
export type Subject = keyof typeof subjects

/** What purposes serve. The first three are the policy's; the others are told apart from them wherever purposes are told. */
export const ends = {
  deliver: { sv: 'Leverera tjänsten', en: 'Deliver the service' },
  market: { sv: 'Marknadsföra', en: 'Market' },
  develop: { sv: 'Utveckla', en: 'Develop' },
  required: {
    sv: 'Det som lag, säkerhet och dina egna frågor kräver',
    en: 'What law, safety and your own questions require',
  },
} as const
export type End = keyof typeof ends

export const purposes = {
  'provide-service': { end: 'deliver', sv: 'Leverera tjänsten', en: 'Provide the service' },
  'know-party': { end: 'deliver', sv: 'Veta vem avtalet är med', en: 'Know whom the agreement is with' },
  'prepare-agreement': { end: 'deliver', sv: 'Ta fram och hantera underlag', en: 'Prepare and handle documents' },
  deliver: { end: 'deliver', sv: 'Skicka och visa underlag', en: 'Deliver and show documents' },
  sign: { end: 'deliver', sv: 'Identifiera och underteckna', en: 'Identify and sign' },
  'tax-reduction': { end: 'deliver', sv: 'ROT, RUT och grön teknik', en: 'Tax reduction' },
  communicate: { end: 'deliver', sv: 'Svara på frågor', en: 'Answer questions' },
  security: { end: 'required', sv: 'Säkerhet', en: 'Security' },
  'legal-claims': { end: 'required', sv: 'Bevis och rättsliga anspråk', en: 'Evidence and legal claims' },
  bookkeeping: { end: 'required', sv: 'Bokföring', en: 'Bookkeeping' },
  /** The operator's own purposes; no company's instruction can hold them. */
  marketing: { end: 'market', sv: 'Berätta om tjänsten', en: 'Tell of the service' },
  audience: { end: 'market', sv: 'Lista till ett annonsnätverk', en: 'List to an ad network' },
  develop: { end: 'develop', sv: 'Utveckla tjänsten', en: 'Develop the service' },
  answer: { end: 'required', sv: 'Svara den som hör av sig', en: 'Answer whoever gets in touch' },
  accountability: { end: 'required', sv: 'Kunna visa vad som lämnats ut', en: 'Show what was disclosed' },
} as const satisfies Record<string, { end: End; sv: string; en: string }>
export type Purpose = keyof typeof purposes

/** What a personal number may serve, and nothing else: the deduction, knowing who somebody is, bookkeeping and legal claims. */
export const personalNumberPurposes: readonly Purpose[] = [
  'tax-reduction',
  'know-party',
  'sign',
  'bookkeeping',
  'legal-claims',
]
/** Whose data may not serve what: a visitor is no party to anything that is delivered. */
export const endsOfVisitors: readonly End[] = ['develop', 'market', 'required']

/** Written instructions of the data processing agreement, annex A. */
export const instructions = {
  'I-1': { sv: 'Lagra och visa', en: 'Store and show' },
  'I-2': { sv: 'Leverera', en: 'Deliver' },
  'I-3': { sv: 'Identifiera och underteckna', en: 'Identify and sign' },
  'I-4': { sv: 'ROT, RUT och grön teknik', en: 'Tax reduction' },
  'I-5': { sv: 'Påminna', en: 'Remind' },
  'I-6': { sv: 'Svara på rättigheter', en: 'Answer rights requests' },
  'I-7': { sv: 'Spara och gallra', en: 'Keep and erase' },
  'I-8': { sv: 'Omdöme', en: 'Feedback' },
  'I-9': { sv: 'Kopplingar', en: 'Connections' },
} as const
export type Instruction = keyof typeof instructions

/** Legal grounds of GDPR art. 6.1 that the operator relies on as controller. */
export type Ground =
  | { art: '6.1.b'; contract: 'service-agreement' }
  | { art: '6.1.c'; law: string }
  | { art: '6.1.f'; interest: string }
  | { art: '6.1.a'; consent: string }

/** Purposes that are the operator's alone. What is held for a company is never used for them: it does not compile. */
export const ownPurposes = ['marketing', 'audience', 'develop'] as const satisfies readonly Purpose[]
export type OwnPurpose = (typeof ownPurposes)[number]

/** The role decides the shape: a processor's use has an instruction, a controller's a ground; never both. */
export type Use = (
  | { role: 'controller'; purpose: Purpose; ground: Ground }
  | { role: 'processor'; purpose: Exclude<Purpose, OwnPurpose>; instruction: Instruction }
) & {
  /** A machine decides something over the person with it. The policy page tells; without a review it is a fault. */
  decides?: { what: { sv: string; en: string }; review: string }
}

/** The moment a period is counted from. */
export type Anchor =
  | 'row-created'
  | 'last-activity'
  | 'relation-ended'
  | 'document-closed'
  | 'signed'
  | 'ended'
  | 'used'
  | 'removed-by-person'

export type Keep = {
  /** "24 months", "30 days", "7 years". `as-parent`: goes with the row it belongs to. */
  for: string
  after: Anchor
  /** Making anonymous is no ending here: what is left of a person is erased (EDPB 2025: weak anonymisation instead of erasure). */
  ending: 'erase' | 'shred' | { hold: 'bookkeeping' | 'signature-evidence' }
}

/** What is kept as evidence when a relation has ended, and nothing else: by table. A payment is none of ours to record yet. */
export const evidence = {
  'the signed document': ['document_version'],
  'the signature': ['signature'],
  'delivery and what happened': ['document_event'],
  'the payment': [],
} as const satisfies Record<string, readonly string[]>
export const isEvidence = (table: string) => Object.values<readonly string[]>(evidence).some(of => of.includes(table))

/**
 * What breaks without a value of the company's own: the first three are refused without it; the rest leave out just that, and nothing that
 * somebody came to do.
 */
export const features = {
  'sign-in': { refused: true, sv: 'Logga in', en: 'Sign in' },
  'send-quote': { refused: true, sv: 'Skicka en offert', en: 'Send a quote' },
  connect: { refused: true, sv: 'Koppla på en faktureringstjänst', en: 'Connect an invoicing service' },
  'be-reached': { refused: false, sv: 'Nås på fler sätt', en: 'Be reached in more ways' },
  'be-paid': { refused: false, sv: 'Få betalt dit man vill', en: 'Be paid where one wants' },
  'be-recognised': { refused: false, sv: 'Kännas igen', en: 'Be recognised' },
  'tell-more': { refused: false, sv: 'Berätta mer', en: 'Tell more' },
  'read-own-language': { refused: false, sv: 'Läsa på sitt språk', en: 'Read in one’s language' },
  invite: { refused: false, sv: 'Bjuda in och välja nytt lösenord', en: 'Invite, and choose a new password' },
} as const satisfies Record<string, { refused: boolean; sv: string; en: string }>
export type Feature = keyof typeof features

/** Whom a value may reach outside the installation: keys of the processor register (integrations/processors.ts). */
export type Recipient = string

export type Protection = 'plain' | 'person-key' | 'document-key' | 'one-way'
