// What roles, keys and permissions are called where people read of them.
import { messages } from '../kernel/messages.ts'

export const roleWords = messages({
  owner: { sv: 'Ägare', en: 'Owner' },
  administrator: { sv: 'Administratör', en: 'Administrator' },
  seller: { sv: 'Säljare', en: 'Seller' },
  worker: { sv: 'Arbetare', en: 'Worker' },
  reader: { sv: 'Läsare', en: 'Reader' },
})

/** Each role in a sentence, for whoever chooses one. */
export const roleSentences = messages({
  owner: {
    sv: 'Får allt, också lämna över företaget och bestämma hur alla loggar in.',
    en: 'May do everything, also hand the company over and decide how everybody signs in.',
  },
  administrator: {
    sv: 'Får allt utom det som bara en ägare får.',
    en: 'May do everything but what only an owner may.',
  },
  seller: {
    sv: 'Skriver, skickar och följer, med kunder, artiklar och vad allt kostar er. Ändrar inga inställningar.',
    en: 'Writes, sends and follows, with clients, articles and what it all costs you. Changes no settings.',
  },
  worker: {
    sv: 'Ser alla dokument och skriver utkast. Skickar ingenting och ser inte vad något kostar er.',
    en: 'Sees all documents and writes drafts. Sends nothing and does not see what anything costs you.',
  },
  reader: { sv: 'Läser, och ändrar ingenting.', en: 'Reads, and changes nothing.' },
})

export const scopeWords = messages({
  write: { sv: 'Läsa och skriva', en: 'Read and write' },
  read: { sv: 'Läsa', en: 'Read' },
})

export const permissionWords = messages({
  self: {
    sv: 'Sina egna uppgifter, sin inloggning och vilka som är med',
    en: 'One’s own particulars and sign-in, and who is in the company',
  },
  'documents.read': { sv: 'Läsa dokument, händelser och artiklar', en: 'Read documents, events and articles' },
  'documents.write': { sv: 'Skriva utkast', en: 'Write drafts' },
  'documents.send': {
    sv: 'Skicka, förlänga, ta tillbaka och svara kunden',
    en: 'Send, extend, withdraw and answer the client',
  },
  'clients.read': { sv: 'Läsa kundregistret', en: 'Read the register of clients' },
  'clients.write': { sv: 'Lägga upp och ändra kunder', en: 'Add and change clients' },
  'clients.reveal': {
    sv: 'Se ett personnummer i klartext, av en anledning som skrivs ned',
    en: 'See a personal number in full, for a reason that is written down',
  },
  'articles.write': { sv: 'Ändra artiklar och kategorier', en: 'Change articles and categories' },
  'templates.write': { sv: 'Spara mallar och textsnuttar', en: 'Save templates and snippets' },
  'articles.cost': { sv: 'Se inköpspriser och marginaler', en: 'See costs and margins' },
  'company.manage': {
    sv: 'Ändra företagets uppgifter, kopplingar och instruktioner, och svara i ärenden om personuppgifter',
    en: 'Change the company’s particulars, connections and instructions, and answer cases on personal data',
  },
  'team.manage': { sv: 'Bjuda in, ändra roller och ta bort medlemmar', en: 'Invite, change roles and remove members' },
  'keys.manage': { sv: 'Skapa och avsluta API-nycklar', en: 'Make and end API keys' },
  'company.own': {
    sv: 'Godkänna avtalet med Cling, göra någon till ägare, lämna över, exportera eller avsluta företaget och kräva två steg av alla',
    en: 'Accept the agreement with Cling, make somebody an owner, hand over, export or close the company and ask everybody for two steps',
  },
})
