// Annex 1, row by row (policy clauses B-1 to B-17). Companies and places are as publicly known when the row was written; nobody
// may rely on them: the papers that make a row active name the company that is contracted with.
import type { Words } from '../../../datamap/words.ts'
import type { Stored } from '../browser.ts'
import type { Row } from './row.ts'

const w = (sv: string, en: string) => ({ sv, en })
const server = { zones: [], events: [], conditions: [], settings: [] } as const

const mail = {
  ...server,
  does: w('Skickar e-post', 'Sends e-mail'),
  role: 'sub-processor',
  purposes: ['deliver', 'communicate', 'provide-service', 'answer', 'marketing'],
  serves: 'mail',
  secret: true,
} as const satisfies Partial<Row>

const storage = {
  ...server,
  does: w(
    'Förvarar bilder och förseglade avtal, krypterade under nycklar som bara finns här',
    'Keeps pictures and sealed agreements, encrypted under keys that exist only here',
  ),
  role: 'sub-processor',
  purposes: ['prepare-agreement', 'sign'],
  serves: 'files',
  secret: false,
} as const satisfies Partial<Row>

const behaviour = {
  zones: ['website', 'app'],
  purposes: ['develop'],
  conditions: ['consent-function', 'never-clients'],
  role: 'processor',
  serves: null,
  secret: false,
} as const satisfies Partial<Row>

/** What it keeps in a browser: cookies of one use, or other storage. */
const kept = (
  name: string,
  use: Stored['use'],
  days: number | null,
  purpose: Words,
  kind: Stored['kind'] = 'cookie',
): Stored => ({
  name,
  kind,
  use,
  days,
  purpose,
  data: w('Ett slumpat nummer', 'A random number'),
  ...(kind === 'cookie' ? {} : { until: w('Tills du ändrar dig', 'Until you change your mind') }),
})
const recognises = w('Känner igen webbläsaren mellan besök.', 'Recognises the browser between visits.')
const thisVisit = w('Håller ihop ett besök.', 'Keeps one visit together.')
const COMPARED = '2026-11-23'

const pageView = w('Vilken sida som visas, utan det som står i frågesträngen', 'Which page is shown, without its query')

