// What columns, tables and periods are called where people read of them: on the policy page, in the registers, in an extract. One name per
// column name; a table's own word goes before. A personal column without a name is a fault.
import { balancings } from './balancing.ts'
import type { Table } from './table.ts'
import { type Anchor, instructions, type Keep, type Use } from './vocabulary.ts'

export type Words = { sv: string; en: string }

const w = (sv: string, en: string): Words => ({ sv, en })

/** By table and column where one name would mislead, else by column. */
const columnNames: Readonly<Record<string, Words>> = {
  'client_person.title': w('Roll hos kunden', 'Role at the client'),
  'company.name': w('Företagets namn', 'Company name'),
  'file.sha256': w('Bilder och förseglade filer', 'Pictures and sealed files'),
  'number_view.at': w('När ett personnummer visades i klartext', 'When a personal number was shown in full'),
  'document_event.at': w('När något hände med dokumentet', 'When something happened to the document'),
  'document_event.data': w('Vad som hände med dokumentet', 'What happened to the document'),
  'account_token.token_hash': w('Avtryck av länk i mejl', 'Imprint of a mailed link'),
  'session.token_hash': w('Avtryck av inloggning', 'Imprint of the session'),
  'passkey.name': w('Vad du kallar en passkey', 'What you call a passkey'),
  'passkey.used_at': w('När en passkey senast användes', 'When a passkey was last used'),
  'recovery_code.used_at': w('När en reservkod användes', 'When a recovery code was used'),
  credential_id: w('Vilken passkey det är', 'Which passkey it is'),
  public_key: w('En passkeys öppna nyckel', 'The public key of a passkey'),
  code_hash: w('Avtryck av en reservkod', 'Imprint of a recovery code'),
  'room_link.token_hash': w('Avtryck av länken till dokumentet', 'Imprint of the link to the document'),
  'document.content': w('Dokumentets innehåll', 'The document’s content'),
  'document_template.content': w('Innehållet i dina mallar', 'What is in your templates'),
  'snippet.content': w('Sparade texter och rader', 'Saved texts and rows'),
  'document.title': w('Dokumentets rubrik', 'The document’s title'),
  'visit.seen_at': w('När besöket slutade', 'When the visit ended'),
  'visit.started_at': w('När besöket började', 'When the visit began'),
  'outbox_attachment.content': w('Bifogad fil', 'Attached file'),
  'dispatch.note': w('Avsändarens egna ord till mottagaren', 'The sender’s own words to the receiver'),
  'newsletter_reader.email': w('Adress till nyhetsbrevet', 'Address of the newsletter'),
  'newsletter_reader.token_hash': w('Avtryck av länken som bekräftar', 'Imprint of the link that confirms'),
  'newsletter_reader.asked_at': w('När du bad om nyhetsbrevet', 'When you asked for the newsletter'),
  'suppression.since': w('När du sa nej till reklam', 'When you said no to advertising'),
  'former_customer.email': w('E-post till en tidigare kund', 'E-mail of a former customer'),
  access: w('Det som öppnar tjänsten', 'What opens the service'),
  remote_reference: w('Beteckning hos den andra tjänsten', 'What it is called at the other service'),
  told_at: w('När det lämnades', 'When it was passed on'),
  address_hash: w('Avtryck av adressen', 'Imprint of the address'),
  confirmed_at: w('När adressen bekräftades', 'When the address was confirmed'),
  offered_at: w('När du kunde tacka nej till nyheter', 'When you could decline news'),
  ended_on: w('Dagen avtalet upphörde', 'The day the agreement ended'),
  'erasure.addresses': w('Adresser som leverantörer ombeds glömma', 'Addresses that suppliers are asked to forget'),
  'rights_access.address': w('Adress som fick en kod', 'Address a code went to'),
  'rights_access.secrets': w('BankID:s referenser', 'BankID’s references'),
  'rights_access.token_hash': w('Avtryck av din inloggning till Dina uppgifter', 'Imprint of your way in to Your data'),
  'dispatch.address': w('Adress eller nummer som fick meddelandet', 'Address or number the message went to'),
  'consent_event.action': w('Vad du svarade', 'What you said'),
  'consent_event.at': w('När du svarade', 'When you said it'),
  'consent_event.purpose': w('Vad svaret gäller', 'What the answer is about'),
  'mail_measure.since': w('Att nyhetsbrev får mätas', 'That newsletters may be measured'),
  'visitor_event.at': w('När du gjorde något på en sida', 'When you did something on a page'),
  'visitor_event.kind': w('Vad du gjorde på en sida', 'What you did on a page'),
  'client_merge.at': w('När två kunder slogs ihop', 'When two clients were merged'),
  'import_run.at': w('När en fil lästes in', 'When a file was read in'),
  'import_change.before': w('Kundens uppgifter före en inläsning', 'The client’s details before an import'),
  'feedback.at': w('När omdömet gavs', 'When the feedback was given'),
  described: w('Vad som antecknats om en incident', 'What was noted of an incident'),
  comment: w('Omdöme i ord', 'Feedback in words'),
  privacy_text: w('Företagets egen text om kunders uppgifter', 'The company’s own words about clients’ data'),
  rating: w('Betyg', 'Score'),
  'support_case.token_hash': w('Avtryck av ärendets adress', 'Imprint of the case’s address'),
  'support_message.at': w('När något skrevs i ärendet', 'When something was written in the case'),
  'support_message.body': w('Det du skrivit till supporten', 'What you wrote to support'),
  'support_file.content': w('Fil du bifogat', 'File you attached'),
  reply_to: w('E-post för svaret', 'E-mail for the answer'),
  address: w('Mottagare', 'Receiver'),
  agreement: w('Det som undertecknas', 'What is signed'),
  answer: w('Svar', 'Answer'),
  'service_acceptance.at': w('När Serviceavtalet undertecknades', 'When the service agreement was signed'),
  'agreement_acceptance.at': w('När avtalet godkändes', 'When the agreement was accepted'),
  'instruction.at': w('När valet gjordes', 'When the choice was made'),
  'processor_objection.at': w('När invändningen gjordes', 'When the objection was made'),
  answered_at: w('När frågan besvarades', 'When the question was answered'),
  asked_at: w('När frågan ställdes', 'When the question was asked'),
  association_number: w('Bostadsrättsföreningens organisationsnummer', 'The housing association’s number'),
  bankgiro: w('Bankgiro', 'Bankgiro'),
  body: w('Fråga', 'Question'),
  body_html: w('Meddelandets text, formaterad', 'The message, formatted'),
  body_text: w('Meddelandets text', 'The message'),
  came_from: w('Webbplatsen du kom från', 'The site you came from'),
  canonical: w('Dokumentet som det skickades', 'The document as sent'),
  chosen: w('Valda tillval', 'Options chosen'),
  chosen_at: w('När tillval valdes', 'When options were chosen'),
  city: w('Ort', 'Town'),
  client_name: w('Kundens namn', 'The client’s name'),
  consent_id: w('Slumptal för ditt samtycke', 'Random number of your consent'),
  'change_order.stance': w('Svar på en underrättelse om ÄTA', 'Answer to a notice of a change'),
  'change_order.stance_at': w('När underrättelsen besvarades', 'When the notice was answered'),
  'version_party.approved_at': w('När någon godkände att det skrivs under', 'When somebody approved the signing'),
  'change_order.ground_reason': w('Varför ett tilläggsarbete inte kunde vänta', 'Why extra work could not wait'),
  'withdrawal_notice.name': w('Namn i ett meddelande om att ångra avtalet', 'Name in a message of withdrawal'),
  'withdrawal_notice.part': w('Vad av avtalet som ångras', 'What of the agreement is withdrawn from'),
  'withdrawal_notice.note': w('Ord till företaget om att ångra avtalet', 'Words to the company on withdrawing'),
  'withdrawal_notice.answer': w('Företagets svar om att ångra avtalet', 'The company’s answer on withdrawing'),
  'withdrawal_notice.answered_at': w(
    'När företaget svarade om att ångra avtalet',
    'When the company answered on withdrawing',
  ),
  receipt_to: w('Dit kvittensen skickas', 'Where the receipt is sent'),
  received_at: w('När meddelandet kom', 'When the message came'),
  'document.worked_up_ore': w('Upparbetad kostnad', 'Worked-up cost'),
  decline_reason: w('Skäl till ett nej', 'Reason for declining'),
  default_about: w('Text om företaget', 'Text about the company'),
  device: w('Webbläsare och system', 'Browser and system'),
  email: w('E-post', 'E-mail'),
  evidence: w('Underskriftens bevis', 'Evidence of the signature'),
  flat_number: w('Lägenhetsnummer', 'Flat number'),
  iban: w('IBAN', 'IBAN'),
  key_hash: w('Avtryck av API-nyckel', 'Imprint of an API key'),
  language: w('Språk', 'Language'),
  last_event_at: w('När något senast hände', 'When something last happened'),
  logo_file: w('Logotyp', 'Logo'),
  name: w('Namn', 'Name'),
  network: w('Första halvan av nätadressen', 'First half of the network address'),
  opened_on: w('Dagen ett nyhetsbrev öppnades', 'The day a newsletter was opened'),
  opened_at: w('När dokumentet öppnades', 'When the document was opened'),
  organisation_number: w('Organisationsnummer', 'Organisation number'),
  page: w('Sidan', 'The page'),
  password_hash: w('Avtryck av lösenordet', 'Imprint of the password'),
  personal_number: w('Personnummer', 'Personal identity number'),
  personal_number_index: w('Avtryck av personnumret', 'Imprint of the personal number'),
  phone: w('Telefon', 'Telephone'),
  photo_file: w('Profilbild', 'Profile picture'),
  plusgiro: w('Plusgiro', 'Plusgiro'),
  postcode: w('Postnummer', 'Postcode'),
  property_designation: w('Fastighetsbeteckning', 'Property designation'),
  reasons: w('Skäl för beslut i ärendet', 'Reasons of a decision in the case'),
  request: w('Vad ärendet gäller', 'What the case is about'),
  answer_to: w('Adress dit svaret går', 'Address the answer goes to'),
  reply: w('Svar från BankID', 'BankID’s answer'),
  search: w('Ord att söka på', 'Words to search by'),
  secrets: w('BankID:s referenser', 'BankID’s references'),
  section: w('Del av dokumentet som visas', 'Part of the document shown'),
  sections: w('Hur länge delar visades', 'How long parts were shown'),
  sender: w('Avsändare', 'Sender'),
  signed_at: w('När underskriften gjordes', 'When it was signed'),
  sole_trader_number: w('Enskild firmas personnummer', 'A sole trader’s personal number'),
  stayed: w('Ungefär hur länge', 'Roughly how long'),
  street: w('Gatuadress', 'Street'),
  subject: w('Ämnesrad', 'Subject line'),
  swish: w('Swish', 'Swish'),
  target: w('Vad du klickade på', 'What you clicked'),
  to_pay_ore: w('Att betala', 'To pay'),
  total_ore: w('Summa', 'Total'),
  used_rot_kr: w('Utnyttjat ROT-avdrag', 'ROT deduction used'),
  used_rut_kr: w('Utnyttjat RUT-avdrag', 'RUT deduction used'),
  used_year: w('År för utnyttjat avdrag', 'Year of the deduction used'),
  visitor_id: w('Slumptal för dina besök', 'Random number of your visits'),
  vat_number: w('Momsregistreringsnummer', 'VAT number'),
  website: w('Webbplats', 'Website'),
  work_city: w('Ort där arbetet görs', 'Town of the work'),
  work_postcode: w('Postnummer där arbetet görs', 'Postcode of the work'),
  work_street: w('Adress där arbetet görs', 'Street of the work'),
}

