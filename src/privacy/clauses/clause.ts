// What a clause of the policy is: a promise with an id that never changes, said in a line, and how it is made sure that it holds.

/** What a clause does. */
export const kinds = {
  definition: { sv: 'begrepp', en: 'definition' },
  fact: { sv: 'uppgift', en: 'declared fact' },
  duty: { sv: 'plikt', en: 'duty' },
  /** A ceiling, never something that must be done. */
  permission: { sv: 'får', en: 'permission' },
  right: { sv: 'rätt', en: 'right' },
  processor: { sv: 'mottagare', en: 'processor of the annex' },
  stricter: { sv: 'skärpning', en: 'stricter than the text' },
  law: { sv: 'lag', en: 'law beyond the text' },
} as const
export type Kind = keyof typeof kinds

/** How a clause is verified, by the letters of the ledger. */
export const ways = {
  U: 'unit',
  D: 'database',
  A: 'HTTP',
  B: 'browser',
  J: 'job under a moved clock',
  G: 'outbound door with recording fakes',
  S: 'the sources themselves',
  C: 'canary run',
  H: 'a person looks',
} as const

/** Parts of the product that do not exist yet, or not wholly, and what each brings. A clause that waits for one names it. */
export const capabilities = {
  'policy-page': 'the policy page, computed from the data map in three layers and by role, one click from everywhere',
  'why-notes': 'the note “Varför?” beside every personal field, written by its declaration',
  'evidence-page': 'the page that shows what makes each clause true and when it was last verified',
  'data-map':
    'the whole data map: several uses of a column with balancing, reviews and reasons, and cookies, logs, files and queues in it',
  'company-profile': 'what a company and its members may leave out, see and change of their own particulars',
  'company-side': 'the agreement on the service, the data processing agreement and the company’s instructions',
  'document-kinds': 'agreements, change orders, invoices and other documents beside quotes',
  'tax-reduction': 'co-applicants of their own, the application to Skatteverket and the logged reveal of a number',
  consent: 'the register of cookies and beacons, the banner and the ledger of consents',
  'visitor-data':
    'what is measured of visitors and of use, with and without consent, and errors collected and scrubbed',
  marketing: 'news and marketing: opt-in, opt-out, the suppression list',
  feedback: 'what a customer thinks of the signing',
  support: 'cases by chat, telephone, mail and post',
  'outbound-door': 'the register of processors with conditions, scanning of free text and refusals that are recorded',
  transfers: 'the mechanism, dates and switch of every transfer to a third country',
  'disclosure-cases': 'what an authority demands, and what a buyer may see',
  'rights-cases': 'the pages of a person’s rights, who is asking, the clock, objection and restriction',
  extract: 'what is held about a person, to the person',
  rectification: 'corrections by the person, and to everybody who had the old value',
  erasure: 'erasure with a plan, read back, and told',
  portability: 'what a person gave, taken along',
  retention: 'periods that end by themselves, holds, and the locked store',
  bookkeeping: 'the operator’s own invoices, and what bookkeeping must keep',
  hosting: 'where it runs: regions, replicas, firewall, encrypted traffic, papers of the hosts',
  security: 'security measures in one list, staff with two steps, risk by class',
  incidents: 'the register of incidents and its clock',
  'protected-identity': 'people whose particulars are protected',
  canary: 'the canary run over every personal column',
  accessibility: 'rights and consent for everybody',
} as const
export type Capability = keyof typeof capabilities

export type Clause = {
  kind: Kind
  /** What is promised, in a line of our own. */
  sv: string
  en: string
  /** Letters of `ways`. */
  verified: string
  /** The part of the product this waits for. Without it a test or a named person must stand for the clause. */
  planned?: Capability
  /** The day it ceased to be a clause (ÅÅÅÅ-MM-DD). Its id stays. */
  withdrawn?: string
}

/** A part of the ledger, with its ids as types. */
export const part = <const P extends Record<string, Clause>>(clauses: P): P => clauses
