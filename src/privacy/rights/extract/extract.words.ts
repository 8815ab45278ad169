// Words of the extract itself; what each field is comes from its declaration.
import type { HoldReason } from '../../erasure/holds.ts'

type ExtractWords = {
  title: string
  file: string
  files: string
  manifest: string
  controller: string
  processor: string
  lead: (f: { number: string; at: string }) => string
  identity: Record<number, string>
  responsible: string
  contact: string
  shared: string
  goes: (day: string) => string
  goesLater: string
  field: string
  value: string
  why: string
  basis: string
  kept: string
  from: string
  empty: string
  yes: string
  no: string
  recipients: string
  recipientsNone: string
  when: string
  to: string
  what: string
  heldTitle: string
  heldLine: (f: { documents: number; reason: string; law: string; until: string }) => string
  held: Record<HoldReason, string>
  none: string
  more: (rows: number) => string
  rightsTitle: string
  rights: string[]
  decisionsTitle: string
  decisions: string
  imy: string
}

export const extractWords: Readonly<Record<'sv' | 'en', ExtractWords>> = {
  sv: {
    title: 'Registerutdrag',
    file: 'utdrag',
    files: 'filer',
    manifest: 'forteckning.json',
    controller: 'personuppgiftsansvarig',
    processor: 'personuppgiftsbiträde',
    lead: f =>
      `Ärende ${f.number}, gjort ${f.at}. Här står allt som finns om dig, varför, på vilken grund, vem som fått det och vilken dag det tas bort.`,
    identity: {
      0: 'Du har inte legitimerat dig.',
      1: 'Du visade att adressen är din. Personnummer är därför delvis dolt och dokument är inte med. Med BankID får du allt.',
      2: 'Du är inloggad på ditt konto.',
      3: 'Du legitimerade dig med BankID.',
    },
    responsible: 'Vem som ansvarar',
    contact: 'Kontakt',
    shared: 'Gäller också andra. Det som är deras är utelämnat.',
    goes: day => `Tas bort ${day}, som det ser ut i dag.`,
    goesLater: 'Vilken dag det tas bort beror på något som inte har hänt än; se tiden vid varje uppgift.',
    field: 'Uppgift',
    value: 'Det som finns',
    why: 'Varför',
    basis: 'Grund',
    kept: 'Sparas',
    from: 'Kommer från',
    empty: 'inget sparat',
    yes: 'ja',
    no: 'nej',
    recipients: 'Vilka som har fått uppgifter',
    recipientsNone: 'Ingen utanför tjänsten.',
    when: 'När',
    to: 'Vem',
    what: 'Vad',
    heldTitle: 'Avskilt, därför att lag kräver det',
    heldLine: f =>
      `${f.documents} ${f.documents === 1 ? 'avtal' : 'avtal'}: ${f.reason}, ${f.law}, till och med ${f.until}. Läses bara för ett ärende, av två personer.`,
    held: {
      'signature-evidence': 'bevis om ett undertecknat avtal',
      bookkeeping: 'bokföring',
      'legal-claims': 'rättsliga anspråk',
    },
    none: 'Vi har inga uppgifter om dig.',
    more: rows => `Här visas de första ${rows}. Resten står i utdrag.html och utdrag.json.`,
    rightsTitle: 'Dina rättigheter',
    rights: [
      'Du kan begära rättelse, radering och begränsning, invända, och flytta dina uppgifter. Allt görs under Dina uppgifter och är gratis.',
      'Du kan klaga hos Integritetsskyddsmyndigheten (IMY), Box 8114, 104 20 Stockholm, imy.se, och vända dig till domstol.',
    ],
    decisionsTitle: 'Automatiska beslut',
    decisions: 'Inga. Ingen maskin fattar beslut om dig.',
    imy: 'Integritetsskyddsmyndigheten (IMY), imy.se',
  },
  en: {
    title: 'Extract of your data',
    file: 'extract',
    files: 'files',
    manifest: 'manifest.json',
    controller: 'controller',
    processor: 'processor',
    lead: f =>
      `Case ${f.number}, made ${f.at}. Here stands everything that is held about you, why, on what ground, who received it and the day it goes.`,
    identity: {
      0: 'You have not identified yourself.',
      1: 'You showed that the address is yours. Personal numbers are therefore partly hidden and documents are not included. With BankID you get all.',
      2: 'You are signed in to your account.',
      3: 'You identified with BankID.',
    },
    responsible: 'Who is responsible',
    contact: 'Contact',
    shared: 'Is about others as well. What is theirs is left out.',
    goes: day => `Goes on ${day}, as things stand today.`,
    goesLater: 'The day it goes depends on something that has not happened yet; see the period beside each item.',
    field: 'Item',
    value: 'What is held',
    why: 'Why',
    basis: 'Ground',
    kept: 'Kept',
    from: 'Comes from',
    empty: 'nothing stored',
    yes: 'yes',
    no: 'no',
    recipients: 'Who has received data',
    recipientsNone: 'Nobody outside the service.',
    when: 'When',
    to: 'Who',
    what: 'What',
    heldTitle: 'Kept apart, because a law demands it',
    heldLine: f =>
      `${f.documents} ${f.documents === 1 ? 'agreement' : 'agreements'}: ${f.reason}, ${f.law}, to ${f.until} inclusive. Read only for a case, by two people.`,
    held: {
      'signature-evidence': 'evidence of a signed agreement',
      bookkeeping: 'bookkeeping',
      'legal-claims': 'legal claims',
    },
    none: 'We hold nothing about you.',
    more: rows => `The first ${rows} are shown here. The rest stands in extract.html and extract.json.`,
    rightsTitle: 'Your rights',
    rights: [
      'You can ask for correction, erasure and restriction, object, and take your data along. All is done under Your data and is free.',
      'You can complain to the Swedish Authority for Privacy Protection (IMY), Box 8114, SE-104 20 Stockholm, imy.se, and go to court.',
    ],
    decisionsTitle: 'Automated decisions',
    decisions: 'None. No machine decides over you.',
    imy: 'Swedish Authority for Privacy Protection (IMY), imy.se',
  },
}