const tableNames: Readonly<Record<string, Words>> = {
  account: w('Kontot', 'The account'),
  service_acceptance: w('Undertecknade serviceavtal', 'Signed service agreements'),
  agreement_acceptance: w('Godkända biträdesavtal', 'Accepted processing agreements'),
  document_template: w('Mallar', 'Templates'),
  snippet: w('Textsnuttar', 'Snippets'),
  import_change: w('Det en inläsning ändrade', 'What an import changed'),
  import_run: w('Inlästa filer', 'Files read in'),
  instruction: w('Val i biträdesavtalet', 'Choices in the processing agreement'),
  processor_objection: w('Invändningar mot underbiträden', 'Objections to sub-processors'),
  account_token: w('Länkar i mejl om kontot', 'Mailed links about the account'),
  api_key: w('API-nycklar', 'API keys'),
  client: w('Kundregistret', 'The client register'),
  client_merge: w('Hopslagna kunder', 'Merged clients'),
  client_apart: w('Kunder som inte är samma', 'Clients that are not the same'),
  client_person: w('Personer hos kunden', 'People of the client'),
  company: w('Företaget', 'The company'),
  consent_account: w('Samtycken på ditt konto', 'Consents of your account'),
  consent_event: w('Samtycken', 'Consents'),
  dispatch: w('Skickade meddelanden', 'Messages sent'),
  document: w('Dokumentet', 'The document'),
  reminder_rule: w('Hur kunder påminns', 'How clients are reminded'),
  reminder_off: w('Dokument utan påminnelser', 'Documents without reminders'),
  withdrawal_notice: w('Meddelanden om att ångra avtal', 'Messages of withdrawal'),
  change_order: w('Ändrings- och tilläggsarbeten (ÄTA)', 'Changes and additional work'),
  version_party: w('Vad var och en skulle göra med ett skickat dokument', 'What each was to do with a sent document'),
  document_event: w('Händelser', 'Events'),
  document_version: w('Dokumentet som det skickades', 'The document as sent'),
  file: w('Filer', 'Files'),
  company_connection: w('Kopplade tjänster', 'Connected services'),
  connection_remote: w('Det en kopplad tjänst fått veta', 'What a connected service was told'),
  crm_contact: w('Kundregistret', 'The customer register'),
  former_customer: w('Tidigare kunder', 'Former customers'),
  mail_beacon: w('Mätning i nyhetsbrev', 'Measuring in newsletters'),
  mail_measure: w('Mätning i nyhetsbrev', 'Measuring in newsletters'),
  member: w('Medlemmen', 'The member'),
  news_offer: w('Nyheter till kunder', 'News to customers'),
  newsletter_reader: w('Nyhetsbrevet', 'The newsletter'),
  suppression: w('De som inte vill ha reklam', 'Those who want no advertising'),
  number_view: w('Visade personnummer', 'Personal numbers shown'),
  outbox_attachment: w('Inbyggd utkorg', 'Built-in outbox'),
  outbox_message: w('Inbyggd utkorg', 'Built-in outbox'),
  question: w('Frågor och svar', 'Questions and answers'),
  feedback: w('Omdömen', 'Feedback'),
  incident: w('Incidenter', 'Incidents'),
  support_case: w('Ärenden hos supporten', 'Support cases'),
  support_message: w('Ärenden hos supporten', 'Support cases'),
  support_file: w('Ärenden hos supporten', 'Support cases'),
  erasure: w('Raderingar', 'Erasures'),
  rights_access: w('Legitimering för Dina uppgifter', 'Identification for Your data'),
  rights_case: w('Ärenden om dina uppgifter', 'Cases about your data'),
  room_link: w('Länken till dokumentet', 'The link to the document'),
  session: w('Inloggningar', 'Sessions'),
  passkey: w('Passkeys', 'Passkeys'),
  authenticator_app: w('Kodapp', 'Authenticator app'),
  recovery_code: w('Reservkoder', 'Recovery codes'),
  passkey_challenge: w('Frågor till en passkey', 'Questions to a passkey'),
  signature: w('Underskriften', 'The signature'),
  signing_order: w('Försök att skriva under', 'Attempts to sign'),
  visitor_event: w('Besök på de publika sidorna', 'Visits to the public pages'),
  visit: w('Besök på dokumentsidan', 'Visits to the document page'),
}