export const rows = {
  intercom: {
    ...server,
    clause: 'B-1',
    product: 'Intercom',
    listedAs: 'Intercom, Inc',
    country: 'US',
    places: ['US'],
    does: w('Chatt och mejl med supporten', 'Chat and mail with support'),
    role: 'processor',
    purposes: ['answer'],
    conditions: ['after-click', 'never-clients'],
    serves: 'chat',
    eea: 'https://api.eu.intercom.io',
    secret: true,
    erasing: {
      way: 'at-once',
      how: w(
        'Samtalen och kontakten raderas med ett anrop.',
        'The conversations and the contact are erased by a call.',
      ),
      days: 30,
    },
  },
  glesys: {
    ...storage,
    clause: 'B-2',
    product: 'Glesys',
    listedAs: 'Glesys Internet Services AB',
    country: 'SE',
    places: ['SE'],
    erasing: {
      way: 'at-once',
      how: w('Varje version av filen raderas med ett anrop.', 'Every version of the file is erased by a call.'),
      days: 0,
    },
  },
  hubspot: {
    ...server,
    clause: 'B-3',
    product: 'HubSpot',
    api: 'https://api.hubapi.com',
    listedAs: 'HubSpot, Inc',
    country: 'US',
    places: ['US'],
    does: w('Register över företagens kontakter', 'Register of the companies’ contacts'),
    role: 'processor',
    purposes: ['marketing'],
    conditions: ['never-clients'],
    serves: 'crm',
    secret: true,
    erasing: {
      way: 'asked',
      how: w(
        'Raderas för gott med ett anrop (inte den vanliga papperskorgen, som går att ångra).',
        'Erased for good by a call (not the ordinary bin, which can be undone).',
      ),
      days: 30,
    },
  },
  cgi: {
    ...server,
    clause: 'B-4',
    product: 'CGI e-legitimation',
    listedAs: 'CGI Sverige AB',
    country: 'SE',
    places: ['SE'],
    does: w('Legitimering och underskrift', 'Identification and signatures'),
    role: 'sub-processor',
    purposes: ['sign'],
    serves: 'eid',
    secret: true,
    erasing: { way: 'expires', how: w('Försvinner efter avtalad tid.', 'Goes after the time agreed.'), days: 365 },
  },
  cellsynt: {
    ...server,
    clause: 'B-5',
    product: 'Cellsynt',
    listedAs: 'Cellsynt AB',
    country: 'SE',
    places: ['SE'],
    does: w('Skickar sms', 'Sends text messages'),
    role: 'sub-processor',
    purposes: ['deliver'],
    serves: 'sms',
    secret: true,
    erasing: { way: 'expires', how: w('Försvinner efter avtalad tid.', 'Goes after the time agreed.'), days: 365 },
  },
  mailgun: {
    ...mail,
    clause: 'B-6',
    product: 'Mailgun',
    listedAs: 'Mailgun Technologies, Inc.',
    country: 'US',
    places: ['DE'],
    eea: 'https://api.eu.mailgun.net',
    settings: ['domain'],
    erasing: {
      way: 'expires',
      how: w(
        'Adressen tas ur deras spärrlistor; händelser och innehåll försvinner av sig själva.',
        'The address is taken out of their suppression lists; events and content go by themselves.',
      ),
      days: 30,
    },
  },
  sendgrid: {
    ...mail,
    clause: 'B-7',
    product: 'SendGrid',
    listedAs: 'Sendgrid, Inc.',
    country: 'US',
    places: ['DE'],
    eea: 'https://api.eu.sendgrid.com',
    erasing: {
      way: 'asked',
      how: w(
        'Raderingsjobb hos dem för adressen, och ut ur deras spärrlistor.',
        'An erasure job at theirs for the address, and out of their suppression lists.',
      ),
      days: 30,
    },
  },
  dorunner: {
    ...server,
    clause: 'B-8',
    product: 'Dorunner',
    listedAs: 'Dorunner AB',
    country: 'SE',
    places: ['SE'],
    does: w('Marknadsplats som förmedlar jobb', 'Marketplace that mediates jobs'),
    role: 'sub-processor',
    roleOpen: true,
    purposes: ['deliver', 'tax-reduction'],
    conditions: ['own-channel'],
    serves: 'partner',
    settings: ['url'],
    secret: true,
    erasing: {
      way: 'asked',
      how: w('Besked till dem, som bekräftar när det är gjort.', 'They are told, and confirm when it is done.'),
      days: 30,
    },
  },
  mandrill: {
    ...mail,
    clause: 'B-9',
    product: 'Mandrill',
    api: 'https://mandrillapp.com/api/1.4',
    listedAs: '(Mandrill) The Rocket Science Group LLC',
    country: 'US',
    places: ['IE', 'US'],
    erasing: {
      way: 'by-hand',
      how: w(
        'Adressen tas ur deras listor; resten efter begäran till deras support.',
        'The address is taken out of their lists; the rest on request to their support.',
      ),
      days: 90,
    },
  },
  rollbar: {
    ...server,
    clause: 'B-10',
    product: 'Rollbar',
    api: 'https://api.rollbar.com',
    listedAs: 'Rollbar, Inc.',
    country: 'US',
    places: ['US'],
    does: w(
      'Samlar felrapporter från servern, utan personuppgifter',
      'Collects errors of the server, without personal data',
    ),
    role: 'processor',
    purposes: ['security'],
    conditions: ['never-clients'],
    serves: 'errors',
    secret: true,
    erasing: {
      way: 'asked',
      how: w(
        'Raderingsjobb hos dem för det slumpade kontonumret.',
        'A deletion job at theirs for the random account number.',
      ),
      days: 90,
    },
  },
  hotjar: {
    ...behaviour,
    records: true,
    clause: 'B-11',
    product: 'Hotjar',
    listedAs: 'Hotjar Ltd.',
    country: 'MT',
    places: ['IE'],
    does: w('Analyserar hur sidorna används', 'Analyses how the pages are used'),
    browser: {
      category: 'function',
      does: w(
        'Visar hur sidorna används, med allt personligt maskerat.',
        'Shows how the pages are used, everything personal masked.',
      ),
      script: 'https://static.hotjar.com/c/hotjar-{site}.js',
      begins: { as: 'hotjar' },
      hosts: {
        script: ['https://static.hotjar.com', 'https://script.hotjar.com'],
        connect: ['https://*.hotjar.com', 'https://*.hotjar.io', 'wss://*.hotjar.com'],
        img: ['https://*.hotjar.com'],
      },
      worker: true,
      stored: [
        kept('_hjSessionUser_<id>', 'analyse', 365, recognises),
        kept('_hjSession_<id>', 'analyse', 1, thisVisit),
      ],
      compared: COMPARED,
    },
    events: [
      pageView,
      w(
        'Klick, rörelser och rullning; all text som är någons är maskerad',
        'Clicks, moves and scrolling; all text that is somebody’s is masked',
      ),
    ],
    settings: ['site'],
    erasing: {
      way: 'asked',
      how: w(
        'Raderas på begäran med det slumpade numret i kakan.',
        'Erased on request by the random number of the cookie.',
      ),
      days: 365,
    },
  },
  facebook: {
    clause: 'B-12',
    product: 'Meta Pixel',
    listedAs: 'Facebook, Inc',
    country: 'IE',
    places: ['IE', 'US'],
    does: w('Annonser till den som besökt de publika sidorna', 'Advertisements to those who visited the public pages'),
    role: 'joint',
    essence: w(
      'Vi ansvarar tillsammans för att sidvisningen samlas in och skickas dit: vi berättar om det och frågar först, de svarar för vad de gör sedan. Du kan vända dig till oss eller till dem med alla dina rättigheter.',
      'We answer together for the page view being collected and sent there: we tell of it and ask first, they answer for what they do after. You can turn to us or to them with all your rights.',
    ),
    zones: ['website'],
    purposes: ['marketing'],
    conditions: ['consent-ads', 'never-clients'],
    serves: null,
    browser: {
      category: 'advertising',
      does: w(
        'Annonser till den som besökt sidorna, och hur de gått.',
        'Advertisements to those who visited the pages, and how they went.',
      ),
      script: 'https://connect.facebook.net/en_US/fbevents.js',
      begins: { as: 'facebook' },
      hosts: {
        script: ['https://connect.facebook.net'],
        connect: ['https://www.facebook.com'],
        img: ['https://www.facebook.com'],
      },
      stored: [
        kept('_fbp', 'advertise', 90, recognises),
        kept('_fbc', 'measure-ads', 90, w('Vilken annons du kom från.', 'Which advertisement you came from.')),
      ],
      compared: COMPARED,
    },
    events: [pageView],
    settings: ['pixel'],
    secret: false,
    erasing: {
      way: 'expires',
      how: w(
        'De raderar ingen enstaka händelse; inget mer skickas.',
        'They erase no single event; nothing more is sent.',
      ),
      days: 730,
    },
  },
  'google-storage': {
    ...server,
    clause: 'B-13',
    product: 'Google Cloud Storage',
    listedAs: 'Google, Inc',
    country: 'IE',
    places: ['FI'],
    does: w(
      'Förvarar driftens egna filer, inga uppgifter om Slutkunder',
      'Keeps the operator’s own files, no data of Slutkunder',
    ),
    role: 'processor',
    purposes: ['provide-service'],
    conditions: ['never-clients'],
    serves: null,
    secret: false,
    erasing: { way: 'at-once', how: w('Filen raderas.', 'The file is erased.'), days: 0 },
  },
  'google-documents': {
    ...server,
    clause: 'B-13',
    product: 'Google Workspace',
    listedAs: 'Google, Inc',
    country: 'IE',
    places: ['IE'],
    does: w(
      'Driftens egna dokument, inga uppgifter om Slutkunder',
      'The operator’s own documents, no data of Slutkunder',
    ),
    role: 'processor',
    purposes: ['provide-service'],
    conditions: ['never-clients'],
    serves: null,
    secret: false,
    erasing: { way: 'by-hand', how: w('Dokumentet raderas för hand.', 'The document is erased by hand.'), days: 30 },
  },
  'google-behaviour': {
    ...behaviour,
    clause: 'B-13',
    product: 'Google Analytics',
    listedAs: 'Google, Inc',
    country: 'IE',
    places: ['IE', 'US'],
    does: w('Räknar och analyserar besök', 'Counts and analyses visits'),
    browser: {
      category: 'function',
      does: w('Räknar och analyserar besök.', 'Counts and analyses visits.'),
      script: 'https://www.googletagmanager.com/gtag/js?id={measurement}',
      begins: { as: 'google' },
      hosts: {
        script: ['https://www.googletagmanager.com/gtag/js'],
        connect: ['https://*.google-analytics.com'],
        img: ['https://*.google-analytics.com'],
      },
      stored: [kept('_ga', 'analyse', 365, recognises), kept('_ga_<id>', 'analyse', 365, thisVisit)],
      compared: COMPARED,
    },
    events: [pageView],
    settings: ['measurement'],
    erasing: {
      way: 'asked',
      how: w(
        'Raderas på begäran med det slumpade numret i kakan.',
        'Erased on request by the random number of the cookie.',
      ),
      days: 63,
    },
  },
  'google-ads': {
    clause: 'B-13',
    product: 'Google Ads',
    listedAs: 'Google, Inc',
    country: 'IE',
    places: ['IE', 'US'],
    does: w('Annonser och mätning av dem', 'Advertisements and their measurement'),
    role: 'independent',
    zones: ['website'],
    purposes: ['marketing'],
    conditions: ['consent-ads', 'never-clients'],
    serves: null,
    browser: {
      category: 'advertising',
      does: w('Annonser och hur de gått.', 'Advertisements and how they went.'),
      script: 'https://www.googletagmanager.com/gtag/js?id={conversion}',
      begins: { as: 'google' },
      hosts: {
        script: ['https://www.googletagmanager.com/gtag/js', 'https://www.googleadservices.com'],
        connect: ['https://www.google.com', 'https://www.googleadservices.com'],
        img: ['https://www.google.com', 'https://googleads.g.doubleclick.net'],
      },
      stored: [
        kept('_gcl_au', 'measure-ads', 90, w('Vilken annons du kom från.', 'Which advertisement you came from.')),
      ],
      compared: COMPARED,
    },
    events: [pageView],
    settings: ['conversion'],
    secret: false,
    erasing: {
      way: 'expires',
      how: w(
        'De raderar ingen enstaka händelse; inget mer skickas.',
        'They erase no single event; nothing more is sent.',
      ),
      days: 540,
    },
  },
  slack: {
    ...server,
    clause: 'B-14',
    product: 'Slack',
    api: 'https://slack.com/api',
    listedAs: 'Slack, Inc',
    country: 'US',
    places: ['US', 'GB'],
    does: w('Säger till driftens personal att ett ärende väntar', 'Tells the operator’s staff that a case waits'),
    role: 'processor',
    purposes: ['communicate'],
    conditions: ['never-clients'],
    serves: 'staff',
    settings: ['channel'],
    secret: true,
    erasing: {
      way: 'at-once',
      how: w(
        'Meddelandena har inga personuppgifter; ett enskilt raderas med ett anrop.',
        'The messages hold no personal data; a single one is erased by a call.',
      ),
      days: 0,
    },
  },
  aws: {
    ...storage,
    clause: 'B-15',
    product: 'Amazon S3',
    listedAs: 'Amazon Web Services, Inc',
    country: 'US',
    places: ['SE'],
    erasing: {
      way: 'at-once',
      how: w('Varje version av filen raderas med ett anrop.', 'Every version of the file is erased by a call.'),
      days: 0,
    },
  },
  billecta: {
    ...server,
    clause: 'B-16',
    product: 'Billecta',
    api: 'https://api.billecta.com',
    listedAs: 'Billecta',
    country: 'SE',
    places: ['SE'],
    does: w(
      'Fakturering och bokföring åt företag som har kopplat på det',
      'Invoicing and bookkeeping for companies that have connected it',
    ),
    role: 'sub-processor',
    purposes: ['bookkeeping'],
    conditions: ['connected'],
    serves: 'invoicing',
    secret: false,
    erasing: {
      way: 'at-once',
      how: w(
        'Kontaktuppgifterna raderas; utställda fakturor står kvar så länge bokföringslagen kräver.',
        'Contact details are erased; issued invoices stay as long as the Bookkeeping Act demands.',
      ),
      days: 2922,
    },
  },
  logrocket: {
    ...behaviour,
    records: true,
    clause: 'B-17',
    product: 'LogRocket',
    listedAs: 'LogRocket, Inc',
    country: 'US',
    places: ['US'],
    does: w(
      'Spelar in hur sidorna används, med allt personligt maskerat',
      'Records how the pages are used, everything personal masked',
    ),
    browser: {
      category: 'function',
      does: w('Spelar in hur sidorna används, utan text.', 'Records how the pages are used, without text.'),
      script: 'https://cdn.logrocket.io/LogRocket.min.js',
      begins: { as: 'logrocket' },
      hosts: {
        script: ['https://cdn.logrocket.io'],
        connect: ['https://*.logrocket.io', 'https://*.lr-ingest.io'],
      },
      worker: true,
      stored: [
        kept('_lr_uf_-<id>', 'analyse', 365, recognises),
        kept('_lr_tabs_-<id>', 'analyse', null, thisVisit, 'session'),
      ],
      compared: COMPARED,
    },
    events: [
      pageView,
      w(
        'Klick och rullning; ingen text och inget ur nätanropen',
        'Clicks and scrolling; no text and nothing of the network calls',
      ),
    ],
    settings: ['app'],
    erasing: {
      way: 'asked',
      how: w(
        'Raderas med ett anrop, som också hindrar nya inspelningar.',
        'Erased by a call, which also prevents new recordings.',
      ),
      days: 30,
    },
  },
} as const satisfies Record<string, Row>

export type RowKey = keyof typeof rows
export const rowKeys = Object.keys(rows) as RowKey[]
export const rowOf = (key: RowKey): Row => rows[key]

/** What the data map may name as a recipient beyond what every installation has. */
export const servedKeys: readonly string[] = [...new Set(rowKeys.flatMap(key => rows[key].serves ?? []))]