export const columnWords = (table: string, column: string): Words | null =>
  columnNames[`${table}.${column}`] ?? columnNames[column] ?? null
export const tableWords = (table: string): Words | null => tableNames[table] ?? null

/** Personal columns and their tables that nobody has given a name, as sentences that say what to do. */
export function nameless(tables: readonly Table[]): string[] {
  return tables.flatMap(t => {
    const personal = Object.entries(t.columns).filter(([, c]) => c.declaration !== 'nothing-personal')
    return [
      ...(personal.length > 0 && !tableWords(t.name)
        ? [`${t.name} holds personal data and has no name to be read: give it one in src/datamap/words.ts.`]
        : []),
      ...personal
        .filter(([column]) => !columnWords(t.name, column))
        .map(([column]) => `${t.name}.${column} has no name to be read: give it one in src/datamap/words.ts.`),
    ]
  })
}

const anchors: Readonly<Record<Anchor, Words>> = {
  'row-created': w('att det skrevs', 'it was written'),
  'last-activity': w('den senaste händelsen', 'the last activity'),
  'relation-ended': w('att avtalet upphört', 'the agreement ended'),
  'document-closed': w('att dokumentet avslutats', 'the document was closed'),
  signed: w('underskriften', 'signing'),
  ended: w('att det upphört', 'it ended'),
  used: w('att det använts', 'it was used'),
  'removed-by-person': w('att personen tagit bort det', 'the person removed it'),
}
const endings = {
  erase: w('raderas det', 'erased'),
  shred: w('förstörs nyckeln', 'the key destroyed'),
} as const
const held = {
  bookkeeping: w('bokföringslagen', 'the Bookkeeping Act'),
  'signature-evidence': w('bevis om avtalet', 'evidence of the agreement'),
} as const
const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  day: ['dag', 'dagar'],
  month: ['månad', 'månader'],
  year: ['år', 'år'],
}

/** "24 months" in Swedish. */
function length(period: string): Words {
  const [, n, unit] = /^(\d+) (day|month|year)s?$/.exec(period) ?? []
  const [one, many] = units[unit ?? ''] ?? []
  if (!n || !one || !many) throw new Error(`"${period}" is no period of days, months or years.`)
  return w(`${n} ${n === '1' ? one : many}`, period)
}

/** How long a value is kept, in words: until when and what then. */
export function keepWords(keep: Keep): Words {
  const from = anchors[keep.after]
  if (typeof keep.ending !== 'string') {
    const as = held[keep.ending.hold]
    const time = length(keep.for)
    return w(`${time.sv} efter ${from.sv}, som ${as.sv}`, `${time.en} after ${from.en}, as ${as.en}`)
  }
  const then = endings[keep.ending]
  if (keep.for === 'as-parent')
    return w(`Lika länge som det hör till, sedan ${then.sv}`, `As long as what it belongs to, then ${then.en}`)
  if (keep.for === 'until removed')
    return w(`Tills du tar bort det, sedan ${then.sv}`, `Until you remove it, then ${then.en}`)
  const time = length(keep.for)
  return w(`${time.sv} efter ${from.sv}, sedan ${then.sv}`, `${time.en} after ${from.en}, then ${then.en}`)
}

/** What is consented to, by the purpose of the ledger. */
export const consents: Readonly<Record<string, Words>> = {
  function: w('Presentation och funktion', 'Presentation and function'),
  'mail-measuring': w('mätning i nyhetsbrev', 'measuring in newsletters'),
  newsletter: w('nyhetsbrevet', 'the newsletter'),
}

/** On what a use stands: the operator's own ground, or the company's instruction. */
export function basisWords(use: Use): Words {
  if (use.role === 'processor') {
    const i = instructions[use.instruction]
    return w(
      `Företagets instruktion ${use.instruction}, ${i.sv}`,
      `The company’s instruction ${use.instruction}, ${i.en}`,
    )
  }
  const g = use.ground
  if ('contract' in g) return w('Avtal, Serviceavtalet (6.1 b)', 'Contract, the service agreement (6.1 b)')
  if ('law' in g) return w(`Rättslig förpliktelse, ${g.law} (6.1 c)`, `Legal obligation, ${g.law} (6.1 c)`)
  if ('consent' in g) {
    const c = consents[g.consent]
    if (!c) throw new Error(`The consent ${g.consent} has no words in src/datamap/words.ts.`)
    return w(`Samtycke, ${c.sv} (6.1 a)`, `Consent, ${c.en} (6.1 a)`)
  }
  const i = balancings[g.interest]?.interest
  if (!i) throw new Error(`The interest ${g.interest} is not weighed in src/datamap/balancing.ts.`)
  return w(`Berättigat intresse, ${i.sv} (6.1 f)`, `Legitimate interest, ${i.en} (6.1 f)`)
}

export const responsible = {
  controller: w('Personuppgiftsansvarig', 'Controller'),
  processor: w('Personuppgiftsbiträde', 'Processor'),
} as const

/** Who may receive a value, in a sentence's words, by the key of the register. */
export const recipientWords: Readonly<Record<string, Words>> = {
  mail: w('den som förmedlar e-post', 'whoever carries mail'),
  sms: w('den som förmedlar sms', 'whoever carries text messages'),
  eid: w('BankID', 'BankID'),
  files: w('den som förvarar filer', 'whoever keeps files'),
  chat: w('supportens chatt, där den används', 'the support chat, where it is used'),
  crm: w('vårt kundregister, där ett sådant används', 'our customer register, where one is used'),
  errors: w('felsamlaren, där den används', 'the error collector, where it is used'),
  staff: w('vår personals chatt, där den används', 'our staff’s chat, where it is used'),
  partner: w('företagets marknadsplats', 'the company’s marketplace'),
  invoicing: w('företagets faktureringstjänst, om den är kopplad', 'the company’s invoicing service, if connected'),
}

/** “Varför?” beside a field: what for, how long, and who may get it. Null where the column says nothing of why. */
export function whyWords(table: Table, column: string): Words | null {
  const declared = table.columns[column]?.declaration
  if (!declared || declared === 'nothing-personal' || !declared.why) return null
  const keep = declared.keep ?? table.keep
  if (!keep) throw new Error(`${table.name}.${column} does not say until when it is kept.`)
  const kept = keepWords(keep)
  const to = (declared.shared ?? []).map(key => recipientWords[key] ?? w(key, key))
  const all = (language: 'sv' | 'en', kept: string, going: string, nobody: string) =>
    [
      declared.why?.[language],
      `${kept}.`,
      to.length > 0 ? `${going} ${to.map(x => x[language]).join(', ')}.` : nobody,
    ].join(' ')
  return w(
    all('sv', kept.sv.replace(/^(?=\d)/, 'Sparas '), 'Kan gå till', 'Lämnas inte vidare.'),
    all('en', kept.en.replace(/^(?=\d)/, 'Kept '), 'May go to', 'Passed on to nobody.'),
  )
}
